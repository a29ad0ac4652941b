// Every page of build/browser/replays, opened from disk in Chromium without a network: each control by keys
// alone, nothing cut off at five sizes in both languages, nothing told before it was told, and back is back.
import { chromium } from 'playwright-core'
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { faults, violations } from './faults.mjs'

const sizes = [[1920, 1080], [1366, 768], [1024, 768], [768, 1024], [360, 640]]
const words = Object.fromEntries(['nl', 'en'].map(lang => [lang, JSON.parse(readFileSync(`../../analysis/replay/page/words/${lang}.json`, 'utf8'))]))
const pages = (existsSync('replays') ? readdirSync('replays') : [])
  .filter(name => name.endsWith('.html') && new RegExp(process.env.ONLY ?? '').test(`replays/${name}`))
  .map(name => `replays/${name}`)

let browser
before(async () => {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync)
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })
})
after(() => browser.close())

const dataOf = path => {
  const data = JSON.parse(gunzipSync(Buffer.from(/id="data">([^<]*)</.exec(readFileSync(path, 'utf8'))[1].trim(), 'base64')))
  for (const story of data.stories) for (const round of story.rounds ?? []) round.acts = data.acts[round.acts]
  return data
}

// Opens a page, does something with it, and says what went wrong meanwhile.
async function visit(path, [width, height], use) {
  const wrong = []
  const context = await browser.newContext({ offline: true, viewport: { width, height } })
  const page = await context.newPage()
  const own = pathToFileURL(path).href
  page.on('console', message => wrong.push(`console: ${message.text()}`))
  page.on('pageerror', error => wrong.push(`error: ${error.message}`))
  page.on('request', request => request.url() !== own && !request.url().startsWith('data:') && wrong.push(`asked for ${request.url()}`))
  await page.goto(own)
  await use(page, wrong)
  await context.close()
  assert.deepEqual([...new Set(wrong)].slice(0, 12), [])
}

// The page shows what it was asked to in the next frame.
const settled = page => page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
async function at(page, round) {
  await page.locator('.scrub').evaluate((input, round) => {
    input.value = round
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }, String(round))
  await settled(page)
}
const rounds = page => page.locator('.scrub').evaluate(input => Number(input.max))
const here = page => page.locator('.scrub').inputValue().then(Number)
async function choose(page, story) {
  await page.locator(`input[name=story][value=${story}]`).evaluate(input => input.click())
  await settled(page)
}
async function turn(page, over) {
  await page.locator('.switches input[type=checkbox]').evaluate((input, over) => input.checked !== over && input.click(), over)
  await settled(page)
}
const press = async (page, ...keys) => { for (const key of keys) await page.keyboard.press(key); await settled(page) }
const stories = async page => ['asis', 'spoken', 'told'].slice(0, await page.locator('input[name=story]').count())

// What stands over something else that it should not touch.
function collisions() {
  const found = []
  const boxes = [...document.querySelectorAll('.berg, .canvas, .offer, .impasse, .told-so, .legend, .picker, .top, .curves .one, .map .row')]
    .filter(node => node.getClientRects().length > 0).map(node => [node, node.getBoundingClientRect()])
  boxes.forEach(([node, a], i) => boxes.slice(i + 1).forEach(([other, b]) => {
    if (node.contains(other) || other.contains(node)) return
    if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
      found.push(`over each other: ${node.className} and ${other.className}: ${node.textContent.slice(0, 30)} / ${other.textContent.slice(0, 30)}`)
  }))
  for (const ring of document.querySelectorAll('.ring')) {
    const seats = [...ring.querySelectorAll('.seat circle')].map(seat => seat.getBoundingClientRect())
    seats.forEach((a, i) => seats.slice(i + 1).forEach(b => {
      if (Math.hypot(a.left - b.left, a.top - b.top) < a.width) found.push('two seats in one place')
    }))
  }
  for (const one of document.querySelectorAll('.beside .curves .one')) {
    const name = document.createRange()
    name.selectNodeContents(one.querySelector('h3'))
    if (name.getBoundingClientRect().right > one.querySelector('.grid').getBoundingClientRect().left) found.push(`name of a curve in the curve: ${name}`)
  }
  for (const list of document.querySelectorAll('.tip, .deep'))
    for (const item of list.children)
      if (item.scrollWidth > item.clientWidth + 1) found.push(`out of its iceberg: ${item.textContent}`)
  return found
}

