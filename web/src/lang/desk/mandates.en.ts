import type { mandates as chinese } from './mandates.zh-CN'

export const mandates: Record<keyof typeof chinese, string> = {
  'mandate.all': 'Mandates',
  'mandate.tier': 'Congress',
  'mandate.term': 'Term',
  'mandate.term.hint': 'For example: 19th',
  'mandate.area': 'Electoral unit',
  'mandate.from': 'From',
  'mandate.until': 'Until',
  'mandate.until.hint': 'Empty while it lasts',
  'mandate.date.hint': '2026-11-20',
  'mandate.end': 'Today is the last day',
  'mandate.drop': 'Take out',
  'mandate.ended': 'Ended',
  'mandate.add': 'Add a mandate',
  'mandate.want.tier': 'Please choose the congress.',
}
