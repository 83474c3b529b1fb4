import type { LiveMessage } from './wire'

/** One live connection that is made again for ever; messages reach the page numbered and in order. */
export interface Live {
  /** Sends to the server if the connection is up; says whether it was. Nothing is kept for later. */
  send(message: object): boolean
  close(): void
}

export interface LiveOptions<M extends LiveMessage> {
  path: string // "/ws/screens/hall"
  version: string // build the page was served with; "" takes the first one heard
  onMessage(message: M): void
  /** The server speaks for another build: reload when that disturbs nobody. */
  onVersion(version: string): void
  onLink?(up: boolean): void
}

const QUIET_MS = 30_000
const LOOK_MS = 10_000
const ANSWER_MS = 5_000
const FIRST_RETRY_MS = 500
const LAST_RETRY_MS = 15_000

/** Milliseconds before the given try, with full jitter: a hall of screens must not come back in one beat. */
export function retryDelay(attempt: number, random: number): number {
  const ceiling = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(attempt, 10))
  return Math.round(100 + random * ceiling)
}

/** Whether a message is news: the first after each connect is, later ones only with a larger number. */
export function isNews(n: number, lastSeen: number | null): boolean {
  return lastSeen === null || n > lastSeen
}

/** The socket address of a path on the server the page came from. */
export function socketAddress(path: string, at: { protocol: string; host: string } = location): string {
  return `${at.protocol === 'https:' ? 'wss' : 'ws'}://${at.host}${path}`
}

/** Opens the connection and keeps it until close. */
export function openLive<M extends LiveMessage>(options: LiveOptions<M>): Live {
  return new Connection(options)
}

class Connection<M extends LiveMessage> implements Live {
  private socket: WebSocket | null = null
  private attempt = 0
  private lastSeen: number | null = null
  private heardAt = 0
  private retry: ReturnType<typeof setTimeout> | undefined
  private readonly look: ReturnType<typeof setInterval>
  private version: string
  private readonly options: LiveOptions<M>

  constructor(options: LiveOptions<M>) {
    this.options = options
    this.version = options.version
    this.look = setInterval(() => void this.lookForSilence(), LOOK_MS)
    addEventListener('online', this.connectNow)
    this.connect()
  }

  send(message: object): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false
    this.socket.send(JSON.stringify(message))
    return true
  }

  close(): void {
    clearInterval(this.look)
    clearTimeout(this.retry)
    removeEventListener('online', this.connectNow)
    this.drop()
  }

  private readonly connectNow = (): void => {
    if (this.socket) return
    clearTimeout(this.retry)
    this.connect()
  }

  private connect(): void {
    const socket = new WebSocket(socketAddress(this.options.path))
    this.socket = socket
    this.heardAt = performance.now()
    this.lastSeen = null
    socket.onopen = () => this.options.onLink?.(true)
    socket.onmessage = (event: MessageEvent<string>) => this.hear(event.data)
    socket.onclose = () => this.lost(socket)
  }

  private hear(text: string): void {
    this.heardAt = performance.now()
    this.attempt = 0
    let message: M
    try {
      message = JSON.parse(text) as M
    } catch {
      return
    }
    this.noteVersion(message.version)
    if (!isNews(message.n, this.lastSeen)) return
    this.lastSeen = message.n
    this.options.onMessage(message)
  }

  private noteVersion(version: string): void {
    if (!version || version === this.version) return
    const known = this.version
    this.version = version
    if (known) this.options.onVersion(version)
  }

  private lost(socket: WebSocket): void {
    if (this.socket !== socket) return
    this.drop()
    this.options.onLink?.(false)
    this.retry = setTimeout(() => this.connect(), retryDelay(this.attempt++, Math.random()))
  }

  private drop(): void {
    const socket = this.socket
    this.socket = null
    if (!socket) return
    socket.onopen = socket.onmessage = socket.onclose = null
    socket.close()
  }

  // The browser answers the server's pings by itself and hides them, so a quiet line looks like a dead one:
  // only a question the server must answer tells them apart.
  private async lookForSilence(): Promise<void> {
    const socket = this.socket
    if (!socket || performance.now() - this.heardAt < QUIET_MS) return
    this.heardAt = performance.now()
    const alive = await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(ANSWER_MS) })
      .then((answer) => answer.ok)
      .catch(() => false)
    if (!alive) this.lost(socket)
  }
}
