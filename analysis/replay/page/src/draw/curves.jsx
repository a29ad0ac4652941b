// Trust and support by round, on the columns of the map: thick the story shown, dashed how it went.
import { mean, roundOf, support } from '../data.js'

const across = story => Array.from({ length: story.last }, (_, i) => i + 1)

export function series(data, story) {
  const n = data.parties.length
  return {
    trust: across(story).map(r => mean(roundOf(data, story, r).trust, n)),
    each: data.parties.map((_, p) => across(story).map(r => mean(roundOf(data, story, r).trust, n, p))),
    support: across(story).map(r => { const s = support(roundOf(data, story, r).acts); return s === null ? null : 100 * s })
  }
}

const round1 = x => x.toFixed(1)
const polyline = (values, x, y) => values.map((v, i) => (v === null ? null : `${round1(x(i + 1))},${round1(y(v))}`)).filter(Boolean).join(' ')

// One plot: `x` gives the middle of a round's column; `grid` the width of all of it.
export function Plot({ t, id, what, values, each = [], before, width, height, letter, x, cursor, parts, steps }) {
  const top = 0.3 * letter
  const bottom = height - 0.3 * letter
  const y = v => bottom - (v / 100) * (bottom - top)
  const told = values.map(v => (v === null ? '–' : Math.round(v))).join(', ')
  const half = (x(2) - x(1)) / 2
  return (
    <svg class="plot" viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img" aria-labelledby={`${id}-title ${id}-desc`}>
      <title id={`${id}-title`}>{what}</title>
      <desc id={`${id}-desc`}>{t('curve_desc', { what, last: values.length, values: told })}</desc>
      {[0, 50, 100].map(v => <line class="grid" x1={x(1) - half} x2={width} y1={y(v)} y2={y(v)} />)}
      {steps
        ? values.map((v, i) => v !== null && <rect class={`yes-share ${v === 100 ? 'full' : ''}`} x={x(i + 1) - 0.7 * half} width={1.4 * half} y={y(v)} height={Math.max(1, bottom - y(v))} />)
        : each.map(one => <polyline class="each" points={polyline(one, x, y)} />)}
      {before && <polyline class="before" points={polyline(before, x, y)} />}
      {!steps && <polyline class="now" points={polyline(values, x, y)} />}
      {parts > 0 && <line class="parts" x1={x(parts) - half} x2={x(parts) - half} y1={0} y2={height} />}
      {cursor > 0 && <line class="cursor" x1={x(cursor)} x2={x(cursor)} y1={0} y2={height} />}
      {cursor > 0 && cursor <= values.length && values[cursor - 1] !== null && <circle class="point" cx={x(cursor)} cy={y(values[cursor - 1])} r={0.3 * letter} />}
    </svg>
  )
}
