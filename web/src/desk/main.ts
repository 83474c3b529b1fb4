import { createApp } from 'vue'
import './elements.css'
import '../shared/tokens.css'
import './desk.css'
import App from './App.vue'
import { speak } from './say'

await speak(new URLSearchParams(location.search).get('lang'))
createApp(App).mount('#app')
