// The course and the map: curves above, cells below, on the same columns, one cursor through both.
import { useMemo } from 'preact/hooks'
import { isImpasse } from '../data.js'
import { Plot, series } from '../draw/curves.jsx'
import { useBox } from '../draw/measure.jsx'
import { Map, MapLegend } from './map.jsx'

const CELL = 24 // the smallest cell that a finger can hit, in pixels

function mapSummary(t, { data, effects, told }) {
  const all = [...effects]
  const count = which => all.filter(([, effect]) => effect === which).length
  if (!isImpasse(data.stories[0])) return t('map_agreed', { n: count('loses'), all: all.length })
  const helps = told.interests.filter(i => all.some(([at, effect]) => effect === 'breaks' && at.startsWith(`${i}@`))).length
  if (helps === 0) return `${t('map_none')}${data.single === undefined ? '' : ` ${t('map_single', { run: data.single })}`}`
  return t('map_some', { n: helps, of: told.interests.length, cells: count('breaks'), all: all.length })
}

export function Timeline({ player }) {
  const { data, t: { value: t }, story, round, rounds } = player
  const [ref, { width, letter }] = useBox()
  const base = data.stories[0]
  const went = useMemo(() => series(data, base), [data])
  const now = useMemo(() => series(data, story.value), [story.value])
  const gutter = width - 15 * letter >= CELL * rounds ? Math.round(15 * letter) : 0
  const column = Math.max(CELL, Math.floor((width - gutter) / rounds))
  const whole = gutter + column * rounds
  const x = r => gutter + (r - 0.5) * column
  const apart = story.value !== base
  const parts = apart && story.value.from <= story.value.last ? story.value.from : 0
  const plot = { t, width: whole, height: 6 * letter, letter, x, cursor: round.value, parts }
  const value = list => { const v = list[round.value - 1]; return v === null || v === undefined ? '–' : Math.round(v) }
  const at = (list, before) => (round.value === 0 ? '' : `: ${value(list)}`) + (apart && round.value > 0 ? ` (${t('curve_went', { n: value(before) })})` : '')
  const click = event => {
    const box = event.currentTarget.getBoundingClientRect()
    const r = Math.ceil((event.clientX - box.left - gutter) / column)
    if (r > 0) player.go(r)
  }
  return (
    <div class={`timeline ${gutter ? 'beside' : 'above'}`} ref={ref} style={{ '--gutter': `${gutter}px`, '--column': `${column}px`, '--rounds': rounds, '--seen': `${width}px` }}>
      {width > 0 && (
        <div class={whole > width ? 'scroll' : ''} tabIndex={whole > width && !player.effects.size ? 0 : undefined}>
          <div class="inner" style={{ width: `${whole}px` }}>
            <section class="curves">
              <h2>{t('curves_title')}</h2>
              {apart && <p class="legend">{t('curves_legend', { round: story.value.from })}</p>}
              <div class="one"><h3>{t('curve_trust')}{at(now.trust, went.trust)}</h3><div onClick={click}><Plot {...plot} id="plot-trust" what={t('curve_trust')} values={now.trust} each={apart ? [] : now.each} before={apart ? went.trust : null} /></div></div>
              <div class="one"><h3>{t('curve_support')}{at(now.support, went.support)}</h3><div onClick={click}><Plot {...plot} id="plot-support" what={t('curve_support')} values={now.support} before={apart ? went.support : null} steps /></div></div>
            </section>
            {player.effects.size > 0 && (
              <section class="effects">
                <h2>{t('map')}</h2>
                <p>{t('map_intro')} {mapSummary(t, player)}</p>
                <MapLegend t={t} used={new Set(player.effects.values())} />
                <Map player={player} />
              </section>
            )}
          </div>
        </div>
      )}
    </div>
  )
}
