// How far the table is from an agreement, as far as anybody can see: rounds gone, most support, deadlock.
import { offersOf } from '../data.js'
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

export function Impasse({ t, data, table, level = 3 }) {
  const { story, round, flagged, over } = table
  const top = best(data, story, round)
  const Heading = `h${level}`
  const state = over ? howItEnded(t, data, story) : flagged ? t('impasse_flagged', { round: flagged }) : t('impasse_none', { deadline: data.deadline })
  const agreed = over && story.ending === 'agreement'
  return (
    <section class={`impasse ${agreed ? 'agreed' : flagged || over ? 'stuck' : ''}`}>
      <Heading>{t('impasse')}</Heading>
      <div class="bar" aria-hidden="true">
        <span class="gone" style={{ width: `${(100 * Math.min(round, data.deadline)) / data.deadline}%` }} />
        {flagged !== null && <span class="since" style={{ left: `${(100 * (flagged - 1)) / data.deadline}%`, width: `${(100 * (round - flagged + 1)) / data.deadline}%` }} />}
      </div>
      <p class="state">{state}</p>
      {top && !agreed && <p>{t('impasse_best', top)}</p>}
      {table.gap !== undefined && table.gap !== null && !agreed && <p>{t('impasse_gap', { gap: table.gap })}</p>}
    </section>
  )
}

// How it ended and what held it back, as far as known.
export function Ending({ t, data, table, level = 3 }) {
  const { story } = table
  const Heading = `h${level}`
  const causes = story.cause || []
  return (
    <section class="ending">
      <Heading>{t('ending')}</Heading>
      <p class="state">{howItEnded(t, data, story)}</p>
      {story.impasse && table.turned && <p>{t(`impasse_${story.impasse}`)}</p>}
      {causes.length > 0 && <p>{t('cause')}:</p>}
      {causes.length > 0 && (
        <ul>
          {causes.map(({ party, interest, red, since }) => (
            <li>
              {t('cause_named', {
                party: t.label(data.parties[party].label), since,
                what: table.named(interest) ? t('quoted', { what: t.label(data.interests[interest].label) }) : t('cause_unnamed'),
                red: red && table.named(interest) ? t('cause_red') : ''
              })}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
