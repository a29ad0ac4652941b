// A round in words: what anybody at the table could tell about it, and more when it was turned over.
import { roundOf } from './data.js'
import { tableAt } from './table.js'

const quoted = (t, data, i) => t('quoted', { what: t.label(data.interests[i].label) })
const party = (t, data, p) => (p === undefined || p < 0 ? t('neutral') : t.label(data.parties[p].label))
const everybody = (t, data, p) => (p === undefined || p < 0 ? t('everybody') : party(t, data, p))

export function optionOf(t, data, text, issue) {
  const chosen = data.issues[issue].options[data.texts[text].options[issue]]
  return chosen ? t.label(chosen.label) : '–'
}

// Issues in which two texts differ.
export function changes(data, text, before) {
  const all = data.issues.map((_, i) => i)
  if (before === undefined || before === null) return all
  return all.filter(i => data.texts[text].options[i] !== data.texts[before].options[i])
}

function options(t, data, text, issues) {
  return issues.map(i => t('option', { issue: t.label(data.issues[i].label), option: optionOf(t, data, text, i) })).join('; ')
}

function proposed(t, data, act, table, whole) {
  const who = party(t, data, act.party)
  const before = table.earlier ? table.earlier.text : null
  const changed = changes(data, act.text, before)
  if (changed.length === 0) return t('proposes_again', { who })
  const what = options(t, data, act.text, changed)
  if (before !== null && changed.length <= data.issues.length / 2) return t('proposes_but', { who, what })
  return whole || data.issues.length <= 3 ? t('proposes', { who, what: options(t, data, act.text, changes(data, act.text)) }) : t('proposes_new', { who })
}

// Why somebody says no, as far as known; '' when nobody knows.
export function reasonOf(t, data, act, table) {
  const red = act.reason === 'red' || act.reason === 'red_explained'
  const explained = act.reason === 'explained' || act.reason === 'red_explained'
  if (!table.named(act.interest)) return ''
  if (!explained && !table.turned && !(red && table.told.get(act.interest) !== undefined)) return ''
  const what = quoted(t, data, act.interest)
  const under = !table.told.has(act.interest)
  return t(red ? (under ? 'why_red_under' : 'why_red') : under ? 'why_under' : 'why', { what })
}

function answers(t, data, table, acts) {
  const said = acts.filter(a => a.did === 'accept' || a.did === 'reject')
  const no = said.filter(a => a.did === 'reject')
  if (said.length === 0) return []
  if (no.length === 0) return [t('all_yes')]
  const self = no.find(a => table.offer && a.party === table.offer.party)
  const because = no.filter(a => a !== self).map(a => ({ who: party(t, data, a.party), why: reasonOf(t, data, a, table) }))
  const silent = because.filter(b => !b.why).map(b => b.who)
  const yes = said.filter(a => a.did === 'accept' && a.party !== (table.offer && table.offer.party)).map(a => party(t, data, a.party))
  return [
    ...because.filter(b => b.why).map(b => t('no_because', b)),
    ...(silent.length > 0 ? [t('no_silent', { who: t.list(silent) })] : []),
    ...(self ? [t('no_self', { who: party(t, data, self.party) })] : []),
    ...(yes.length > 0 ? [t('yes_from', { who: t.list(yes) })] : [])
  ]
}

const secret = new Set(['pact', 'pointless'])
const ordinary = new Set(['propose', 'accept', 'reject', 'change', 'flag', 'agree'])

function other(t, data, act, table) {
  if (ordinary.has(act.did) || (secret.has(act.did) && !table.turned)) return ''
  const values = { who: everybody(t, data, act.party), to: everybody(t, data, act.to), n: act.after, what: '' }
  if (act.did === 'tell') {
    const all = act.to === undefined || act.to < 0
    if (table.named(act.interest)) values.what = quoted(t, data, act.interest)
    return t(all ? 'did_tell' : values.what ? 'did_tell_one' : 'did_tell_secret', values)
  }
  if (act.text !== undefined && /^(pact|settle)$/.test(act.did)) values.what = options(t, data, act.text, changes(data, act.text))
  const off = act.did === 'away' || act.did === 'mandate'
  const key = off && !(act.after > 0) ? `did_${act.did}_not` : `did_${act.did}`
  return t.has(key) ? t(key, values) : ''
}

// What is told; of many at once only how many, for the icebergs show them.
function tellings(t, data, table, acts) {
  const told = acts.filter(a => a.did === 'tell')
  const realised = acts.filter(a => a.did === 'realise' && !told.some(b => b.interest === a.interest))
  const who = [...new Set(told.map(a => party(t, data, a.party)))]
  if (told.length > 3) return [t(who.length > 1 ? 'told_many' : 'told_many_one', { who: t.list(who), n: told.length })]
  return [...realised, ...told].map(a => other(t, data, a, table)).filter(Boolean)
}

// Parameters that change, each once for all whom it goes for.
function changed(t, data, acts) {
  const goes = new Map()
  for (const { did, parameter, choice, after, party: p } of acts) {
    if (did !== 'change') continue
    const what = `${parameter} = ${choice || after.toLocaleString(t.lang, { maximumFractionDigits: 2 })}`
    goes.set(what, [...(goes.get(what) || []), p])
  }
  return [...goes].map(([what, parties]) => {
    const all = parties.includes(undefined) || parties.length === data.parties.length
    return t('did_change', { what, who: all ? t('everybody') : t.list(parties.map(p => party(t, data, p))) })
  })
}

export function howItEnded(t, data, story) {
  const who = story.by === null || story.by === undefined ? t('somebody') : party(t, data, story.by)
  const key = `ended_${story.ending}`
  return t(t.has(key) ? key : 'ended_failed', { who, round: story.last })
}

const leaving = /^(leave|give_up|take_over)$/
const late = /^(leave|give_up|take_over|tell|realise)$/

// The sentences of a round. `whole`: texts in full, for paper.
export function narrate(t, data, story, round, turned, whole) {
  if (round === 0) return [t('before_start')]
  const table = tableAt(data, story, round, turned)
  const { acts } = table
  const offers = acts.filter(a => a.did === 'propose')
  const first = acts.findIndex(a => a.did === 'propose')
  const start = first < 0 ? acts.length : first
  const told = which => acts.filter(which).map(a => other(t, data, a, table)).filter(Boolean)
  const flagged = table.flagged === round ? [t('flagged')] : []
  return [
    ...tellings(t, data, table, acts.slice(0, start)),
    ...changed(t, data, acts),
    ...told(a => !late.test(a.did)),
    ...offers.map(a => proposed(t, data, a, table, whole)),
    ...answers(t, data, table, acts),
    ...flagged,
    ...tellings(t, data, table, acts.slice(start)),
    ...told(a => leaving.test(a.did) && round < story.last),
    ...(round === story.last ? [howItEnded(t, data, story)] : [])
  ]
}

export const actsAt = (data, story, round) => (round > 0 && round <= story.last ? roundOf(data, story, round).acts : [])
