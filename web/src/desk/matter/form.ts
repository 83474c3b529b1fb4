import type { Phrase } from '../say'
import type { Detail, First } from '../wire'

/** What a person typed into the form of a step. */
export type Values = Record<string, string | string[] | number | boolean | undefined>

/** Where the choices of a field come from. */
export type Source =
  | 'units' | 'deputies' | 'grades' | 'categories' | 'reasons' | 'escalations' | 'classes' | 'forms' | 'ways' | 'ears' | 'faces' | 'holds'
  | 'asks' | 'letters' | 'modes' | 'erasures' | 'returns' | 'talks' | 'hardness' | 'seals'

export type FieldKind = 'line' | 'text' | 'choice' | 'choices' | 'buttons' | 'date' | 'number' | 'photos' | 'matter'

/** One question in the form of a step. */
export interface Field {
  name: string
  kind: FieldKind
  label: Phrase
  must?: boolean
  most?: number
  hint?: Phrase
  from?: Source
  when?: (values: Values) => boolean
}

export type Group = 'way' | 'press' | 'public' | 'words'

/** A step of a matter as an officer takes it: what is asked, and what is sent. */
export interface Form {
  group: Group
  fields: Field[]
  /** The step has no way back: its button is drawn as a warning. */
  grave?: boolean
  start?: (detail: Detail, first: First) => Values
  /** What is sent, where it is more than the answers as they stand. */
  data?: (values: Values) => Record<string, unknown>
}

/** The text of a value without its outer blanks. */
export function text(value: Values[string]): string {
  return typeof value === 'string' ? value.trim() : ''
}

export function list(value: Values[string]): string[] {
  return Array.isArray(value) ? value : []
}

/** Keeps what was said: texts that are not empty, lists that hold something. */
export function said(values: Values, ...names: string[]): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const name of names) {
    const value = values[name]
    if (typeof value === 'string' ? value.trim() : Array.isArray(value) ? value.length > 0 : value !== undefined) {
      kept[name] = typeof value === 'string' ? value.trim() : value
    }
  }
  return kept
}

/** What a form sends. */
export function sent(form: Form, values: Values): Record<string, unknown> {
  return form.data ? form.data(values) : said(values, ...form.fields.map(({ name }) => name))
}

/** The fields that apply to what has been typed so far. */
export function fieldsOf(form: Form, values: Values): Field[] {
  return form.fields.filter((field) => field.when?.(values) ?? true)
}

/** The names of the fields that must still be filled in. */
export function missing(form: Form, values: Values): string[] {
  return fieldsOf(form, values)
    .filter(({ must, name }) => must && Object.keys(said(values, name)).length === 0)
    .map(({ name }) => name)
}
