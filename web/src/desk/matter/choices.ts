import { say } from '../say'
import type { Choice, Detail, First } from '../wire'
import type { Source } from './form'

const FACES = ['satisfied', 'basically_satisfied', 'unsatisfied'] as const
const WAYS = ['counter', 'call', 'visit', 'letter', 'phone', 'kiosk'] as const
const EARS = ['counter', 'call', 'visit'] as const
const FORMS = ['written', 'oral'] as const
const RETURNS = ['own_business', 'forwarded', 'promotion', 'empty', 'pending_case', 'running_tender', 'several', 'other'] as const
const TALKS = ['in_person', 'visit', 'research', 'meeting', 'call', 'mail'] as const
const YES = ['no', 'yes'] as const

/** The choices a field offers. */
export function choicesOf(from: Source, first: First, detail: Detail | null): Choice[] {
  switch (from) {
    case 'units': return first.units.map(({ id, name }) => ({ id, label: name }))
    case 'deputies': return first.deputies.map(({ id, name }) => ({ id, label: name }))
    case 'grades': return first.grades
    case 'categories': return first.categories
    case 'reasons': return first.decline_reasons
    case 'escalations': return first.escalations
    case 'classes': return first.reply_classes.map(({ id, label }) => ({ id, label: `${id} ${label}` }))
    case 'forms': return FORMS.map((id) => ({ id, label: say(`form.${id}`) }))
    case 'ways': return WAYS.map((id) => ({ id, label: say(`way.${id}`) }))
    case 'ears': return EARS.map((id) => ({ id, label: say(`way.${id}`) }))
    case 'faces': return FACES.map((id) => ({ id, label: say(`face.${id}`) }))
    case 'holds': return [{ id: 'yes', label: say('holds.yes') }, { id: 'no', label: say('holds.no') }]
    case 'asks': return [{ id: 'urge', label: say('ask.urge') }, { id: 'escalate', label: say('ask.escalate') }]
    case 'modes': return [{ id: 'town', label: say('mode.town') }, { id: 'county', label: say('mode.county') }]
    case 'erasures': return [{ id: 'contact', label: say('erase.contact') }, { id: 'all', label: say('erase.all') }]
    case 'returns': return RETURNS.map((id) => ({ id, label: say(`return.${id}`) }))
    case 'talks': return TALKS.map((id) => ({ id, label: say(`talk.${id}`) }))
    case 'hardness': return YES.map((id) => ({ id, label: say(`hard.${id}`) }))
    case 'seals': return YES.map((id) => ({ id, label: say(`seal.${id}`) }))
    case 'letters': return (detail?.matter.letters ?? []).filter(({ reply }) => !reply).map(({ number }) => ({ id: number, label: number }))
  }
}
