// Every page of build/browser/cards, the cards of a case, printed and looked at in Chromium without a
// network: A5 throughout, front and back on two pages, nothing cut off, letters of 11 points.
import { chromium } from 'playwright-core'
import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { violations } from './faults.mjs'

const inside = { width: Math.floor(130 / 25.4 * 96), height: 720 } // A5 within its margins, in CSS pixels
const pages = readdirSync('cards')
  .flatMap(name => ['nl', 'en'].map(lang => `cards/${name}/cards.${lang}.html`))
  .filter(path => existsSync(path) && new RegExp(process.env.ONLY ?? '').test(path))

let browser
before(async () => {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser'].find(existsSync)
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
})
after(() => browser.close())

// In the page: what is cut off, runs over, or is too small to read.
function faults() {
  const found = []
  const told = node => node.textContent.trim().replace(/\s+/g, ' ').slice(0, 60)
  if (document.documentElement.scrollWidth > document.documentElement.clientWidth)
    found.push(`the page is ${document.documentElement.scrollWidth} wide`)
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const holder = walker.currentNode.parentElement
    if (!walker.currentNode.data.trim() || holder.getClientRects().length === 0) continue
    if (parseFloat(getComputedStyle(holder).fontSize) < 11 / 72 * 96 - .01) found.push(`too small: ${told(holder)}`)
    const range = document.createRange()
    range.selectNodeContents(walker.currentNode)
    const box = range.getBoundingClientRect()
    const frame = (holder.closest('.half') ?? holder.closest('section')).getBoundingClientRect()
    if (box.left < frame.left - 1 || box.right > frame.right + 1 || box.top < frame.top - 1 || box.bottom > frame.bottom + 1)
      found.push(`out of its card: ${told(holder)}`)
  }
  return found
}

for (const path of pages)
  test(path, async () => {
    const wrong = []
    const context = await browser.newContext({ offline: true, viewport: inside })
    const page = await context.newPage()
    const own = pathToFileURL(path).href
    page.on('console', message => wrong.push(`console: ${message.text()}`))
    page.on('request', request => {
      if (request.url() !== own) wrong.push(`asked for ${request.url()}`)
    })
    await page.goto(own)

    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: false })).toString('latin1')
    const sizes = [...pdf.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map(found => [Number(found[1]), Number(found[2])])
    const cards = await page.evaluate(() => document.querySelectorAll('.tent').length)
    if (sizes.length < 3 * cards || !sizes.every(([width, height]) => Math.abs(width - 419.5) < 1 && Math.abs(height - 595.3) < 1)) wrong.push(`not A5: ${sizes}`)
    const sheets = sizes.length - 3 * cards // of the trainer
    if (!path.includes('long') && (sheets < 1 || sheets > 2)) wrong.push(`${sizes.length} pages for ${cards} parties`)

    await page.emulateMedia({ media: 'print' })
    wrong.push(...await page.evaluate(faults))
    await page.emulateMedia({ media: 'screen' })
    for (const width of [1366, 390]) {
      await page.setViewportSize({ width, height: 844 })
      wrong.push(...(await violations(page)).map(fault => `${width}: ${fault}`))
    }
    await context.close()
    assert.deepEqual([...new Set(wrong)], [])
  })

test('there are cards to look at', { skip: Boolean(process.env.ONLY) }, () => assert.ok(pages.length > 0))
