// Every report of build/browser/reports, opened from disk in Chromium without a network: light, dark and
// printed, at five sizes. What a page shows must be whole, apart, described and reachable.
import { chromium } from 'playwright-core'
import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { faults, violations } from './faults.mjs'

const sizes = [[1920, 1080], [1366, 768], [1024, 768], [768, 1024], [390, 844]]
const paper = [[718, 1017]] // A4 within its margins, in CSS pixels
const looks = {
  light: { media: 'screen', colorScheme: 'light' },
  dark: { media: 'screen', colorScheme: 'dark' },
  print: { media: 'print', colorScheme: 'light' }
}
const pages = readdirSync('reports')
  .flatMap(name => ['nl', 'en'].map(lang => `reports/${name}/report.${lang}.html`))
  .filter(existsSync)
const chosen = pages.filter(path => new RegExp(process.env.ONLY ?? '').test(path))

let browser
before(async () => {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync)
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
})
after(() => browser.close())

// A page of its own; what goes wrong in it is added to `wrong`.
async function open(path, wrong) {
  const context = await browser.newContext({ offline: true })
  const page = await context.newPage()
  const own = pathToFileURL(path).href
  page.on('console', message => wrong.push(`console: ${message.text()}`))
  page.on('pageerror', error => wrong.push(`error: ${error.message}`))
  page.on('request', request => {
    if (request.url() !== own) wrong.push(`asked for ${request.url()}`)
  })
  await page.goto(own)
  return page
}

// Tab goes through all that can be used, in order, and each is seen when it has the focus.
async function keyboard(page) {
  const wrong = []
  const total = await page.evaluate(() => document.querySelectorAll('a[href],summary,[tabindex="0"]').length)
  for (let i = 0; i < total; i++) {
    await page.keyboard.press('Tab')
    const fault = await page.evaluate(i => {
      const all = [...document.querySelectorAll('a[href],summary,[tabindex="0"]')]
      const here = document.activeElement
      const box = here.getBoundingClientRect()
      if (here !== all[i]) return `Tab ${i} reached ${here.outerHTML.slice(0, 80)}`
      if (box.width === 0 || box.bottom < 0 || box.top > innerHeight) return `out of sight: ${here.outerHTML.slice(0, 80)}`
      if (getComputedStyle(here).outlineStyle === 'none') return `focus is not shown: ${here.outerHTML.slice(0, 80)}`
      return null
    }, i)
    if (fault) return [fault]
  }
  return wrong
}

for (const path of chosen)
  for (const [look, media] of Object.entries(looks))
    test(`${path}, ${look}`, async () => {
      const wrong = []
      const page = await open(path, wrong)
      await page.emulateMedia(media)
      for (const [width, height] of look === 'print' ? [...sizes, ...paper] : sizes) {
        await page.setViewportSize({ width, height })
        const onPaper = width === paper[0][0]
        for (const unfolded of [false, true]) {
          await page.evaluate(open => document.querySelectorAll('details').forEach(d => { d.open = open }), unfolded)
          wrong.push(...(await page.evaluate(faults, { fits: onPaper && !unfolded, smallest: look === 'print' ? 8 : 11 })).map(fault => `${width}×${height}: ${fault}`))
        }
        if (look !== 'print' && (width === 1366 || (width === 390 && look === 'light'))) wrong.push(...await violations(page))
        if (process.env.PICTURES) {
          await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = false }))
          const name = path.replace('reports/', '').replace('/report', '').replace('.html', '')
          await page.screenshot({ path: `pictures/${name}-${look}-${width}.png`, fullPage: true })
        }
      }
      if (look === 'light') {
        await page.evaluate(() => document.querySelectorAll('details').forEach(d => { d.open = true }))
        wrong.push(...await keyboard(page))
      }
      await page.context().close()
      assert.deepEqual([...new Set(wrong)], [])
    })

test('there are reports to look at', { skip: Boolean(process.env.ONLY) }, () => assert.ok(chosen.length > 0))
