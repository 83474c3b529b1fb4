import type { Issue, Visit } from '../data/matters'
import { say } from '../say'
import type { DraftText, First } from '../wire'
import { labelOf } from '../matter/cell'

/** One issue as it stands in the form. */
export interface IssueForm {
  key: number
  category: string
  title: string
  words: string
  village: string
  place: string
  people: number
  deputies: string[]
}

/** A visit as it stands in the form: who came, how, and what about. */
export interface VisitForm {
  client: string
  channel: string
  session: string
  name: string
  phone: string
  address: string
  anonymous: boolean
  confidential: boolean
  consented: boolean
  issues: IssueForm[]
}

/** The ways a matter comes in over the desk. */
export const AT_DESK = ['reception', 'visit', 'call', 'letter']

let keys = 0

export function blankIssue(before?: IssueForm): IssueForm {
  keys++
  return {
    key: keys, category: '', title: '', words: '', village: before?.village ?? '', place: '', people: 0, deputies: before?.deputies ?? [],
  }
}

export function blankVisit(session = ''): VisitForm {
  return {
    client: newClient(), channel: 'reception', session, name: '', phone: '', address: '', anonymous: false, confidential: false,
    consented: false, issues: [blankIssue()],
  }
}

/** A fresh random id. On a LAN without a certificate a browser has no randomUUID, but it always has random bytes. */
export function newClient(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Whether the voter leaves anything by which they can be reached. */
export function leavesContact(form: VisitForm): boolean {
  return !form.anonymous && `${form.name}${form.phone}${form.address}`.trim() !== ''
}

/** What is still missing, as sentences; empty when the visit can be read back. */
export function gapsOf(form: VisitForm): string[] {
  const gaps: string[] = []
  form.issues.forEach(({ category, words }, at) => {
    if (!category) gaps.push(say('register.gap.category', { number: at + 1 }))
    if (!words.trim()) gaps.push(say('register.gap.words', { number: at + 1 }))
  })
  if (leavesContact(form) && !form.consented) gaps.push(say('register.gap.consent'))
  return gaps
}

/** The visit as it is sent. */
export function visitOf(form: VisitForm, consent: string): Visit {
  const [first, ...others] = form.issues.map(issueOf)
  const contact = Object.fromEntries((['name', 'phone', 'address'] as const).map((name) => [name, form[name].trim()]).filter(([, value]) => value))
  return {
    ...(first as Issue),
    client: form.client, channel: form.channel, consent,
    ...(form.session && { session: form.session }),
    ...(leavesContact(form) && { contact }),
    ...(form.anonymous && { anonymous: true }),
    ...(form.confidential && { confidential: true }),
    ...(others.length > 0 && { issues: others }),
  }
}

function issueOf({ category, title, words, village, place, people, deputies }: IssueForm): Issue {
  return {
    category, words: words.trim(),
    ...(title.trim() && { title: title.trim() }),
    ...(village && { village }),
    ...(place.trim() && { place: place.trim() }),
    ...(people > 0 && { people }),
    ...(deputies.length > 0 && { deputies }),
  }
}

/** A kiosk's draft as the form shows it. */
export function formOfDraft(text: DraftText): VisitForm {
  const { category, title = '', words = '', village = '', place = '', people = 0, deputies = [], name = '', phone = '' } = text
  return { ...blankVisit(), channel: 'kiosk', name, phone, issues: [{ ...blankIssue(), category, title, words, village, place, people, deputies }] }
}

/** The form as the kiosk's draft keeps it; pictures the voter took stay. */
export function draftOf(form: VisitForm, before: DraftText): DraftText {
  const [issue] = form.issues
  if (!issue) return before
  const named = form.anonymous ? {} : { ...(form.name.trim() && { name: form.name.trim() }), ...(form.phone.trim() && { phone: form.phone.trim() }) }
  return { ...issueOf(issue), ...named, ...(before.photos && { photos: before.photos }) }
}

/** What is read out to the voter, issue by issue. */
export function readBackOf(form: VisitForm, first: First): { title: string; lines: string[] }[] {
  return form.issues.map((issue, at) => ({
    title: say('register.issue', { number: at + 1 }),
    lines: [
      labelOf(first.categories, issue.category),
      [issue.village, issue.place.trim()].filter(Boolean).join(' '),
      issue.words.trim(),
      issue.people > 0 ? say('register.people', { count: issue.people }) : '',
      issue.deputies.length > 0 ? say('register.to', { names: issue.deputies.map((id) => nameOf(first, id)).join('、') }) : '',
    ].filter(Boolean),
  }))
}

function nameOf({ deputies }: First, id: string): string {
  return deputies.find((deputy) => deputy.id === id)?.name ?? id
}
