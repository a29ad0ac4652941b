// What goes on paper: the map, how both stories ended, and the story in words. Made when somebody prints.
import { Iceberg } from '../draw/iceberg.jsx'
import { Impasse } from '../draw/impasse.jsx'
import { Mark } from '../draw/marks.jsx'
import { Ring } from '../draw/ring.jsx'
import { ALL, TrustLegend } from '../draw/scene.jsx'
import { narrate } from '../narrate.js'
import { tableAt } from '../table.js'
import { MapLegend, signs } from './map.jsx'
import { rowName, storyTitle } from './names.js'

// A picture of the table, in the width of half a sheet; of more parties than four, of a whole one.
const letter = 12
const picture = n => ({ letter, width: n > ALL ? 1040 : 430, height: n > ALL ? letter * (4 + 5 * Math.ceil(n / 2)) : 190 })


function PaperMap({ t, player, tables }) {
  const { data, told, effects } = player
  return (
    <section class="paper-map">
      <h2>{t('map')}</h2>
      <MapLegend t={t} used={new Set(effects.values())} />
      <table>
        <thead><tr><th>{t('round')}</th>{told.rounds.map(r => <th scope="col">{r}</th>)}</tr></thead>
        <tbody>
          {told.interests.map(i => (
            <tr>
              <th scope="row">{rowName(t, data, tables, i)}</th>
              {told.rounds.map(r => {
                const effect = effects.get(`${i}@${r}`)
                return <td class={effect && `cell ${effect}`}>{effect && <Mark of={signs[effect]} />}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function End({ t, data, table, at }) {
  return (
    <section class="end">
      <h2>{storyTitle(t, table.story)}</h2>
      <Impasse t={t} data={data} table={table} />
      <Ring t={t} table={table} focus={data.parties.length > ALL ? 0 : null} id={`paper${at}`} {...picture(data.parties.length)} />
      <div class="bergs">{table.parties.map((_, p) => <Iceberg t={t} data={data} table={table} p={p} />)}</div>
    </section>
  )
}

function Words({ t, data, table }) {
  const { story, turned } = table
  const first = story.from || 1
  return (
    <section class="words">
      <h2>{storyTitle(t, story)}</h2>
      <ol start={first}>
        {Array.from({ length: story.last - first + 1 }, (_, i) => (
          <li value={first + i}>{narrate(t, data, story, first + i, turned, i === 0).join(' ')}</li>
        ))}
      </ol>
    </section>
  )
}

export function Sheet({ player }) {
  const { data, story, turned, t: { value: t } } = player
  const base = data.stories[0]
  const other = story.value === base ? data.stories[1] : story.value
  const tables = [base, other].filter(Boolean).map(s => tableAt(data, s, s.last, turned.value))
  return (
    <main>
      <p class="sheet-title">{t.label(data.title)}</p>
      <p>{t.label(data.summary)} {t(`chosen_${data.chosen}`, data)}</p>
      {player.effects.size > 0 && <PaperMap t={t} player={player} tables={tables} />}
      <div class={`ends ${data.parties.length > ALL ? 'many' : ''}`}>{tables.map((table, at) => <End t={t} data={data} table={table} at={at} />)}</div>
      <TrustLegend t={t} data={data} focus={data.parties.length > ALL ? 0 : null} />
      {tables.map(table => <Words t={t} data={data} table={table} />)}
      <p class="fine">{t('about', data)}</p>
    </main>
  )
}
