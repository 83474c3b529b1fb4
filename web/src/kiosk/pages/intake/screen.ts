import type { Screen, Telling } from '../../intake'
import type { Stay } from '../../idle'
import type { MatterOptions } from '../../../shared/matter'
import type { ViewProps } from '../../view'

/** A side room of the words screen and others: comes back to where it was opened. */
export type Aside = 'place' | 'pinyin' | 'hand' | 'name' | 'voice' | 'phone' | 'staff'

/** What every screen of telling a matter is told. */
export interface ScreenProps extends Pick<ViewProps, 'panel' | 'large' | 'station'> {
  telling: Telling
  options: MatterOptions
  fixing: boolean // opened from the last screen: the way onward leads back there
}

/** What a screen tells the page. */
export interface ScreenEvents {
  tell: [change: Partial<Telling>]
  next: []
  back: []
  show: [screen: Screen]
  aside: [room: Aside]
  attend: [stay: Stay]
}
