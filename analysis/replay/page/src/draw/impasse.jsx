// How far the table is from an agreement, as far as anybody can see: rounds gone, most support, deadlock;
// and in the end how it ended and why, and what was done of what was signed.
import { deeds, offersOf } from '../data.js'
import { actsAt, howItEnded } from '../narrate.js'

function best(data, story, round) {
  let found = null
  for (let r = 1; r <= round; r++)
    for (const { answers } of offersOf(actsAt(data, story, r))) {
      const yes = [...answers.values()].filter(a => a.did === 'accept').length
      if (answers.size > 0 && (!found || yes / answers.size > found.yes / found.all)) found = { yes, all: answers.size, round: r }
    }
  return found
}

// What held it back, as far as known.
function Causes({ t, data, table }) {
  const causes = table.story.cause || []
  if (causes.length === 0) return null
  const named = ({ party, interest, red, since }) => {
    const known = table.named(interest)
    return t('cause_named', {
      party: t.label(data.parties[party].label), since,
      what: known ? t('quoted', { what: t.label(data.interests[interest].label) }) : t('cause_unnamed'),
      red: red && known ? t('cause_red') : ''
    })
  }
  return (
    <>
      <p>{t('cause')}:</p>
      <ul class="causes">{causes.map(cause => <li>{named(cause)}</li>)}</ul>
    </>
  )
}

// What came of it after the signature: how much of it was done, and who left out what.
function Practice({ t, data, story }) {
  const left = deeds(story).filter(one => one.kept < one.all || one.stopped)
  return (
    <>
      <p class={story.kept < 50 ? 'hollow' : ''}>{t('practice', { kept: story.kept, periods: story.practice.length })}</p>
      <ul class="deeds">
        {left.map(({ party, kept, all, stopped }) => (
          <li key={party}>{t('practice_party', { party: t.label(data.parties[party].label), kept, all })}{stopped && t('practice_stopped', { period: stopped })}</li>
        ))}
      </ul>
    </>
  )
}

export function Impasse({ t, data, table }) {
  const { story, round, flagged, over, gap } = table
  const top = best(data, story, round)
  const agreed = over && story.ending === 'agreement'
  const state = over ? howItEnded(t, data, story) : flagged ? t('impasse_flagged', { round: flagged }) : t('impasse_none', { deadline: data.deadline })
  const part = rounds => `${(100 * Math.min(rounds, data.deadline)) / data.deadline}%`
  return (
    <div class={`impasse ${agreed ? 'agreed' : flagged || over ? 'stuck' : ''}`} role="group" aria-label={t(over ? 'ending' : 'impasse')}>
      <div class="bar" aria-hidden="true">
        <span class="past" style={{ width: part(round) }} />
        {flagged !== null && !agreed && <span class="since" style={{ left: part(flagged - 1), width: part(round - flagged + 1) }} />}
      </div>
      <p class="state">{state}</p>
      {top && !agreed && <p>{t('impasse_best', top)}</p>}
      {gap !== undefined && gap !== null && !agreed && <p>{t('impasse_gap', { gap })}</p>}
      {over && table.turned && story.impasse && <p>{t(`impasse_${story.impasse}`)}</p>}
      {over && story.practice && <Practice t={t} data={data} story={story} />}
      {over && !agreed && <Causes t={t} data={data} table={table} />}
    </div>
  )
}
