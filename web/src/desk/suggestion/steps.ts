import { said, type Form } from '../matter/form'
import { press, publics, words } from '../matter/press'
import { way } from '../matter/way'

/** The steps of a deputy's suggestion, in the order of its way: review, assignment, reply, the deputy's word, the end. */
export const suggestionForms: Record<string, Form> = {
  first_reviewed: { group: 'way', fields: [] },
  second_reviewed: { group: 'way', fields: [] },
  reviewed: { group: 'way', fields: [] },
  returned: {
    group: 'way', grave: true,
    fields: [
      { name: 'reason', kind: 'choice', label: 'field.reason', from: 'returns', must: true },
      { name: 'advice', kind: 'text', label: 'field.suggestion.advice', most: 300 },
    ],
  },
  told: {
    group: 'way',
    fields: [{ name: 'how', kind: 'line', label: 'field.suggestion.told', must: true, most: 40 }],
  },
  assigned: {
    group: 'way',
    fields: [
      { name: 'lead_unit', kind: 'choice', label: 'field.lead_unit', from: 'units', must: true },
      { name: 'co_units', kind: 'choices', label: 'field.co_units', from: 'units' },
      { name: 'hard', kind: 'buttons', label: 'field.suggestion.hard', from: 'hardness', must: true },
      { name: 'opinion', kind: 'text', label: 'field.opinion', most: 500 },
    ],
    data: (values) => ({ ...said(values, 'lead_unit', 'co_units', 'opinion'), ...(values.hard === 'yes' && { hard: true }) }),
  },
  sent_back: way.sent_back,
  co_opinion: {
    group: 'way',
    fields: [
      { name: 'unit', kind: 'choice', label: 'field.suggestion.unit', from: 'units', must: true },
      { name: 'text', kind: 'text', label: 'field.suggestion.co_opinion', must: true, most: 500 },
    ],
  },
  consulted: {
    group: 'way',
    fields: [
      { name: 'how', kind: 'buttons', label: 'field.suggestion.how', from: 'talks', must: true },
      { name: 'text', kind: 'text', label: 'field.note', most: 300 },
    ],
  },
  extended: way.extended,
  replied: {
    group: 'way',
    fields: [
      { name: 'class', kind: 'buttons', label: 'field.class', from: 'classes', must: true },
      { name: 'number', kind: 'line', label: 'field.letter.number', most: 40 },
      { name: 'text', kind: 'text', label: 'field.suggestion.reply', must: true, most: 2000 },
      { name: 'signer', kind: 'line', label: 'field.suggestion.signer', must: true, most: 40 },
      { name: 'phone', kind: 'line', label: 'field.phone', most: 20 },
      { name: 'sealed', kind: 'buttons', label: 'field.suggestion.sealed', from: 'seals', must: true },
    ],
    data: (values) => ({ ...said(values, 'class', 'number', 'text', 'signer', 'phone'), sealed: values.sealed === 'yes' }),
  },
  attitude: {
    group: 'way',
    fields: [
      { name: 'deputy', kind: 'choice', label: 'field.suggestion.who', from: 'deputies', must: true },
      { name: 'satisfaction', kind: 'buttons', label: 'field.suggestion.attitude', from: 'faces', must: true },
      { name: 'result', kind: 'buttons', label: 'field.suggestion.result', from: 'faces' },
      { name: 'comment', kind: 'text', label: 'field.deputy_view', most: 500 },
    ],
  },
  redo: {
    group: 'way',
    fields: [{ name: 'reason', kind: 'text', label: 'field.redo', must: true, most: 300 }],
  },
  closed: { group: 'way', fields: [] },
  urged: press.urged,
  supervised: press.supervised,
  key: {
    group: 'press',
    fields: [{ name: 'led_by', kind: 'line', label: 'field.suggestion.led_by', most: 40 }],
  },
  excellent: {
    group: 'press',
    fields: [{ name: 'why', kind: 'text', label: 'field.why', most: 300 }],
  },
  noted: words.noted,
  public_proposed: { group: 'public', fields: [] },
  public_released: publics.public_released,
  public_withdrawn: publics.public_withdrawn,
}

/** The steps that may be taken now, in the order of the way. */
export function suggestionMoves(may: readonly string[]): string[] {
  return Object.keys(suggestionForms).filter((type) => may.includes(type))
}

// What usually comes next in each state.
const AHEAD: Record<string, string[]> = {
  submitted: ['first_reviewed', 'reviewed'], first_reviewed: ['second_reviewed'], second_reviewed: ['assigned'], reviewed: ['assigned'],
  sent_back: ['assigned'], assigned: ['replied', 'consulted'], redo: ['replied'], replied: ['attitude'], viewed: ['closed'], returned: ['told'],
}

/** The step that lies ahead, or "". */
export function nextSuggestionMove(state: string, may: readonly string[]): string {
  return (AHEAD[state] ?? []).find((type) => may.includes(type)) ?? ''
}
