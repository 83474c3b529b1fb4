import { door } from './desk/door.zh-CN'
import { matters } from './desk/matters.zh-CN'
import { steps } from './desk/steps.zh-CN'
import { books } from './desk/books.zh-CN'
import { suggestions } from './desk/suggestions.zh-CN'
import { reception } from './desk/reception.zh-CN'
import { mandates } from './desk/mandates.zh-CN'
import { playlists } from './desk/playlists.zh-CN'
import { tree } from './desk/tree.zh-CN'
import { exchange } from './desk/exchange.zh-CN'

/** Every sentence of the desk, short and plain. {names} are filled in. */
export const sentences = { ...door, ...matters, ...steps, ...books, ...suggestions, ...reception, ...mandates, ...playlists, ...tree, ...exchange } as const
