import { sentences } from './matters.zh-CN'
import { learn } from './t'

learn(sentences)
