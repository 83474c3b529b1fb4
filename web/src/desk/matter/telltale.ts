/** The kinds of personal numbers a text gives away. The server has the last word; this one warns while somebody types. */
export type Telltale = 'identity' | 'card' | 'mobile'

const IDENTITY = /\d(?:[ -]?\d){16}[ -]?[\dXx]/g
const LONG = /\d(?:[ -]?\d){12,18}/g
const MOBILE = /1[3-9]\d(?:[ -]?\d){8}/

/** Finds identity numbers (GB 11643), bank cards (ISO/IEC 7812) and mobile numbers, blanks and wide digits included. */
export function telltalesOf(text: string): Telltale[] {
  const found: Telltale[] = []
  let rest = halfWidth(text)
  const hide = (kind: Telltale, pattern: RegExp, is: (digits: string) => boolean): void => {
    rest = rest.replace(pattern, (match) => {
      if (!is(match.replace(/[ -]/g, ''))) return match
      if (!found.includes(kind)) found.push(kind)
      return '*'
    })
  }
  hide('identity', IDENTITY, isIdentity)
  hide('card', LONG, isCard)
  if (MOBILE.test(rest)) found.push('mobile')
  return found
}

function halfWidth(text: string): string {
  return text.replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
}

function isIdentity(digits: string): boolean {
  const [year, month, day] = [digits.slice(6, 10), digits.slice(10, 12), digits.slice(12, 14)]
  return /^(18|19|20)/.test(year) && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31
}

function isCard(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const doubled = Number(digit) * (at % 2 === 1 ? 2 : 1)
    return total + (doubled > 9 ? doubled - 9 : doubled)
  }, 0)
  return sum % 10 === 0 && new Set(digits).size > 1
}
