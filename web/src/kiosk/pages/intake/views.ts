import type { Component } from 'vue'
import type { Screen } from '../../intake'
import CheckScreen from './CheckScreen.vue'
import ClassScreen from './ClassScreen.vue'
import ConsentScreen from './ConsentScreen.vue'
import ContactScreen from './ContactScreen.vue'
import PhoneAside from './PhoneAside.vue'
import PhotosScreen from './PhotosScreen.vue'
import PhrasesScreen from './PhrasesScreen.vue'
import StaffAside from './StaffAside.vue'
import VoiceAside from './VoiceAside.vue'
import WhereScreen from './WhereScreen.vue'
import WordsScreen from './WordsScreen.vue'

/** The view of each screen. */
export const views: Record<Screen, Component> = {
  class: ClassScreen, phrases: PhrasesScreen, where: WhereScreen, words: WordsScreen, photos: PhotosScreen,
  contact: ContactScreen, consent: ConsentScreen, check: CheckScreen,
}

/** The side rooms that are no sheet to write on. */
export const asides: Record<'voice' | 'phone' | 'staff', Component> = { voice: VoiceAside, phone: PhoneAside, staff: StaffAside }
