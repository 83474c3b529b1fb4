import '../../lang/matters'

export { default as Follow } from './Follow.vue'
export { default as Intake } from './Intake.vue'
export { default as Voices } from './Voices.vue'
