import { list, said, text, type Form } from './form'

/** The steps of the lawful way, from registration to the archive. */
export const way = {
  verified: { group: 'way', fields: [] },
  accepted: { group: 'way', fields: [] },
  declined: {
    group: 'way', grave: true,
    fields: [
      { name: 'reason', kind: 'choice', label: 'field.reason', from: 'reasons', must: true },
      { name: 'advice', kind: 'text', label: 'field.advice', must: true, most: 300, hint: 'field.advice.hint' },
      { name: 'told', kind: 'choice', label: 'field.told', from: 'ways', must: true },
    ],
    data: (values) => ({ told: '', ...said(values, 'reason', 'advice', 'told') }),
  },
  classified: {
    group: 'way',
    fields: [
      { name: 'category', kind: 'choice', label: 'field.category', from: 'categories', must: true },
      { name: 'grade', kind: 'buttons', label: 'field.grade', from: 'grades', must: true },
      { name: 'title', kind: 'line', label: 'field.title', most: 80, hint: 'field.title.hint' },
    ],
    start: ({ row }) => ({ category: row.category, grade: row.grade || 'ordinary', title: row.title }),
  },
  assigned: {
    group: 'way',
    fields: [
      { name: 'lead_unit', kind: 'choice', label: 'field.lead_unit', from: 'units', must: true },
      { name: 'co_units', kind: 'choices', label: 'field.co_units', from: 'units' },
      { name: 'opinion', kind: 'text', label: 'field.opinion', most: 500 },
    ],
    start: ({ matter }) => ({ lead_unit: matter.lead_unit ?? '', co_units: matter.co_units ?? [], opinion: matter.opinion ?? '' }),
    data: (values) => {
      const others = list(values.co_units).filter((unit) => unit !== values.lead_unit)
      return said({ ...values, co_units: others }, 'lead_unit', 'co_units', 'opinion')
    },
  },
  handling: { group: 'way', fields: [] },
  sent_back: {
    group: 'way',
    fields: [{ name: 'reason', kind: 'text', label: 'field.sent_back', must: true, most: 300 }],
  },
  extended: {
    group: 'way',
    fields: [
      { name: 'to', kind: 'date', label: 'field.to', must: true },
      { name: 'approved_by', kind: 'line', label: 'field.approved_by', must: true, most: 40 },
      { name: 'reason', kind: 'text', label: 'field.why', must: true, most: 300 },
    ],
  },
  paused: {
    group: 'way',
    fields: [{ name: 'why', kind: 'text', label: 'field.paused', must: true, most: 300 }],
  },
  resumed: { group: 'way', fields: [] },
  replied: {
    group: 'way',
    fields: [
      { name: 'class', kind: 'buttons', label: 'field.class', from: 'classes', must: true },
      { name: 'form', kind: 'buttons', label: 'field.form', from: 'forms', must: true },
      { name: 'decided', kind: 'text', label: 'field.decided', must: true, most: 800, hint: 'field.decided.hint' },
      { name: 'why_not', kind: 'text', label: 'field.why_not', must: true, most: 400, when: ({ class: kind }) => kind === 'C' },
      { name: 'next', kind: 'text', label: 'field.next', most: 400 },
      { name: 'call', kind: 'line', label: 'field.call', most: 60, hint: 'field.call.hint' },
      { name: 'name', kind: 'line', label: 'field.signer', must: true, most: 40 },
      { name: 'post', kind: 'line', label: 'field.post', most: 40 },
      { name: 'phone', kind: 'line', label: 'field.phone', most: 20 },
      { name: 'meeting', kind: 'line', label: 'field.meeting', most: 80 },
      { name: 'photos', kind: 'photos', label: 'field.photos' },
    ],
    start: ({ matter }, { units }) => {
      const unit = units.find(({ id }) => id === matter.lead_unit)
      return { class: 'A', form: 'written', name: unit?.head ?? '', call: unit?.phone ?? '', unit: matter.lead_unit ?? '' }
    },
    data: (values) => ({
      ...said(values, 'class', 'form', 'decided', 'next', 'call', 'meeting', 'photos'),
      ...(values.class === 'C' && said(values, 'why_not')),
      by: { name: text(values.name), ...said(values, 'unit', 'post', 'phone') },
    }),
  },
  fed_back: {
    group: 'way',
    fields: [{ name: 'how', kind: 'buttons', label: 'field.how', from: 'ways', must: true }],
  },
  rated: {
    group: 'way',
    fields: [
      { name: 'satisfaction', kind: 'buttons', label: 'field.satisfaction', from: 'faces', must: true },
      { name: 'via', kind: 'buttons', label: 'field.via', from: 'ears', must: true },
    ],
  },
  redo: {
    group: 'way',
    fields: [{ name: 'reason', kind: 'text', label: 'field.redo', most: 300 }],
  },
  closed: { group: 'way', fields: [] },
  archived: {
    group: 'way',
    fields: [{ name: 'volume', kind: 'line', label: 'field.volume', must: true, most: 60 }],
    start: (_, { today }) => ({ volume: `${today.slice(0, 4)}-01` }),
  },
  merged: {
    group: 'way', grave: true,
    fields: [{ name: 'into', kind: 'matter', label: 'field.into', must: true, hint: 'field.into.hint' }],
  },
} satisfies Record<string, Form>
