// The form's script only helps: without it everything works by the form alone. It makes photos smaller before they
// travel, does the proof of work, counts letters, and keeps what was written while the line is down.
'use strict'
;(() => {
  const form = document.querySelector('#matter, #handover')
  if (!form || !window.fetch || !window.FormData) return
  const $ = (id) => document.getElementById(id)
  const longestSide = 1600
  const quality = 0.8
  const tries = [2, 5, 10, 20, 30] // seconds between them while the line is down

  // ---- proof of work (ALTCHA, first version). crypto.subtle is missing on plain HTTP, so SHA-256 is ours (FIPS 180-4).
  const K = []
  const H0 = []
  const frac = (x) => ((x - Math.floor(x)) * 4294967296) | 0
  for (let n = 2; K.length < 64; n++) {
    let prime = true
    for (let d = 2; d * d <= n; d++) if (n % d === 0) prime = false
    if (!prime) continue
    if (H0.length < 8) H0.push(frac(Math.sqrt(n)))
    K.push(frac(Math.cbrt(n)))
  }
  const W = new Int32Array(64)
  function sha256(text) {
    const h = H0.slice()
    const size = text.length
    const blocks = ((size + 8) >> 6) + 1
    const at = (i) => (i < size ? text.charCodeAt(i) : i === size ? 128 : 0)
    for (let b = 0; b < blocks; b++) {
      for (let i = 0; i < 64; i++) {
        if (i < 16) {
          const o = b * 64 + i * 4
          W[i] = b === blocks - 1 && i === 15 ? size * 8 : (at(o) << 24) | (at(o + 1) << 16) | (at(o + 2) << 8) | at(o + 3)
        } else {
          const x = W[i - 15]
          const y = W[i - 2]
          const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
          const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
          W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0
        }
      }
      let [a, c, d, e, f, g, i, j] = h
      for (let n = 0; n < 64; n++) {
        const s1 = ((f >>> 6) | (f << 26)) ^ ((f >>> 11) | (f << 21)) ^ ((f >>> 25) | (f << 7))
        const t1 = (j + s1 + ((f & g) ^ (~f & i)) + K[n] + W[n]) | 0
        const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
        const t2 = (s0 + ((a & c) ^ (a & d) ^ (c & d))) | 0
        j = i
        i = g
        g = f
        f = (e + t1) | 0
        e = d
        d = c
        c = a
        a = (t1 + t2) | 0
      }
      ;[a, c, d, e, f, g, i, j].forEach((v, n) => (h[n] = (h[n] + v) | 0))
    }
    return h.map((v) => (v >>> 0).toString(16).padStart(8, '0')).join('')
  }

  const pause = (ms) => new Promise((done) => setTimeout(done, ms))

  async function proof() {
    const answer = await fetch('/api/v1/challenge')
    if (!answer.ok) throw new Error('challenge')
    const { algorithm, challenge, salt, signature, maxNumber } = await answer.json()
    for (let number = 0; number <= maxNumber; number++) {
      if (sha256(salt + number) === challenge) return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }))
      if (number % 1000 === 999) await pause(0) // the page stays alive
    }
    throw new Error('challenge')
  }

  // ---- what the voter is told
  const problem = $('problem')
  const send = $('send')
  const sendWords = send.textContent
  function say(sentence) {
    if (!problem) return
    problem.hidden = !sentence
    problem.textContent = sentence || ''
    if (sentence) problem.scrollIntoView({ block: 'center' })
  }
  const sentenceOf = async (answer) => {
    try {
      return (await answer.json()).detail
    } catch {
      return '没有交上去，请再试一次。'
    }
  }

  // ---- letters left
  const words = $('words')
  const count = $('count')
  if (words && count) {
    const tell = () => {
      const used = [...words.value].length
      count.hidden = used === 0
      count.textContent = `写了 ${used} 个字，还能写 ${Math.max(0, words.maxLength - used)} 个字。`
    }
    words.addEventListener('input', tell)
    tell()
  }

  // ---- photos: one at a time, made smaller here, cleaned again by the server
  const photos = $('photos')
  const thumbs = $('thumbs')
  const hint = $('photohint')
  const held = [...thumbs.querySelectorAll('input[name=kept]')].map((i) => i.value)
  let busy = 0

  async function smaller(file) {
    try {
      const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
      const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height))
      const canvas = document.createElement('canvas')
      canvas.width = Math.round(picture.width * scale)
      canvas.height = Math.round(picture.height * scale)
      canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height)
      const blob = await new Promise((done) => canvas.toBlob(done, 'image/jpeg', quality))
      return blob && (blob.size < file.size || scale < 1) ? blob : file
    } catch {
      return file // the server knows more formats, or says why not
    }
  }

  function show(id, address) {
    held.push(id)
    const box = document.createElement('span')
    box.className = 'thumb'
    const picture = document.createElement('img')
    picture.src = address
    picture.alt = '加好的照片'
    const away = document.createElement('button')
    away.type = 'button'
    away.textContent = '去掉'
    away.addEventListener('click', () => {
      held.splice(held.indexOf(id), 1)
      box.remove()
      // What cannot be taken back now is forgotten by the server in a quarter of an hour.
      fetch('/api/v1/uploads/' + id, { method: 'DELETE' }).catch(() => undefined)
      tidy()
    })
    const field = document.createElement('input')
    field.type = 'hidden'
    field.name = 'kept'
    field.value = id
    box.append(picture, field, away)
    thumbs.append(box)
  }

  const most = photos ? Number(photos.dataset.most) : 0
  const chooser = photos && $('files').querySelector('input')
  function tidy() {
    if (!chooser) return
    chooser.disabled = busy > 0
    if (form.id === 'handover') return
    chooser.parentElement.hidden = held.length >= most
    if (!busy) hint.textContent = held.length ? `加了 ${held.length} 张，最多 ${most} 张。` : `可以加 ${most} 张，一次加一张。`
  }

  async function add(file) {
    busy++
    tidy()
    hint.textContent = '正在传照片，请稍等…'
    hint.className = 'hint'
    try {
      const [body, solved] = await Promise.all([smaller(file), proof()])
      const answer = await fetch('/api/v1/uploads', { method: 'POST', body, headers: { 'Content-Type': 'application/octet-stream', Altcha: solved } })
      if (answer.ok) {
        const { id, thumb } = await answer.json()
        show(id, thumb)
        busy--
        tidy()
        return
      }
      hint.textContent = await sentenceOf(answer)
    } catch {
      hint.textContent = '照片没有传上去，可能是网络不好。请再选一次。'
    }
    const sentence = hint.textContent
    busy--
    tidy()
    hint.textContent = sentence
    hint.className = 'stop'
  }

  // hand sends one photo to the terminal and shows the page that comes back.
  async function hand(file) {
    busy++
    tidy()
    hint.textContent = '正在传照片，请稍等…'
    hint.className = 'hint'
    try {
      const body = new FormData()
      body.append('started', form.elements.started.value)
      body.append('photo', await smaller(file), 'photo.jpg')
      const answer = await fetch(form.action, { method: 'POST', body })
      if (answer.ok) return location.replace(answer.url)
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      hint.textContent = (page.querySelector('.alert') || page.querySelector('p')).textContent
    } catch {
      hint.textContent = '照片没有传上去，可能是网络不好。请再选一次。'
    }
    const sentence = hint.textContent
    busy--
    tidy()
    hint.textContent = sentence
    hint.className = 'stop'
  }

  if (chooser) {
    $('files')
      .querySelectorAll('input')
      .forEach((input, n) => n > 0 && input.remove())
    chooser.removeAttribute('name') // it travels by itself, not with the form
    const pick = document.createElement('label')
    pick.className = 'pick'
    pick.textContent = '拍一张或选一张照片'
    chooser.removeAttribute('aria-label')
    chooser.replaceWith(pick)
    pick.append(chooser)
    chooser.addEventListener('change', () => {
      const file = chooser.files[0]
      chooser.value = ''
      if (file && form.id === 'matter') add(file)
      else if (file) hand(file)
    })
    if (form.id === 'handover') send.hidden = true
    else tidy()
  }

  // ---- sending
  if (form.id === 'handover' || 'draft' in form.dataset) {
    form.addEventListener('submit', () => {
      send.disabled = true
      send.textContent = '正在传…'
    })
    window.addEventListener('pageshow', () => {
      send.disabled = false
      send.textContent = sendWords
    })
    return
  }

  const value = (name) => form.elements[name] && form.elements[name].value
  const matter = () => ({
    started: value('started'),
    category: value('category'),
    words: value('words'),
    village: value('village'),
    place: value('place'),
    contact: { name: value('name'), phone: value('phone') },
    consent: value('consent'),
    website: value('website'),
    deputies: form.dataset.deputy ? [form.dataset.deputy] : [],
    photos: held,
  })

  async function deliver(again) {
    send.textContent = '正在提交…'
    let answer
    try {
      const body = matter()
      body.altcha = await proof()
      answer = await fetch('/api/v1/matters', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })
    } catch {
      if (again >= tries.length) throw new Error('网络还是不通。您写的都还在，等有了信号再点一次“交上去”。')
      for (let left = tries[again]; left > 0; left--) {
        say(`网络不通，您写的都还在这里，${left} 秒后自动再试。请不要关这一页。`)
        await pause(1000)
      }
      return deliver(again + 1)
    }
    if (!answer.ok) throw new Error(await sentenceOf(answer))
    const { code, masked } = await answer.json()
    location.assign('/T/' + code + '?new=1' + (masked.length ? '&masked=1' : ''))
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    if (send.disabled) return
    if (busy) return say('照片还在传，请稍等。')
    send.disabled = true
    say('')
    try {
      await deliver(0)
    } catch (fault) {
      say(fault.message)
      send.disabled = false
      send.textContent = sendWords
    }
  })
  window.addEventListener('pageshow', () => {
    send.disabled = false
    send.textContent = sendWords
  })
})()
