/** A stretch of days, both ends included: "2026-01-01". */
export interface Period {
  from: string
  to: string
}

export type PeriodName = 'month' | 'year' | 'last' | 'months'

/** The periods a button stands for, in the order of the buttons. */
export const periodNames: PeriodName[] = ['month', 'year', 'last', 'months']

/** The days a period means on a day. */
export function periodOf(name: PeriodName, today: string): Period {
  const year = Number(today.slice(0, 4))
  switch (name) {
    case 'month':
      return { from: `${today.slice(0, 7)}-01`, to: today }
    case 'year':
      return { from: `${year}-01-01`, to: today }
    case 'last':
      return { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` }
    case 'months':
      return { from: firstOf(year, Number(today.slice(5, 7)) - 11), to: today }
  }
}

function firstOf(year: number, month: number): string {
  const whole = month > 0 ? { year, month } : { year: year - 1, month: month + 12 }
  return `${whole.year}-${String(whole.month).padStart(2, '0')}-01`
}

/** The days of a month such as "2026-02". */
export function daysOf(month: string): Period {
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate()
  return { from: `${month}-01`, to: `${month}-${last}` }
}

/** The period's name, null when somebody chose their own days. */
export function nameOf(period: Period, today: string): PeriodName | null {
  return periodNames.find((name) => {
    const days = periodOf(name, today)
    return days.from === period.from && days.to === period.to
  }) ?? null
}

/** Today in the stations' one time zone. */
export function todayIn(now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(now)
}
