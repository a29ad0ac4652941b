// The words of the page in a language, and how they are put together.
import en from '../words/en.json'
import nl from '../words/nl.json'

const all = { nl, en }
export const languages = Object.keys(all)

// t('key', { name: value }) is a sentence; t.label(label) the label in this language; t.list(names) "a, b and c".
export function speak(lang) {
  const words = all[lang]
  const t = (key, values = {}) => {
    if (!(key in words)) throw Error(`no words for ${key}`)
    return words[key].replace(/\{(\w+)\}/g, (_, name) => values[name])
  }
  t.lang = lang
  t.label = label => label[lang]
  t.list = names => (names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${words.and} ${names[names.length - 1]}`)
  t.has = key => key in words
  return t
}
