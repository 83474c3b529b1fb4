// Writes what the table of phrases is made of: a word, how often it is said, how it is read, a line each.
// The word list is jieba's (as @node-rs/jieba 2.0.3 carries it), the readings are pinyin-pro 3.29.4's, our own words and
// readings stand in words.txt beside this file. Run it where both packages are installed:
//
//	node words.mjs words.txt | go run ./kiosk/ime/gather > kiosk/ime/phrases.bin
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const here = createRequire(join(process.cwd(), 'package.json'))
const { dict } = here('@node-rs/jieba/dict')
const { pinyin } = here('pinyin-pro')

const WANTED = 60000
const han = /^[\u3007\u4e00-\u9fff]{1,8}$/
const coarse = /[屄屌肏婊]|傻逼|牛逼|妈逼|他妈的|轮功|淫荡|淫水|裸体|性交|阴道|阴茎|做爱|奸淫|强奸/

// A kiosk of a people's congress offers nobody's name but those of its own deputies. The list calls many plain words
// names, too: long ones worth keeping stand in words.txt, short ones stay if they are common. So do places and brands.
const isPerson = (word, tag) => tag === 'nrt' || tag === 'nrfg' || (tag === 'nr' && word.length > 2)
const isSeldom = (tag, count) => /^(nr|ns|nz|nt)$/.test(tag) && count < 150

function general() {
  const words = new Map()
  for (const line of dict.toString().split('\n')) {
    const [word, count, tag] = line.split(' ')
    const wanted = word?.length === 1 || !(isPerson(word, tag) || isSeldom(tag, Number(count)) || coarse.test(word))
    if (han.test(word) && wanted) words.set(word, Number(count))
  }
  return words
}

// What mostly follows a verb, and the numbers before a measure.
const endings = ['了', '到', '在', '得', '着', '过', '好', '完', '坏', '掉', '断', '的', '不了', '不到', '了很久', '起来', '下来', '出来']
const numbers = [...'一两三四五六七八九十几半', '十几', '二十', '三十', '几十', '一百', '一百多', '十二', '第一', '每', '好几']

function* forms(item) {
  const word = item.replace(/[+#]/, '')
  if (item.endsWith('+')) for (const ending of endings) yield word + ending
  else if (item.startsWith('#')) for (const number of numbers) yield number + word
  else yield word
}

function* ours(file) {
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (line.startsWith('#') || !line.includes('\t')) continue
    const [count, list] = line.split('\t')
    for (const item of list.split(' ').filter(Boolean)) {
      const [, word, reading] = /^([^(]+)(?:\((.+)\))?$/.exec(item)
      for (const form of forms(word)) yield { word: form, count: Number(count), reading: reading?.replaceAll("'", ' ') }
    }
  }
}

const read = (word) => pinyin(word, { toneType: 'none', type: 'array', v: true }).map((s) => s.replaceAll('ü', 'v')).join(' ')

const words = general()
const readings = new Map()
for (const { word, count, reading } of ours(process.argv[2])) {
  if (reading) readings.set(word, reading)
  words.set(word, Math.max(count, words.get(word) ?? 0))
}
const phrases = [...words].filter(([word]) => word.length > 1).sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, WANTED)
const characters = [...words].filter(([word]) => word.length === 1)
for (const [word, count] of [...characters, ...phrases]) {
  process.stdout.write(`${word}\t${Math.max(1, count)}\t${read(word)}\n`)
  if (readings.has(word)) process.stdout.write(`${word}\t${count}\t${readings.get(word)}\n`)
}
