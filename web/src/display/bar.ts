import type { Board } from './board'
import { momentOf, monthDay, weekday, weekdayOf } from './clock'
import { el, write } from './dom'

/** What stands over every page: the station, the day, the clock, and a small word when the line is down. */
export class Bar {
  readonly root = el('header', 'bar')
  private readonly name = el('div', 'station')
  private readonly day = el('div', 'day')
  private readonly time = el('div', 'time')
  private readonly line = el('div', 'line')

  constructor() {
    this.root.append(this.name, this.line, el('div', 'clock', this.time, this.day))
  }

  update(board: Board, now: Date, offline: string): void {
    const { day, time } = momentOf(now)
    write(this.name, board.station.name)
    write(this.time, time)
    write(this.day, dayLine(board, day))
    write(this.line, offline)
  }
}

/** The lunar day is the server's; once the day it was given for is over, it is left out rather than wrong. */
export function dayLine(board: Pick<Board, 'date' | 'lunar' | 'trust'>, day: string): string {
  if (board.trust === 'untrusted') return '时间未校准'
  const lunar = board.date === day && board.lunar ? ` 农历${board.lunar}` : ''
  return `${monthDay(day)} ${weekday(weekdayOf(day))}${lunar}`
}
