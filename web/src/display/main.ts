import { readFirst } from '../shared/first'
import '../shared/tokens.css'
import type { BoardMessage, ScreenList } from './board'
import './wall.css'
import './bar.css'
import './portrait.css'
import './page/overview.css'
import './page/faces.css'
import './page/spotlight.css'
import './page/reception.css'
import './page/projects.css'
import './page/notice.css'
import './page/promise.css'
import './page/solved.css'
import './page/welcome.css'
import './tall.css'
import './page/testcard.css'
import { unpaired } from './page/welcome'
import { Wall } from './wall'

const id = decodeURIComponent(location.pathname.split('/')[2] ?? '')
if (id) {
  new Wall(id, readFirst<BoardMessage>())
} else {
  document.body.append(unpaired(readFirst<ScreenList>() ?? { total: 0, items: [] }))
}
