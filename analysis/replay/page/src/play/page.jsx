// The page: what it is, the table or two of them, and under it the course and the map.
import { Impasse } from '../draw/impasse.jsx'
import { Offer } from '../draw/offer.jsx'
import { Scene, TrustLegend } from '../draw/scene.jsx'
import { narrate } from '../narrate.js'
import { languages } from '../words.js'
import { storyTitle } from './names.js'
import { Picker, Trusts } from './picker.jsx'
import { Timeline } from './timeline.jsx'
import { Transport } from './transport.jsx'

function Header({ player }) {
  const { data, lang, turned, t: { value: t } } = player
  return (
    <header class="top">
      <h1>{t.label(data.title)}</h1>
      <div class="switches">
        <label class="choice"><input type="checkbox" checked={turned.value} onChange={e => { turned.value = e.target.checked }} /> {t('turn_over')}</label>
        <Trusts player={player} />
        <label class="choice">{t('language')} <select value={lang.value} onChange={e => { lang.value = e.target.value }}>
          {languages.map(code => <option key={code} value={code} lang={code}>{t(code)}</option>)}
        </select></label>
      </div>
    </header>
  )
}

function Told({ t, data, table, round, turned }) {
  const sentences = narrate(t, data, table.story, table.round, turned)
  return (
    <p class="told-so" aria-live="polite">
      {round > 0 && <strong>{t('round_n', { n: table.round })}: </strong>}
      {sentences.join(' ')}
    </p>
  )
}

function Stage({ player, table, at, pair }) {
  const { data, t: { value: t }, focus, turned } = player
  return (
    <section class="stage">
      <h2>{storyTitle(t, table.story)}</h2>
      {at > 0 && player.round.value < table.story.from
        ? <p class="told-so" aria-live="polite">{t('still_same', { round: table.story.from })}</p>
        : <Told t={t} data={data} table={table} round={player.round.value} turned={turned.value} />}
      {pair && <Impasse t={t} data={data} table={table} />}
      <div class="floor">
        <Scene t={t} data={data} table={table} focus={focus.value} id={`ring${at}`} />
        <div class="side">
          {!pair && <Impasse t={t} data={data} table={table} />}
          <Offer t={t} data={data} table={table} />
        </div>
      </div>
    </section>
  )
}

export function Page({ player }) {
  const { data, t: { value: t }, tables } = player
  return (
    <main class={tables.value.length > 1 ? 'pair' : 'one'}>
      <Header player={player} />
      <p class="which-run">{t(`chosen_${data.chosen}`, data)}</p>
      <Picker player={player} />
      <div class="stages">
        {tables.value.map((table, at) => <Stage key={at} player={player} table={table} at={at} pair={tables.value.length > 1} />)}
      </div>
      <TrustLegend t={t} data={data} focus={player.focus.value} />
      <Timeline player={player} />
      <footer class="about">
        <p>{t.label(data.summary)}</p>
        <p>{t('keys')}</p>
        <p>{t('about', data)}</p>
      </footer>
      <Transport player={player} />
    </main>
  )
}
