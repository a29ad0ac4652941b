// The data of a replay, as the C side wrote it: unpacked, and asked the questions that the page has.
// Nothing here knows what is on the screen.
import { gunzipSync, strFromU8 } from 'fflate'

export function unpack(base64) {
  const bytes = Uint8Array.from(atob(base64.trim()), letter => letter.charCodeAt(0))
  return spread(JSON.parse(strFromU8(gunzipSync(bytes))))
}

// Rounds in which the same was done share their acts.
export function spread(data) {
  for (const story of data.stories) {
    for (const round of story.rounds || []) round.acts = data.acts[round.acts]
    if (story.practice) story.practice = story.practice.map(acts => data.acts[acts])
  }
  return data
}

// A story holds its rounds from where it parts from the first; another may be the same from there on.
export function roundOf(data, story, round) {
  if (round < story.from) return roundOf(data, data.stories[0], round)
  if (story.same !== undefined) return roundOf(data, data.stories[story.same], round)
  return story.rounds[round - story.from]
}

export const isImpasse = story => story.ending !== 'agreement'

export function findStory(data, { kind, interest, round }) {
  return data.stories.find(s => s.kind === kind && (kind !== 'told' || (s.interest === interest && s.round === round)))
}

// The interests and rounds of which there are branches.
export function branches(data) {
  const told = data.stories.filter(s => s.kind === 'told')
  const interests = [...new Set(told.map(s => s.interest))]
  const rounds = [...new Set(told.map(s => s.round))].sort((a, b) => a - b)
  return { interests, rounds }
}

// What telling an interest in a round does: breaks, loses, same, or late: after the last round that breaks.
export function effects(data) {
  const base = isImpasse(data.stories[0])
  const cells = new Map()
  const { interests, rounds } = branches(data)
  for (const interest of interests) {
    const row = rounds.map(round => findStory(data, { kind: 'told', interest, round })).filter(Boolean)
    const last = base ? row.map(isImpasse).lastIndexOf(false) : -1
    row.forEach((story, at) => {
      const effect = isImpasse(story) !== base ? (base ? 'breaks' : 'loses') : last >= 0 && at > last ? 'late' : 'same'
      cells.set(`${interest}@${story.round}`, effect)
    })
  }
  return cells
}

// The offers of a round, each with who answered what.
export function offersOf(acts) {
  const offers = []
  for (const act of acts) {
    if (act.did === 'propose') offers.push({ party: act.party, text: act.text, answers: new Map() })
    if (act.did !== 'accept' && act.did !== 'reject') continue
    let offer = offers.filter(o => o.text === act.text).pop()
    if (!offer) offers.push((offer = { text: act.text, answers: new Map() }))
    offer.answers.set(act.party, act)
  }
  return offers
}

// Share of yes among the answers to the best supported offer of a round, or null.
export function support(acts) {
  const shares = offersOf(acts)
    .filter(offer => offer.answers.size > 0)
    .map(({ answers }) => [...answers.values()].filter(a => a.did === 'accept').length / answers.size)
  return shares.length > 0 ? Math.max(...shares) : null
}

// What each party that was bound did after the signature: how often its part, of how often, and when it stopped.
export function deeds(story) {
  const done = new Map()
  story.practice.forEach((acts, period) => {
    for (const { did, party } of acts) {
      if (!/^(keep|break|stop)$/.test(did)) continue
      const one = done.get(party) || { party, kept: 0, all: 0, stopped: null }
      if (did === 'stop') one.stopped = period + 1
      else one.all++
      if (did === 'keep') one.kept++
      done.set(party, one)
    }
  })
  return [...done.values()]
}

// The mean over all pairs, or over those in whom `party` is trusted.
export function mean(matrix, n, party) {
  let sum = 0
  let count = 0
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      if (i !== j && (party === undefined || j === party)) {
        sum += matrix[i * n + j]
        count++
      }
  return sum / count
}
