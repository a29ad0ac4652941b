// The map interest × round. One cell has the place in the order of Tab; arrows walk on from there.
import { useRef, useState } from 'preact/hooks'
import { Mark } from '../draw/marks.jsx'
import { interestName, rowName } from './names.js'

export const signs = { breaks: 'yes', loses: 'no', late: 'late', same: 'same' }

export const MapLegend = ({ t, used }) => (
  <ul class="map-legend">
    {Object.keys(signs).filter(effect => used.has(effect)).map(effect => (
      <li key={effect}><span class={`cell ${effect}`}><Mark of={signs[effect]} /></span> {t(`effect_${effect}`)}</li>
    ))}
  </ul>
)

// Where an arrow leads in a grid of `rows` × `columns`.
const moves = {
  ArrowLeft: ([i, j]) => [i, j - 1],
  ArrowRight: ([i, j]) => [i, j + 1],
  ArrowUp: ([i, j]) => [i - 1, j],
  ArrowDown: ([i, j]) => [i + 1, j],
  Home: ([i]) => [i, 0],
  End: ([i], columns) => [i, columns - 1]
}

export function Map({ player }) {
  const { data, told, effects, t: { value: t }, pick, tables } = player
  const grid = useRef(null)
  const [here, setHere] = useState([0, 0])
  const walk = event => {
    if (!moves[event.key]) return
    event.preventDefault()
    const [i, j] = moves[event.key](here, told.rounds.length)
    if (i < 0 || j < 0 || i >= told.interests.length || j >= told.rounds.length) return
    setHere([i, j])
    grid.current.querySelector(`[data-at="${i},${j}"]`).focus()
  }
  return (
    <div class="map" role="grid" aria-label={t('map_grid')} ref={grid} onKeyDown={walk}>
      <div class="row head" role="row">
        <span class="corner" role="columnheader">{t('round')}</span>
        {told.rounds.map(r => <span key={r} role="columnheader" style={{ '--at': r }} class={r === player.round.value ? 'at' : ''}>{r}</span>)}
      </div>
      {told.interests.map((interest, i) => {
        const name = interestName(t, data, tables.value, interest)
        return (
          <div key={interest} class="row" role="row">
            <span class="name" role="rowheader">{rowName(t, data, tables.value, interest)}</span>
            {told.rounds.map((round, j) => {
              const effect = effects.get(`${interest}@${round}`)
              if (!effect) return null
              const chosen = pick.value.kind === 'told' && pick.value.interest === interest && pick.value.round === round
              return (
                <span key={round} role="gridcell" style={{ '--at': round }} aria-selected={chosen}>
                  <button type="button" class={`cell ${effect}`} data-at={`${i},${j}`} tabIndex={here[0] === i && here[1] === j ? 0 : -1}
                    aria-label={t('map_cell', { interest: name, round, effect: t(`effect_${effect}`) })}
                    onClick={() => { setHere([i, j]); player.choose({ kind: 'told', interest, round }, round) }}>
                    <Mark of={signs[effect]} />
                  </button>
                </span>
              )
            })}
          </div>
        )
      })}
    </div>
  )
}
