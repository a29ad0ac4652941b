// Builds dist/replay.html from src and words: one page, with its style, its program and the licences of what is
// in it, and places for {{title}}, {{lang}} and {{data}}. The same sources give the same bytes.
import { build } from 'esbuild'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'

const read = path => readFileSync(new URL(path, import.meta.url), 'utf8')
const stop = what => { throw new Error(what) }

const words = ['nl', 'en'].map(lang => JSON.parse(read(`words/${lang}.json`)))
const [nl, en] = words.map(Object.keys)
for (const key of new Set([...nl, ...en])) {
  const places = words.map(all => (all[key]?.match(/\{\w+\}/g) ?? []).sort().join())
  if (!nl.includes(key) || !en.includes(key)) stop(`words: ${key} is in one language only`)
  if (places[0] !== places[1]) stop(`words: ${key} does not have the same {places} in both languages`)
}

const bundle = async entry => {
  const { outputFiles } = await build({
    entryPoints: [entry], absWorkingDir: new URL('.', import.meta.url).pathname, bundle: true, write: false, minify: true,
    format: 'iife', target: 'safari14.1', charset: 'utf8', jsx: 'automatic', jsxImportSource: 'preact', legalComments: 'none'
  })
  return outputFiles[0].text.trim()
}
const [js, css] = await Promise.all(['src/main.jsx', 'src/style/all.css'].map(bundle))
if (/<\/script|<!--|\{\{/i.test(js) || /<\/style|\{\{/i.test(css)) stop('the bundle would break the page')

// Name, version, copyright line and, once, the licence that they share.
const parts = ['preact', '@preact/signals', '@preact/signals-core', 'fflate'].map(name => {
  const [, copyright, terms] = read(`node_modules/${name}/LICENSE`).match(/(Copyright.*)\n([^]*)/)
  return { name, copyright, terms: terms.trim(), version: JSON.parse(read(`node_modules/${name}/package.json`)).version }
})
if (new Set(parts.map(part => part.terms.replace(/\s+/g, ' '))).size !== 1) stop('the licences are not one and the same')
const notice = [
  'This page is part of Polder, free software under the GNU General Public License, version 3 or later.',
  'It contains, under the MIT License:',
  ...parts.map(part => `  ${part.name} ${part.version}. ${part.copyright}`), '', parts[0].terms
].join('\n')

mkdirSync(new URL('dist/', import.meta.url), { recursive: true })
const page = read('src/page.html').replace('[[notice]]', () => notice).replace('[[css]]', () => css).replace('[[js]]', () => js)
for (const place of ['{{title}}', '{{lang}}', '{{data}}'])
  if (page.split(place).length !== 2) stop(`${place} must be there once`)
writeFileSync(new URL('dist/replay.html', import.meta.url), page)
