import { readFirst } from '../shared/first'
import '../shared/tokens.css'
import type { BoardMessage, ScreenList } from './board'
import './display.css'
import './testcard.css'
import { unpaired } from './page/welcome'
import { Wall } from './wall'

const id = decodeURIComponent(location.pathname.split('/')[2] ?? '')
if (id) {
  new Wall(id, readFirst<BoardMessage>())
} else {
  document.body.append(unpaired(readFirst<ScreenList>() ?? { total: 0, items: [] }))
}