// Texts that stand on a plain ground and differ too little from it.
function faint() {
  const parse = colour => (colour.match(/[\d.]+/g) ?? []).map(Number)
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0)
  const ground = node => {
    for (; node; node = node.parentElement) {
      const { backgroundColor, backgroundImage } = getComputedStyle(node)
      if (backgroundImage !== 'none') return null
      const [r, g, b, a = 1] = parse(backgroundColor)
      if (a === 1) return [r, g, b]
    }
    return [255, 255, 255]
  }
  const walker = document.createTreeWalker(document.getElementById('page'), NodeFilter.SHOW_TEXT)
  const found = []
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement
    if (!walker.currentNode.data.trim() || holder.closest('svg') || holder.localName === 'option' || !holder.checkVisibility()) continue
    const below = ground(holder)
    if (!below) continue
    const [one, other] = [light(below), light(parse(getComputedStyle(holder).color))]
    const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
    if (ratio < 7) found.push(`faint, ${ratio.toFixed(1)}: ${holder.className} ${walker.currentNode.data.slice(0, 30)}`)
  }
  return found
}

// On paper: seats apart, and no name of a party broken in the middle of a word.
function paper() {
  const found = []
  for (const ring of document.querySelectorAll('#sheet .ring')) {
    const seats = [...ring.querySelectorAll('.seat circle')].map(seat => seat.getBoundingClientRect())
    seats.forEach((a, i) => seats.slice(i + 1).forEach(b => {
      if (Math.hypot(a.left - b.left, a.top - b.top) < 1.2 * a.width) found.push('two seats in one place on paper')
    }))
  }
  for (const name of document.querySelectorAll('#sheet .berg header :is(h2, h3)'))
    if (name.getClientRects()[0].height > 1.5 * parseFloat(getComputedStyle(name).lineHeight) && !/\s/.test(name.textContent.trim())) found.push(`a name is broken: ${name.textContent}`)
  return found
}

async function looks(page, wrong, smallest, where) {
  const found = [...await page.evaluate(faults, { fits: false, smallest, figures: false }), ...await page.evaluate(collisions)]
  wrong.push(...found.map(fault => `${where}: ${fault}`))
}

