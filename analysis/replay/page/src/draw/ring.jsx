// The table: a seat for each party, and the trust between them as width, dash and number.
import { Mark } from './marks.jsx'
import { bend, line, seats, wrap } from './ring.js'

export const level = trust => (trust >= 50 ? 'high' : trust >= 30 ? 'middle' : 'low')

export function answerOf(table, p) {
  if (table.parties[p].gone) return 'gone'
  const said = table.offer && table.offer.answers.get(p)
  return said ? (said.did === 'accept' ? 'yes' : 'no') : ''
}

// `drop`: so many lines further from the seat, to keep clear of the name on the other side.
function Name({ lines, place, radius, letter, drop }) {
  const step = 1.15 * letter
  const x = place.side === 'middle' ? place.x : place.side === 'start' ? place.x - radius - 0.7 * letter : place.x + radius + 0.7 * letter
  const y = place.above ? place.y - Math.max(radius, 1.25 * letter) - 0.75 * letter - (lines.length - 1 + drop) * step : place.y + Math.max(radius, 1.25 * letter) + 1.35 * letter + drop * step
  return (
    <text class="seat-name" text-anchor={place.side} font-size={letter}>
      {lines.map((part, i) => <tspan x={x} y={y + i * step}>{part}</tspan>)}
    </text>
  )
}

// Everybody's trust in everybody (focus null), or that of and in one party.
export function Ring({ t, table, focus, width, height, letter, id }) {
  const { parties, trust, offer } = table
  const n = parties.length
  const narrow = width < 24 * letter
  const radius = Math.max(11, (n > 10 || narrow ? 0.9 : 1.25) * letter)
  const letters = Math.max(8, Math.floor(0.6 * width / (0.63 * letter)))
  const names = parties.map(party => wrap(t.label(party.label), letters))
  const long = p => Math.max(...names[p].map(part => part.length)) * 0.63 * letter
  const room = p => width - 2 * bend(Math.floor(p / 2), n, width) - 8 - letter
  const drops = names.map((_, p) => (p % 2 === 1 && long(p) + long(p - 1) > room(p) ? names[p - 1].length + (focus === null ? 0 : 1) : 0))
  const rows = Math.max(...names.map((name, p) => name.length + drops[p])) + (focus === null ? 0 : 1)
  const places = seats(n, width, height, { radius, letter, extra: 1.15 * letter * Math.max(...drops), label: 8 + (rows * 1.15 + 0.5) * letter + Math.max(0, 1.25 * letter - radius) })
  const pairs = []
  for (let i = 0; trust && i < n; i++)
    for (let j = 0; j < n; j++)
      if (i !== j && (focus === null || i === focus || j === focus)) pairs.push({ i, j, value: trust[i * n + j] })
  const drawn = pairs.map(({ i, j, value }) => ({ ...line(places[i], places[j], radius, letter), value }))
  const told = pairs.map(({ i, j, value }) => t('trust_pair', { who: t.label(parties[i].label), to: t.label(parties[j].label), n: value }))
  const top = n === 2 ? places[0].y - 2.4 * radius : places[0].y
  const bottom = n === 2 ? places[0].y + 2.4 * radius : places[n - 1].y
  return (
    <svg class="ring" viewBox={`0 0 ${width} ${height}`} role="img" aria-labelledby={`${id}-title ${id}-desc`}>
      <title id={`${id}-title`}>{t('trust_title')}</title>
      <desc id={`${id}-desc`}>{told.join('; ') || t('trust_none')}</desc>
      <rect class="board" x={0.14 * width} y={top} rx={Math.min(0.2 * height, (bottom - top) / 2)} width={0.72 * width} height={bottom - top} />
      {drawn.map(({ d, value }) => <path class={`trust ${level(value)}`} d={d} stroke-width={1.2 + value / 14} />)}
      {focus === null && drawn.map(({ label, value }) => <text class={`number ${level(value)}`} x={label.x} y={label.y + 0.35 * letter} text-anchor="middle" font-size={letter}>{value}</text>)}
      {parties.map((party, p) => {
        const answer = answerOf(table, p)
        const place = places[p]
        const both = trust && focus !== null && p !== focus ? [`→ ${trust[focus * n + p]} ← ${trust[p * n + focus]}`] : []
        return (
          <g class={`seat ${answer} ${offer && offer.party === p ? 'speaks' : ''}`}>
            <circle cx={place.x} cy={place.y} r={radius} />
            {(answer === 'yes' || answer === 'no') && <Mark of={answer} x={place.x} y={place.y} size={1.3 * radius} />}
            <Name lines={[...names[p], ...both]} place={place} radius={radius} letter={letter} drop={drops[p]} />
          </g>
        )
      })}
    </svg>
  )
}
