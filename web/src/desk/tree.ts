// What crosses the wire about the tree of stations and the records kept for its branches; the Go side is county.

export type NodeState = 'waiting' | 'online' | 'offline' | 'silent' | 'old' | 'revoked' | 'relayed' | 'demo'

/** One box of the tree and how it is. */
export interface TreeNode {
  id: string
  name: string
  scope: string
  kind: string
  parent: string
  state: NodeState
  own?: boolean
  via?: string
  device: string
  version: string
  last_seen: string | null
  lag_s: number
  pending: number
  oldest_at: string | null
  hop_ack: number
  root_ack: number
  quarantine: number
  files_up: number
  bytes_up: number
  clock_ms: number
  trust: string
  retract_open: number
  retract_late: boolean
  forked: boolean
  held?: number // changes its log holds
  heavy?: boolean // more than a box is meant to hold
  why_revoked?: string
}

export interface NewNode {
  name: string
  scope_step: string
  parent: string
  kind: string
}

/** Where a box of the tree is to stand. */
export interface NodePlace {
  parent: string
  scope_step: string
}

/** What goes along when a box moves in the tree. */
export interface Moved {
  from: string
  to: string
  nodes: string[] // names, the one that was meant first
  records: number
  accounts: number
  rejoin: string[] // names of boxes that have to be enrolled anew
}

/** The kinds of site a box can stand at. */
export const SITE_KINDS = ['center', 'station', 'area', 'project', 'home', 'point', 'room'] as const

/** A one-time code, shown this once. */
export interface IssuedCode {
  node: string
  scope: string
  code: string
  expires: string
}

/** A change that waits for a person. */
export interface TreeFault {
  chain: string
  ctr: number
  code: string
  place: string
  kind: string
  id: string
  op: string
  node: string
  at: string
}

/** Faults of one box, about one kind, for one reason: a line of the list. A box may well bring hundreds of them. */
export interface FaultLine {
  first: TreeFault // the latest
  all: TreeFault[]
}

/** The faults as lines, in the order of their latest. */
export function faultLines(faults: TreeFault[]): FaultLine[] {
  const lines = new Map<string, FaultLine>()
  for (const fault of [...faults].sort((a, b) => b.at.localeCompare(a.at))) {
    const key = [fault.node, fault.kind, fault.code].join(' ')
    const line = lines.get(key)
    if (line) line.all.push(fault)
    else lines.set(key, { first: fault, all: [fault] })
  }
  return [...lines.values()]
}

/** A record as it lies: its own fields, and where it belongs. */
export type Thing = Record<string, unknown> & { id: string; revision: string; place: string }

/** The tree in reading order, each with its depth. */
export function ordered(nodes: readonly TreeNode[]): { node: TreeNode; depth: number }[] {
  const below = (parent: string, depth: number): { node: TreeNode; depth: number }[] =>
    nodes.filter((node) => node.parent === parent).flatMap((node) => [{ node, depth }, ...below(node.id, depth + 1)])
  const known = new Set(nodes.map(({ id }) => id))
  return nodes.filter(({ parent }) => !known.has(parent)).flatMap((node) => [{ node, depth: 0 }, ...below(node.id, 1)])
}

/** The boxes a box could stand below: all but itself and those below it. */
export function outside(nodes: readonly TreeNode[], box: TreeNode): TreeNode[] {
  return nodes.filter(({ scope }) => scope !== box.scope && !scope.startsWith(`${box.scope}/`))
}

/** The last step of a path in the tree. */
export function lastStep(scope: string): string {
  return scope.slice(scope.lastIndexOf('/') + 1)
}

/** Whether those at one place share in what belongs to another: above and below, never beside. */
export function shares(place: string, other: string): boolean {
  return place === other || place.startsWith(`${other}/`) || other.startsWith(`${place}/`)
}

/** What an officer should look at first: boxes with something wrong. */
export function troubled(node: TreeNode): boolean {
  return ['silent', 'revoked', 'old'].includes(node.state) || node.forked || node.retract_late || node.heavy === true || node.quarantine > 0
}

const STEP = /^[a-z0-9_-]{1,40}$/

/** Whether a step of a scope has the shape the tree wants. */
export function validStep(step: string): boolean {
  return STEP.test(step)
}
