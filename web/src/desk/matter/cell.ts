import { sayOf } from '../say'
import type { First, Row } from '../wire'
import { sayDue } from './light'

/** What stands in a cell, as text: it is shown, copied and read out. */
export function cellOf(row: Row, column: string, first: First): string {
  switch (column) {
    case 'due': return row.due ? sayDue(row.due) : ''
    case 'category': return row.category_label
    case 'grade': return labelOf(first.grades, row.grade)
    case 'channel': return labelOf(first.channels, row.channel)
    case 'deputies': return row.deputies.map(({ name }) => name).join('、')
    case 'public': return sayOf('public', row.public)
    case 'satisfaction': return row.satisfaction ? sayOf('face', row.satisfaction) : ''
    case 'people':
    case 'me_too': return row[column] ? String(row[column]) : ''
    default: return String(row[column as keyof Row] ?? '')
  }
}

/** The label of a choice; the id itself where nobody knows it. */
export function labelOf(choices: readonly { id: string; label: string }[], id: string): string {
  return choices.find((choice) => choice.id === id)?.label ?? id
}
