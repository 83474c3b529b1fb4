import type { sentences as chinese } from './desk.zh-CN'
import { door } from './desk/door.en'
import { matters } from './desk/matters.en'
import { steps } from './desk/steps.en'
import { books } from './desk/books.en'
import { suggestions } from './desk/suggestions.en'
import { reception } from './desk/reception.en'
import { mandates } from './desk/mandates.en'
import { playlists } from './desk/playlists.en'
import { tree } from './desk/tree.en'
import { exchange } from './desk/exchange.en'

/** Every sentence of the desk in English. */
export const sentences: Record<keyof typeof chinese, string> = { ...door, ...matters, ...steps, ...books, ...suggestions, ...reception, ...mandates, ...playlists, ...tree, ...exchange }
