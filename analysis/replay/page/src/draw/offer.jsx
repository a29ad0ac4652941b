// The text on the table, issue by issue, and who says what to it.
import { changes, optionOf } from '../narrate.js'
import { Mark } from './marks.jsx'

const who = (t, data, p) => (p === undefined || p < 0 ? t('neutral') : t.label(data.parties[p].label))

const Answers = ({ t, data, offer }) => (
  <ul class="answers">
    {[...offer.answers].map(([p, act]) => {
      const answer = act.did === 'accept' ? 'yes' : 'no'
      return <li key={p} class={answer}><Mark of={answer} /> {t.label(data.parties[p].label)}: {t(answer)}</li>
    })}
  </ul>
)

export function Offer({ t, data, table, level = 3 }) {
  const { offer, earlier } = table
  const Heading = `h${level}`
  if (!offer) return <section class="offer"><Heading>{t('offer')}</Heading><p>{table.round === 0 ? t.label(data.summary) : t('offer_none')}</p></section>
  const fresh = new Set(earlier ? changes(data, offer.text, earlier.text) : [])
  return (
    <section class="offer">
      <Heading>{t('offer_by', { who: who(t, data, offer.party) })}</Heading>
      <dl>
        {data.issues.map((issue, i) => (
          <div key={issue.id} class={fresh.has(i) ? 'fresh' : ''}>
            <dt>{t.label(issue.label)}{fresh.has(i) && <span class="fine"> · {t('offer_changed')}</span>}</dt>
            <dd>{optionOf(t, data, offer.text, i)}</dd>
          </div>
        ))}
      </dl>
      <Answers t={t} data={data} offer={offer} />
    </section>
  )
}