for (const path of pages) {
  for (const size of sizes)
    test(`${path} is whole at ${size.join('×')}, in both languages`, () => visit(path, size, async (page, wrong) => {
      const smallest = size[0] === 1920 ? 20 : 13
      for (const lang of ['nl', 'en']) {
        await page.locator('select').filter({ has: page.locator('option[lang]') }).selectOption(lang)
        for (const turned of [false, true]) {
          await turn(page, turned)
          for (const story of await stories(page)) {
            await choose(page, story)
            for (const share of lang === 'nl' ? [0, 0.5, 1] : [0.5, 1]) {
              await at(page, Math.round(share * await rounds(page)))
              const where = `${lang} ${story} ${share}${turned ? ' turned over' : ''}`
              await looks(page, wrong, smallest, where)
              if (lang === 'nl' && share === 1 && (size[0] === 1366 || size[0] === 360)) wrong.push(...(await violations(page)).map(fault => `${where}: ${fault}`))
              if (process.env.PICTURES && lang === 'nl' && share === 0.5)
                await page.screenshot({ path: `pictures/${path.replace(/\W/g, '-')}-${story}${turned ? '-turned' : ''}-${size[0]}.png` })
            }
          }
        }
      }
    }))

  test(`${path} can be played with keys alone`, () => visit(path, [1366, 768], async (page, wrong) => {
    await press(page, 'ArrowRight', 'ArrowRight', 'ArrowLeft')
    assert.equal(await here(page), 1)
    await press(page, 'End')
    assert.equal(await here(page), await rounds(page))
    await press(page, 'Home')
    assert.equal(await here(page), 0)
    await press(page, ' ')
    await page.waitForFunction(() => document.querySelector('.scrub').value > 0)
    await press(page, ' ')
    const paused = await here(page)
    await page.waitForTimeout(1800)
    assert.equal(await here(page), paused, 'a pause lasts')
    await walk(page, wrong)
  }))

  test(`${path} says what the buttons say`, () => visit(path, [1024, 768], async page => {
    const button = async name => { await page.getByRole('button', { name, exact: true }).press('Enter'); await settled(page) }
    await choose(page, 'asis')
    await page.locator('select').filter({ has: page.locator('option[lang]') }).selectOption('en')
    await button(words.en.last)
    assert.equal(await here(page), await rounds(page))
    await button(words.en.first)
    await button(words.en.forward)
    await button(words.en.forward)
    await button(words.en.back)
    assert.equal(await here(page), 1)
    await button(words.en.play)
    await page.waitForFunction(() => document.querySelector('.scrub').value > 1)
    await button(words.en.pause)
  }))

  test(`${path}: a step back leads to the very same picture`, () => visit(path, [1366, 768], async page => {
    const state = () => page.evaluate(() => document.getElementById('page').innerHTML + [...document.querySelectorAll('input,select')].map(i => i.type === 'radio' || i.type === 'checkbox' ? i.checked : i.value))
    for (const story of await stories(page)) {
      await choose(page, story)
      const middle = Math.floor(await rounds(page) / 2)
      await at(page, story === 'asis' ? 0 : middle)
      await page.locator('h1').click()
      const seen = []
      for (let r = 0; r < 8 && await here(page) < await rounds(page); r++) {
        seen.push(await state())
        await press(page, 'ArrowRight')
      }
      for (const before of seen.reverse()) {
        await press(page, 'ArrowLeft')
        assert.ok(await state() === before)
      }
    }
  }))

  test(`${path} tells nothing that was not told in the branch shown`, () => visit(path, [1024, 768], async page => {
    const data = dataOf(path)
    for (const story of await stories(page)) {
      await choose(page, story)
      const interest = story === 'told' ? Number(await page.locator('.which select').first().inputValue()) : -1
      const when = story === 'told' ? Number(await page.locator('.which select').last().inputValue()) : -1
      const shown = data.stories.find(s => s.kind === story && (story !== 'told' || (s.interest === interest && s.round === when)))
      const hidden = Array.from({ length: await rounds(page) + 1 }, (_, r) => untold(data, [data.stories[0], shown], r, story === 'told' && r >= when ? interest : -1))
      assert.deepEqual(await page.evaluate(leaks, hidden), [], story)
    }
  }))

  test(`${path} shows all that lay under water when it is turned over`, () => visit(path, [1024, 768], async page => {
    await page.locator('.switches input[type=checkbox]').focus()
    await press(page, ' ')
    const text = await page.locator('.scene').innerText()
    for (const { label } of dataOf(path).interests) assert.ok(text.includes(label.nl) || text.includes(label.en), label.nl)
  }))

  test(`${path}: another language changes every text`, () => visit(path, [1366, 768], async page => {
    const texts = () => page.evaluate(() => {
      const found = []
      const walker = document.createTreeWalker(document.getElementById('page'), NodeFilter.SHOW_TEXT)
      while (walker.nextNode()) found.push(walker.currentNode.data.trim())
      for (const node of document.querySelectorAll('#page [aria-label],#page [title],#page [aria-valuetext]'))
        for (const name of ['aria-label', 'title', 'aria-valuetext']) if (node.hasAttribute(name)) found.push(node.getAttribute(name))
      return found.filter(text => /\p{L}{2}/u.test(text))
    })
    const data = dataOf(path)
    const alike = new Set(Object.keys(words.nl).filter(key => words.nl[key] === words.en[key]).map(key => words.nl[key]))
    JSON.stringify(data, (_, value) => { if (value && value.nl !== undefined && value.nl === value.en) alike.add(value.nl); return value })
    await at(page, await rounds(page))
    const language = page.locator('select').filter({ has: page.locator('option[lang]') })
    await language.selectOption('nl')
    await settled(page)
    const nl = new Set(await texts())
    await language.focus()
    await language.selectOption('en')
    await settled(page)
    const own = text => [...alike].reduce((rest, same) => rest.replaceAll(same, ''), text)
    assert.deepEqual((await texts()).filter(text => nl.has(text) && /\p{L}{2}/u.test(own(text))), [])
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'en')
    assert.equal(await page.title(), data.title.en)
  }))

  test(`${path}: a cell of the map says what its branch does`, () => visit(path, [1366, 768], async page => {
    const { stories } = dataOf(path)
    const ends = story => story.ending === 'agreement'
    const told = stories.filter(s => s.kind === 'told').sort((a, b) => a.interest - b.interest || a.round - b.round)
    const later = told.map(one => told.some(s => s.interest === one.interest && s.round > one.round && ends(s)))
    const earlier = told.map(one => told.some(s => s.interest === one.interest && s.round < one.round && ends(s)))
    const cells = await page.locator('.map .cell').evaluateAll(all => all.map(cell => cell.className.replace('cell ', '')))
    assert.deepEqual(cells, told.map((one, i) => {
      if (ends(stories[0])) return ends(one) ? 'same' : 'loses'
      return ends(one) ? 'breaks' : earlier[i] && !later[i] ? 'late' : 'same'
    }))
  }))

  test(`${path}: a cell of the map leads to its branch, and arrows walk the map`, () => visit(path, [1366, 768], async page => {
    const data = dataOf(path)
    const cells = page.locator('.map button')
    if (!data.stories.some(s => s.kind === 'told')) return assert.equal(await cells.count(), 0)
    assert.equal(await cells.count(), data.stories.filter(s => s.kind === 'told').length)
    assert.equal(await page.locator('.map button[tabindex="0"]').count(), 1)
    await page.locator('.map button[tabindex="0"]').focus()
    await press(page, 'ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp', 'Enter')
    const [interest, round] = await page.evaluate(() => [...document.querySelectorAll('.which select')].map(select => Number(select.value)))
    const told = data.stories.filter(s => s.kind === 'told')
    assert.equal(interest, told[0].interest)
    assert.equal(round, [...new Set(told.map(s => s.round))].sort((a, b) => a - b)[1])
    assert.equal(await here(page), round)
    assert.equal(await page.locator('.stage').count(), 2)
    assert.equal(await page.locator('.stage h2').last().innerText(), words[data.language].told_title.replace('{round}', round))
    assert.match(await page.locator('.stage').last().innerText(), new RegExp(data.interests[interest].label[data.language].replace(/[^\p{L} ]/gu, '.'), 'u'))
    assert.equal(await page.locator('[aria-selected=true]').count(), 1)
  }))

  test(`${path} says what changed, and what came of it after the signature`, () => visit(path, [1366, 768], async page => {
    const data = dataOf(path)
    const t = words[data.language]
    const starts = key => t[key].split('{')[0]
    for (const [place, story] of data.stories.slice(0, 2).entries()) {
      await choose(page, story.kind)
      await at(page, story.last)
      const text = await page.locator('.stage').nth(place).innerText()
      if (story.practice) assert.ok(text.includes(t.practice.replace('{periods}', story.practice.length).replace('{kept}', story.kept)))
      else assert.ok(!text.includes(starts('practice')))
      const changes = story.rounds.findIndex(({ acts }) => acts.some(act => act.did === 'change'))
      if (changes < 0) continue
      await at(page, story.from + changes)
      const said = await page.locator('.told-so').nth(place).innerText()
      for (const act of story.rounds[changes].acts.filter(act => act.did === 'change'))
        assert.ok(said.includes(`${act.parameter} = ${act.choice ?? act.after.toLocaleString(data.language)}`), said)
    }
  }))

  // Text and its ground as far apart as somebody who asks for more contrast needs them, 7 to 1; and where the
  // machine takes all colours away, what only a colour filled is still there.
  test(`${path} in more contrast, and in the colours of the machine`, () => visit(path, [1366, 768], async (page, wrong) => {
    await choose(page, (await stories(page)).at(-1))
    await at(page, await rounds(page))
    await page.emulateMedia({ contrast: 'more', reducedMotion: 'reduce' })
    wrong.push(...await page.evaluate(faint))
    await page.emulateMedia({ contrast: 'no-preference', reducedMotion: 'reduce', forcedColors: 'active' })
    wrong.push(...await page.evaluate(() => ['.bar .past', '.cell', '.canvas'].flatMap(where => [...document.querySelectorAll(where)].slice(0, 1))
      .filter(node => /, 0\)$|rgb\(255, 255, 255\)/.test(getComputedStyle(node).backgroundColor))
      .map(node => `nothing is left of ${node.className}`)))
    const moves = await page.evaluate(() => [...document.querySelectorAll('.trust, .bar span')].filter(node => getComputedStyle(node).transitionDuration !== '0s').length)
    assert.equal(moves, 0)
  }))

  test(`${path} on paper`, () => visit(path, [1050, 720], async (page, wrong) => {
    if (await page.locator('input[value=spoken]').count()) await choose(page, 'spoken')
    await page.emulateMedia({ media: 'print' })
    await settled(page)
    wrong.push(...await page.evaluate(paper))
    wrong.push(...await page.evaluate(faults, { fits: true, smallest: 8, figures: false }))
    assert.match(await page.locator('#sheet').innerText(), /\p{L}{3}/u)
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
    assert.ok(pdf.length > 20000)
    await page.emulateMedia({ media: 'screen' })
    await settled(page)
    assert.equal(await page.locator('#sheet').innerHTML(), '')
  }))
}

