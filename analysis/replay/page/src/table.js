// What there is to see at a table after a round of a story: a plain value, that every drawing takes.
// What nobody could know by then is in it only when the page was turned over.
import { offersOf, roundOf } from './data.js'

// Before the first round; `start` may be absent, then nobody knows yet who trusts whom.
const nothing = data => ({ acts: [], trust: null, onwil: null, ...data.start })

// Interest → the round in which all knew it; 0 = from the start.
export function toldBy(data, story, round) {
  const told = new Map()
  data.interests.forEach((interest, i) => interest.seen === 'open' && told.set(i, 0))
  for (let r = 1; r <= Math.min(round, story.last); r++)
    for (const act of roundOf(data, story, r).acts)
      if (act.did === 'tell' && act.to === undefined && !told.has(act.interest)) told.set(act.interest, r)
  return told
}

// Who left, is away, or became conscious of what.
function comings(data, story, round) {
  const gone = new Set()
  const realised = new Set()
  for (let r = 1; r <= round; r++)
    for (const act of roundOf(data, story, r).acts) {
      if (/^(leave|give_up|take_over|stop)$/.test(act.did)) gone.add(act.party)
      if (act.did === 'away') act.after > 0 ? gone.add(act.party) : gone.delete(act.party)
      if (act.did === 'realise') realised.add(act.interest)
    }
  return { gone, realised }
}

function flaggedSince(data, story, round) {
  for (let r = 1; r <= round; r++) if (roundOf(data, story, r).flagged) return r
  return null
}

// The last offer up to a round, and the one before it.
function lastOffers(data, story, round) {
  const found = []
  for (let r = round; r >= 1 && found.length < 2; r--)
    for (const offer of offersOf(roundOf(data, story, r).acts).reverse())
      if (found.length < 2) found.push({ ...offer, round: r })
  return found
}

export function tableAt(data, story, asked, turned) {
  const round = Math.min(asked, story.last)
  const now = round > 0 ? roundOf(data, story, round) : nothing(data)
  const told = toldBy(data, story, round)
  const { gone, realised } = comings(data, story, round)
  const [offer, before] = lastOffers(data, story, round)
  const public_ = interest => interest !== undefined && interest >= 0 && told.has(interest)
  return {
    story, round, told, turned, gone,
    trust: now.trust, onwil: now.onwil, acts: now.acts,
    gap: turned ? now.gap : undefined,
    flagged: flaggedSince(data, story, round),
    over: round === story.last,
    offer: offer && offer.round === round ? offer : null,
    earlier: offer && offer.round === round ? before : offer,
    others: offersOf(now.acts).slice(0, -1),
    named: interest => public_(interest) || (turned && interest !== undefined && interest >= 0),
    parties: data.parties.map((party, p) => ({
      ...party,
      gone: gone.has(p),
      worth: turned && story.utility ? story.utility[p] : null,
      interests: data.interests
        .map((interest, i) => ({ ...interest, i }))
        .filter(interest => interest.party === p)
        .map(({ i, label, seen, minimum }) => ({
          i,
          open: told.has(i),
          told: told.get(i) || null,
          label: told.has(i) || turned ? label : null,
          red: minimum !== null && (turned || seen === 'open'),
          unaware: turned && seen === 'unaware' && !realised.has(i)
        }))
    }))
  }
}
