// The course and the map: curves above, cells below, on the same columns, one cursor through both.
import { useMemo } from 'preact/hooks'
import { Plot, series } from '../draw/curves.jsx'
import { useBox } from '../draw/measure.jsx'
import { Map, MapLegend } from './map.jsx'

const CELL = 24 // the smallest cell that a finger can hit, in pixels

export function Timeline({ player }) {
  const { data, t: { value: t }, story, round, rounds } = player
  const [ref, { width, letter }] = useBox()
  const base = data.stories[0]
  const went = useMemo(() => series(data, base), [data])
  const now = useMemo(() => series(data, story.value), [story.value])
  const gutter = width >= 60 * letter ? 15 * letter : 0
  const column = Math.max(CELL, Math.floor((width - gutter) / rounds))
  const whole = gutter + column * rounds
  const x = r => gutter + (r - 0.5) * column
  const apart = story.value !== base
  const plot = { t, width: whole, height: 5 * letter, letter, x, cursor: round.value }
  const click = event => {
    const box = event.currentTarget.getBoundingClientRect()
    const r = Math.ceil((event.clientX - box.left - gutter) / column)
    if (r > 0) player.go(r)
  }
  return (
    <div class={`timeline ${gutter ? 'beside' : 'above'}`} ref={ref} style={{ '--gutter': `${gutter}px`, '--column': `${column}px`, '--rounds': rounds }}>
      {width > 0 && (
        <div class="scroll" tabIndex={whole > width && !player.effects.size ? 0 : undefined}>
          <div class="inner" style={{ width: `${whole}px` }}>
            <section class="curves">
              <h2>{t('curves_title')}</h2>
              <p class="legend">{apart ? t('curves_legend') : ''}</p>
              <div class="one"><h3>{t('curve_trust')}</h3><div onClick={click}><Plot {...plot} id="plot-trust" what={t('curve_trust')} values={now.trust} each={apart ? [] : now.each} before={apart ? went.trust : null} /></div></div>
              <div class="one"><h3>{t('curve_support')}</h3><div onClick={click}><Plot {...plot} id="plot-support" what={t('curve_support')} values={now.support} before={apart ? went.support : null} steps /></div></div>
            </section>
            {player.effects.size > 0 && (
              <section class="effects">
                <h2>{t('map')}</h2>
                <p>{t('map_intro')}</p>
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