// Tab goes through all that can be used, in order; each is seen when it has the focus.
async function walk(page, wrong) {
  const usable = 'button:not([tabindex="-1"]),select,input:not([type=radio]),input[type=radio]:checked,[tabindex="0"]:not(button)'
  await page.evaluate(() => document.activeElement.blur())
  const total = await page.evaluate(usable => document.querySelectorAll(usable).length, usable)
  for (let i = 0; i < total; i++) {
    await page.keyboard.press('Tab')
    const fault = await page.evaluate(([i, usable]) => {
      const node = document.activeElement
      const box = node.getBoundingClientRect()
      if (node !== document.querySelectorAll(usable)[i]) return `Tab ${i} reached ${node.outerHTML.slice(0, 80)}`
      if (box.width === 0 || box.bottom < 0 || box.top > innerHeight) return `out of sight: ${node.outerHTML.slice(0, 80)}`
      if (getComputedStyle(node).outlineStyle === 'none') return `focus is not shown: ${node.outerHTML.slice(0, 80)}`
      const bar = document.querySelector('.transport')
      if (!bar.contains(node) && box.bottom > bar.getBoundingClientRect().top + 1) return `behind the bar: ${node.outerHTML.slice(0, 80)}`
      return null
    }, [i, usable])
    if (fault) return wrong.push(fault)
  }
}

