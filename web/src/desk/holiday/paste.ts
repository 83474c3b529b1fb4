/** A year's public holidays as people read them. */
export interface Days { off: string[]; working: string[] }

// 2月15日, 2月15日至23日, 9月28日至10月6日, and 2027-02-15 (to 2027-02-23).
const CHINESE = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:[至到—–-](?:(\d{1,2})月)?(\d{1,2})日)?/g
const PLAIN = /(\d{4})-(\d{1,2})-(\d{1,2})(?:\s*[至到—–~]\s*\d{4}-(\d{1,2})-(\d{1,2}))?/g
const DAY_MS = 86_400_000
const LONGEST = 40

/** The days a text names, in order; what is in brackets (lunar dates, weekdays) is not read. */
export function daysIn(words: string, year: number): string[] {
  const days = new Set<string>()
  const bare = words.replace(/[（(][^）)]*[）)]/g, '')
  for (const pattern of [CHINESE, PLAIN]) {
    for (const [, named, month, day, lastMonth, lastDay] of bare.matchAll(pattern)) {
      if (named && Number(named) !== year) continue
      for (const one of span(year, Number(month), Number(day), Number(lastMonth ?? month), Number(lastDay ?? day))) days.add(one)
    }
  }
  return [...days].toSorted()
}

function span(year: number, month: number, day: number, lastMonth: number, lastDay: number): string[] {
  const days: string[] = []
  const last = Date.UTC(year, lastMonth - 1, lastDay)
  for (let at = Date.UTC(year, month - 1, day); at <= last && days.length < LONGEST; at += DAY_MS) days.push(new Date(at).toISOString().slice(0, 10))
  return days.filter((one) => one.startsWith(`${year}-`))
}

/** Reads the State Council's notice: a sentence says which days are off and which are worked. */
export function readNotice(notice: string, year: number): Days {
  const found: Days = { off: [], working: [] }
  for (const sentence of notice.split(/[。；;\n]/)) {
    if (sentence.includes('上班')) found.working.push(...daysIn(sentence, year))
    else if (/放假|休/.test(sentence)) found.off.push(...daysIn(sentence, year))
  }
  return { off: [...new Set(found.off)].toSorted(), working: [...new Set(found.working)].toSorted() }
}

/** The year a notice is about: the one it names first. */
export function yearIn(notice: string): number | undefined {
  const named = /(20\d\d)年/.exec(notice)?.[1]
  return named ? Number(named) : undefined
}

/** Says days shortly: runs as one, each run on a line. */
export function sayDays(days: readonly string[]): string {
  const runs: [string, string][] = []
  for (const day of days.toSorted()) {
    const last = runs.at(-1)
    if (last && Date.parse(day) - Date.parse(last[1]) === DAY_MS) last[1] = day
    else runs.push([day, day])
  }
  return runs.map(([from, to]) => (from === to ? sayDay(from) : `${sayDay(from)}至${sayDay(to)}`)).join('\n')
}

function sayDay(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`
}
