import { said, type Form } from './form'

/** The steps that press on, look back, or say something beside the way. */
export const press = {
  urged: {
    group: 'press',
    fields: [{ name: 'text', kind: 'text', label: 'field.urged', must: true, most: 300 }],
  },
  supervised: {
    group: 'press',
    fields: [{ name: 'text', kind: 'text', label: 'field.supervised', must: true, most: 300 }],
  },
  escalated: {
    group: 'press',
    fields: [
      { name: 'to', kind: 'choice', label: 'field.escalated.to', from: 'escalations', must: true },
      { name: 'text', kind: 'text', label: 'field.escalated', must: true, most: 500 },
    ],
  },
  escalation_answered: {
    group: 'press',
    fields: [{ name: 'result', kind: 'text', label: 'field.escalation_answered', must: true, most: 500 }],
  },
  converted: {
    group: 'press',
    fields: [
      { name: 'title', kind: 'line', label: 'field.suggestion.title', must: true, most: 60 },
      { name: 'body', kind: 'text', label: 'field.suggestion.body', must: true, most: 2000 },
      { name: 'lead_deputy', kind: 'choice', label: 'field.suggestion.deputy', from: 'deputies' },
      { name: 'mode', kind: 'buttons', label: 'field.suggestion.mode', from: 'modes', must: true },
    ],
    start: ({ row }) => ({ title: row.title, mode: 'town', lead_deputy: row.deputies[0]?.id ?? '', category: row.category }),
    data: (values) => said(values, 'title', 'body', 'category', 'lead_deputy', 'mode'),
  },
  letter: {
    group: 'press',
    fields: [
      { name: 'number', kind: 'line', label: 'field.letter.number', must: true, most: 40 },
      { name: 'to', kind: 'choice', label: 'field.letter.to', from: 'units', must: true },
      { name: 'problems', kind: 'text', label: 'field.letter.problems', must: true, most: 500 },
      { name: 'demands', kind: 'text', label: 'field.letter.demands', must: true, most: 500 },
      { name: 'reply_by', kind: 'date', label: 'field.letter.reply_by', must: true },
    ],
    start: ({ matter }) => ({ to: matter.lead_unit ?? '' }),
  },
  letter_answered: {
    group: 'press',
    fields: [
      { name: 'number', kind: 'choice', label: 'field.letter.number', from: 'letters', must: true },
      { name: 'reply', kind: 'text', label: 'field.letter.reply', must: true, most: 500 },
    ],
    start: ({ matter }) => ({ number: matter.letters?.find(({ reply }) => !reply)?.number ?? '' }),
  },
  rechecked: {
    group: 'press',
    fields: [
      { name: 'after', kind: 'number', label: 'field.after', must: true },
      { name: 'holds', kind: 'buttons', label: 'field.holds', from: 'holds', must: true },
      { name: 'text', kind: 'text', label: 'field.rechecked', must: true, most: 300 },
    ],
    start: ({ row }) => ({ after: row.due?.step === 'recheck_90' ? 90 : 30 }),
    data: (values) => ({ ...said(values, 'after', 'text'), holds: values.holds === 'yes' }),
  },
} satisfies Record<string, Form>

/** What is said beside the way. */
export const words = {
  noted: {
    group: 'words',
    fields: [{ name: 'text', kind: 'text', label: 'field.noted', must: true, most: 500, hint: 'field.noted.hint' }],
  },
  advised: {
    group: 'words',
    fields: [{ name: 'text', kind: 'text', label: 'field.advised', must: true, most: 1000 }],
  },
  deputy_view: {
    group: 'words',
    fields: [
      { name: 'text', kind: 'text', label: 'field.deputy_view', must: true, most: 500 },
      { name: 'ask', kind: 'buttons', label: 'field.ask', from: 'asks' },
    ],
  },
  told: {
    group: 'words',
    fields: [{ name: 'words', kind: 'text', label: 'field.told.more', must: true, most: 2000, hint: 'field.words.hint' }],
  },
  rating_words: {
    group: 'words',
    fields: [{ name: 'words', kind: 'text', label: 'field.rating_words', must: true, most: 500, hint: 'field.words.hint' }],
  },
  contact: {
    group: 'words',
    fields: [
      { name: 'name', kind: 'line', label: 'field.contact.name', most: 20 },
      { name: 'phone', kind: 'line', label: 'field.contact.phone', most: 20 },
      { name: 'address', kind: 'line', label: 'field.contact.address', most: 60 },
    ],
  },
  forgotten: {
    group: 'words', grave: true,
    fields: [{ name: 'what', kind: 'buttons', label: 'field.forgotten', from: 'erasures', must: true }],
    data: ({ what }) => ({ contact: true, words: what === 'all' }),
  },
} satisfies Record<string, Form>

/** What the public is shown. */
export const publics = {
  public_drafted: {
    group: 'public',
    fields: [
      { name: 'title', kind: 'line', label: 'field.public.title', must: true, most: 40 },
      { name: 'text', kind: 'text', label: 'field.public.text', must: true, most: 400, hint: 'field.public.hint' },
      { name: 'place', kind: 'line', label: 'field.public.place', most: 40 },
      { name: 'result', kind: 'text', label: 'field.public.result', most: 400 },
      { name: 'photos', kind: 'photos', label: 'field.public.photos' },
    ],
    start: ({ row, matter }) => {
      const before = matter.public.draft ?? matter.public.shown
      const place = row.place || row.village
      const reply = matter.replies?.at(-1)?.decided ?? ''
      return { title: row.title.slice(0, 40), place, result: reply.slice(0, 400), ...before }
    },
  },
  public_released: { group: 'public', fields: [] },
  public_withdrawn: {
    group: 'public', grave: true,
    fields: [{ name: 'reason', kind: 'text', label: 'field.withdrawn', must: true, most: 200 }],
  },
} satisfies Record<string, Form>