// In the page: goes through the rounds, and looks for what is hidden in each.
async function leaks(hidden) {
  const scrub = document.querySelector('.scrub')
  const found = []
  for (const [round, labels] of hidden.entries()) {
    scrub.value = round
    scrub.dispatchEvent(new Event('input', { bubbles: true }))
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
    const html = document.documentElement.lang + document.title + document.getElementById('page').innerHTML.replace(/&amp;/g, '&')
    found.push(...labels.filter(label => html.includes(label)).map(label => `round ${round}: ${label}`))
  }
  return found
}

// Labels of interests that nobody has told to all by a round in any of the stories shown; `also` was told.
function untold(data, shown, round, also) {
  const known = new Set(data.interests.map((_, i) => i).filter(i => data.interests[i].seen === 'open' || i === also))
  for (const story of shown)
    for (let r = 1; r <= Math.min(round, story.last); r++)
      for (const act of roundAt(data, story, r).acts) if (act.did === 'tell' && act.to === undefined) known.add(act.interest)
  const open = [...known].flatMap(i => Object.values(data.interests[i].label)).join('|')
  return data.interests.filter((_, i) => !known.has(i)).flatMap(interest => Object.values(interest.label)).filter(label => !open.includes(label))
}

function roundAt(data, story, round) {
  if (round < story.from) return roundAt(data, data.stories[0], round)
  return story.same === undefined ? story.rounds[round - story.from] : roundAt(data, data.stories[story.same], round)
}

test('there are replays to look at', { skip: Boolean(process.env.ONLY) }, () => assert.ok(pages.length > 0))
