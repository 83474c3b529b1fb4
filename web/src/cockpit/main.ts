import { createApp } from 'vue'
import '../shared/tokens.css'
import './cockpit.css'
import './wall.css'
import './led.css'
import App from './App.vue'
import { speak } from './say'

await speak(new URLSearchParams(location.search).get('lang'))
createApp(App).mount('#app')
