import type { Phrase } from './say'

/** How one field of a record is entered. */
export interface Field {
  name: string
  label: Phrase
  as: 'text' | 'long' | 'number' | 'date' | 'yes' | 'lines' | 'choice'
  must?: boolean
  choices?: { value: string; label: Phrase }[]
}

/** The kinds of record the county keeps by form, and their fields. */
export const forms: Record<string, { label: Phrase; title: string; fields: Field[]; mandates?: true }> = {
  deputy: { label: 'kind.deputy', title: 'name', mandates: true, fields: [
    { name: 'name', label: 'field.person', as: 'text', must: true },
    { name: 'posts', label: 'field.posts', as: 'lines' },
    { name: 'gender', label: 'field.gender', as: 'text' },
    { name: 'phone', label: 'field.telephone', as: 'text' },
    { name: 'phone_public', label: 'field.phone_public', as: 'yes' },
    { name: 'villages', label: 'field.villages', as: 'lines' },
    { name: 'commitment', label: 'field.commitment', as: 'long' },
    { name: 'strengths', label: 'field.strengths', as: 'long' },
    { name: 'note', label: 'field.internal', as: 'long' },
  ] },
  project: { label: 'kind.project', title: 'name', fields: [
    { name: 'name', label: 'field.name', as: 'text', must: true },
    { name: 'year', label: 'field.year', as: 'number', must: true },
    { name: 'number', label: 'field.number', as: 'number' },
    { name: 'target', label: 'field.target', as: 'long' },
    { name: 'duty_unit', label: 'field.duty_unit', as: 'text' },
    { name: 'duty_person', label: 'field.duty_person', as: 'text' },
    { name: 'due_on', label: 'field.due_on', as: 'date' },
    { name: 'progress', label: 'field.progress', as: 'number' },
    { name: 'status', label: 'field.status', as: 'text' },
    { name: 'public', label: 'field.public', as: 'yes' },
  ] },
  article: { label: 'records.article', title: 'title', fields: [
    { name: 'kind', label: 'field.kind', as: 'choice', must: true, choices: [
      { value: 'notice', label: 'article.notice' }, { value: 'news', label: 'article.news' },
      { value: 'law', label: 'article.law' }, { value: 'rule', label: 'article.rule' } ] },
    { name: 'title', label: 'field.title', as: 'text', must: true },
    { name: 'body', label: 'field.body', as: 'long', must: true },
    { name: 'source', label: 'field.source', as: 'text' },
    { name: 'published_on', label: 'field.published_on', as: 'date' },
    { name: 'expires_on', label: 'field.expires_on', as: 'date' },
    { name: 'public', label: 'field.public', as: 'yes' },
  ] },
  reception_rule: { label: 'records.reception', title: 'title', fields: [] },
  playlist: { label: 'records.playlist', title: 'title', fields: [] },
  group: { label: 'kind.group', title: 'name', fields: [
    { name: 'name', label: 'field.name', as: 'text', must: true },
    { name: 'topic', label: 'field.topic', as: 'text' },
  ] },
  station: { label: 'records.station', title: 'name', fields: [
    { name: 'name', label: 'field.name', as: 'text', must: true },
    { name: 'kind', label: 'field.kind', as: 'choice', choices: [
      { value: 'home', label: 'site.home' }, { value: 'center', label: 'site.center' }, { value: 'station', label: 'site.station' },
      { value: 'area', label: 'site.area' },
      { value: 'project', label: 'site.project' }, { value: 'point', label: 'site.point' }, { value: 'room', label: 'site.room' } ] },
    { name: 'address', label: 'field.address', as: 'text' },
    { name: 'phone', label: 'field.telephone', as: 'text' },
    { name: 'hours', label: 'field.hours', as: 'text' },
    { name: 'intro', label: 'field.intro', as: 'long' },
    { name: 'brand', label: 'field.brand', as: 'text' },
  ] },
}

/** What a form holds while it is filled in: text for everything but yes and no. */
export type Filled = Record<string, string | boolean>

/** What stands in the form of a record. */
export function filledFrom(fields: readonly Field[], thing: Record<string, unknown>): Filled {
  return Object.fromEntries(fields.map(({ name, as }): [string, string | boolean] => {
    const value = thing[name]
    if (as === 'yes') return [name, value === true]
    if (Array.isArray(value)) return [name, value.join('\n')]
    return [name, typeof value === 'string' || typeof value === 'number' ? String(value) : '']
  }))
}

/** What a person changed, as the server takes it; an emptied field goes. */
export function changesOf(fields: readonly Field[], before: Filled, after: Filled): Record<string, unknown> {
  return Object.fromEntries(fields.filter(({ name }) => before[name] !== after[name]).map((field) => [field.name, sent(field, after[field.name] ?? '')]))
}

function sent(field: Field, value: string | boolean): unknown {
  if (typeof value === 'boolean') return value
  const text = value.trim()
  if (field.as === 'lines') return text === '' ? null : text.split('\n').map((line) => line.trim()).filter(Boolean)
  if (text === '') return null
  return field.as === 'number' ? Number(text) : text
}

/** Whether everything that must be said is. */
export function complete(fields: readonly Field[], filled: Filled): boolean {
  return fields.every(({ name, must, as }) => {
    const value = String(filled[name] ?? '').trim()
    return (!must || value !== '') && (as !== 'number' || value === '' || Number.isFinite(Number(value)))
  })
}
