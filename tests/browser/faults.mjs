// What is wrong with a page that stands open.
import { readFileSync } from 'node:fs'

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8')

// What axe finds. It gathers only what is wrong: the rest would take it four times as long.
export async function violations(page) {
  if (!await page.evaluate(() => Boolean(window.axe))) await page.evaluate(axe)
  const result = await page.evaluate(() => window.axe.run({ resultTypes: ['violations'] }))
  return result.violations.map(v => `axe: ${v.id} at ${v.nodes.slice(0, 3).map(n => n.target).join(', ')}: ${v.help}`)
}

// Runs in the page: what is cut off, runs over, overlaps or is not described. `fits`: nothing may need
// scrolling (paper). `smallest`: letter, in pixels. `figures`: there must be some, each with its data.
export function faults({ fits, smallest, figures = true }) {
  const found = []
  const told = node => node.textContent.trim().replace(/\s+/g, ' ').slice(0, 60)
  const width = document.documentElement.clientWidth
  const scroller = node => node.closest('.scroll')
  const seen = node => node.checkVisibility() && node.getClientRects().length > 0

  if (document.documentElement.scrollWidth > width) found.push(`the page is ${document.documentElement.scrollWidth} wide`)

  const looked = new Set() // with all that they stand in
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const text = walker.currentNode
    const holder = text.parentElement
    if (!text.data.trim() || !seen(holder) || holder.closest('svg')) continue
    const range = document.createRange()
    range.selectNodeContents(text)
    const box = range.getBoundingClientRect()
    if (box.width === 0) continue
    const out = node => {
      const around = node.getBoundingClientRect()
      return box.left < around.left - 1 || box.right > around.right + 1
    }
    if (!scroller(holder) && (box.left < -1 || box.right > width + 1)) found.push(`off the page: ${told(holder)}`)
    if (scroller(holder) && getComputedStyle(holder).display === 'block' && box.width > scroller(holder).clientWidth + 1) found.push(`to be read by scrolling: ${told(holder)}`)
    if (out(holder)) found.push(`out of its ${holder.localName}: ${told(holder)}`)
    for (let node = holder; node && node !== document.body && !looked.has(node); node = node.parentElement) {
      looked.add(node)
      const style = getComputedStyle(node)
      if (/hidden|clip/.test(style.overflowX + style.overflowY) &&
          (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1))
        found.push(`cut off: ${told(node)}`)
    }
    if (parseFloat(getComputedStyle(holder).fontSize) < smallest) found.push(`too small: ${told(holder)}`)
  }

  for (const box of document.querySelectorAll('.scroll')) {
    if (!seen(box)) continue
    const around = box.getBoundingClientRect()
    if (around.right > width + 1) found.push(`a scrolling box off the page: ${told(box)}`)
    if (fits && box.scrollWidth > box.clientWidth + 1) found.push(`needs scrolling on paper: ${told(box)}`)
  }

  for (const svg of document.querySelectorAll('svg')) {
    if (!seen(svg) || svg.parentElement.closest('svg')) continue
    const around = svg.getBoundingClientRect()
    const texts = [...svg.querySelectorAll('text')].map(text => [text, text.getBoundingClientRect()])
    for (const [text, box] of texts)
      if (box.left < around.left - 1 || box.right > around.right + 1 || box.top < around.top - 1 || box.bottom > around.bottom + 1)
        found.push(`out of its figure: ${told(text)}`)
    texts.forEach(([text, a], i) => texts.slice(i + 1).forEach(([other, b]) => {
      if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2)
        found.push(`over each other: ${told(text)} and ${told(other)}`)
    }))
    if (texts.some(([text, box]) => box.height < smallest)) found.push(`text too small in a figure: ${told(svg)}`)
    if (svg.getAttribute('aria-hidden') !== 'true' && !(svg.querySelector('title')?.textContent && svg.querySelector('desc')?.textContent))
      found.push(`a figure without title or description: ${told(svg)}`)
  }

  for (const figure of document.querySelectorAll('figure'))
    if (!figure.querySelector('figcaption,caption') || !figure.querySelector('a[href$=".csv"]'))
      found.push(`a figure without caption or data: ${told(figure)}`)
  if (figures && document.querySelectorAll('figure').length === 0) found.push('no figures')

  let level = 0
  for (const heading of document.querySelectorAll('h1,h2,h3,h4')) {
    const next = Number(heading.localName[1])
    if (next > level + 1) found.push(`a heading skips a level: ${told(heading)}`)
    level = next
  }
  if (document.querySelectorAll('h1').length !== 1) found.push('not one h1')
  return found
}
