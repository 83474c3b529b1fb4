import { createApp } from 'vue'
import './elements.css'
import '../shared/tokens.css'
import './desk.css'
import App from './App.vue'
import { readFirst } from '../shared/first'
import { say, speak, speakAbove } from './say'

await speak(new URLSearchParams(location.search).get('lang'))
speakAbove(readFirst<{ county?: boolean }>()?.county === true)
document.title = say('desk.title')
createApp(App).mount('#app')
