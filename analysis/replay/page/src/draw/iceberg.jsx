// What a party wants: above the waterline what all may know, below it what has not been told.
import { mean } from '../data.js'
import { reasonOf } from '../narrate.js'
import { Mark } from './marks.jsx'
import { answerOf } from './ring.jsx'

function Said({ t, data, table, p }) {
  const answer = answerOf(table, p)
  if (answer === 'gone') return <p class="said gone">{t('gone')}</p>
  if (!answer) return null
  const act = table.offer.answers.get(p)
  const speaks = table.offer.party === p
  const why = answer === 'no' ? reasonOf(t, data, act, table) : ''
  return (
    <p class={`said ${answer}`}>
      <Mark of={answer} /> {speaks && answer === 'yes' ? t('proposes_short') : t(answer)}
      {why && `, ${why}`}
      {table.turned && act.before !== undefined && <span class="fine"> ({t('perceives', act)})</span>}
    </p>
  )
}

const Want = ({ t, interest }) => (
  <li class={interest.told ? 'told' : ''}>
    {interest.label ? t.label(interest.label) : <span class="unknown">{t('unknown')}</span>}
    {interest.told !== null && <span class="fine"> · {t('told_round', { round: interest.told })}</span>}
    {interest.red && <span class="fine red"> · {t('red')}</span>}
    {interest.unaware && <span class="fine"> · {t('unaware')}</span>}
  </li>
)

export function Iceberg({ t, data, table, p, level = 3 }) {
  const party = table.parties[p]
  const open = party.interests.filter(i => i.open)
  const deep = party.interests.filter(i => !i.open)
  const Heading = `h${level}`
  return (
    <section class={`berg ${party.gone ? 'away' : ''}`}>
      <header>
        <Heading>{t.label(party.label)}</Heading>
        <Said t={t} data={data} table={table} p={p} />
      </header>
      <div class="ice">
      <ul class="tip" aria-label={t('above')}>
        {open.map(interest => <Want key={interest.i} t={t} interest={interest} />)}
        {open.length === 0 && <li class="none">{t('nothing_above')}</li>}
      </ul>
      <ul class="deep" aria-label={t('under')}>
        {deep.map(interest => <Want key={interest.i} t={t} interest={interest} />)}
        {deep.length === 0 && <li class="none">{t('nothing_under')}</li>}
      </ul>
      </div>
      {(table.onwil || party.worth !== null) && (
        <footer>
          {table.onwil && <p>{t('onwil', { n: Math.round(mean(table.onwil, data.parties.length, p)) })}</p>}
          {party.worth !== null && table.over && <p>{t('worth', { worth: party.worth, floor: party.floor })}</p>}
        </footer>
      )}
    </section>
  )
}
