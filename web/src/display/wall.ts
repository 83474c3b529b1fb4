import { reloadWhenServed } from '../shared/reload'
import { type Live, openLive } from '../shared/socket'
import { Bar } from './bar'
import type { Board, BoardMessage } from './board'
import { momentOf, monthDay } from './clock'
import { badge } from './contact'
import { el, vars } from './dom'
import { fit, orbit } from './fit'
import { Motion } from './motion'
import { recall } from './photo'
import { Player } from './player'

const HEALTH_MS = 5_000
const RESIZED_MS = 300

/** One wall: the line to the server, the stage, and what happens between them. */
export class Wall {
  private readonly stage = el('main', 'stage')
  private readonly bar = new Bar()
  private readonly motion = new Motion()
  private readonly player = new Player(this.motion)
  private readonly id: string
  private readonly version: string
  private live: Live
  private board: Board | null = null
  private up = false
  private lostAt = Date.now()
  private resized: ReturnType<typeof setTimeout> | undefined

  constructor(id: string, first: BoardMessage | null) {
    this.id = id
    this.version = first?.version ?? ''
    this.stage.append(this.player.layers.root, this.bar.root)
    document.body.append(this.stage)
    if (first) void this.take(first)
    this.live = this.connect()
    setInterval(() => void this.beat(), HEALTH_MS)
    addEventListener('resize', () => {
      clearTimeout(this.resized)
      this.resized = setTimeout(() => this.reseat(), RESIZED_MS)
    })
  }

  private connect(): Live {
    const { width, height } = browserPixels()
    return openLive<BoardMessage>({
      path: `/ws/screens/${encodeURIComponent(this.id)}?kind=wall&width=${width}&height=${height}`,
      version: this.version,
      onMessage: (message) => void this.take(message),
      onVersion: () => void reloadWhenServed(() => this.up),
      onLink: (up) => this.link(up),
    })
  }

  private link(up: boolean): void {
    if (this.up && !up) this.lostAt = Date.now()
    this.up = up
    if (up) this.player.sheets.each(recall)
  }

  private async take(message: BoardMessage): Promise<void> {
    if (message.type !== 'board') return
    const began = performance.now()
    this.board = onTrial(message.board)
    this.place()
    await this.player.load(this.board)
    this.live.send({ type: 'painted', n: message.n, ms: Math.round(performance.now() - began) })
  }

  /** Lays the board's pixels on the browser's, and what stands over all pages into them. */
  private place(): void {
    if (!this.board) return
    const { width, height, bar } = this.board.screen
    const { scale, x, y } = fit(this.board.screen, browserPixels())
    const now = new Date()
    const still = this.board.pages.some((page) => page.kind === 'test_card')
    const shift = still ? { x: 0, y: 0 } : orbit(now.getTime() / 60_000)
    this.bar.root.hidden = still
    const ratio = devicePixelRatio
    vars(this.stage, { width: `${width}px`, height: `${height}px`, bar: `${bar}px`, u: `${Math.min(width, height) / 100}px` })
    const at = `translate(${(x + shift.x) / ratio}px, ${(y + shift.y) / ratio}px) scale(${scale / ratio})`
    if (this.stage.style.transform !== at) this.stage.style.transform = at
    this.bar.update(this.board, now, badge(this.up, this.lostAt, now.getTime(), since))
  }

  private async beat(): Promise<void> {
    this.place()
    const frames = (await this.motion.alive()) ? this.motion.rate : 0
    this.live.send({ type: 'health', frames, visible: document.visibilityState === 'visible' })
  }

  /** A browser reports its real size only a moment after it has started; the board follows. */
  private reseat(): void {
    this.place()
    const { width, height } = browserPixels()
    if (this.board?.screen.width === width && this.board.screen.height === height) return
    this.live.close()
    this.live = this.connect()
  }
}

function browserPixels(): { width: number; height: number } {
  return { width: Math.round(innerWidth * devicePixelRatio), height: Math.round(innerHeight * devicePixelRatio) }
}

function since(time: number): string {
  const { day, time: clock } = momentOf(new Date(time))
  return `${monthDay(day)}${clock}`
}

/** With ?test in the address any screen shows the test card, whatever its settings say. */
function onTrial(board: Board): Board {
  if (!new URLSearchParams(location.search).has('test')) return board
  return { ...board, pages: [{ kind: 'test_card', dwell: 0, title: '测试卡' }] }
}
