// A whole table: icebergs to the left and right of the ring, or below it where the box is narrow.
import { Iceberg } from './iceberg.jsx'
import { useBox } from './measure.jsx'
import { level, Ring } from './ring.jsx'

const ALL = 5 // up to so many parties the trust between all of them can be read

// Whose trust is drawn: null = everybody's.
export function focusOf(table, focus, width, letter) {
  if (focus !== null && focus >= 0) return focus
  if (focus === null && table.parties.length <= ALL && width >= (table.parties.length > 4 ? 26 : 17) * letter) return null
  const speaks = table.offer && table.offer.party
  return speaks === undefined || speaks === null || speaks < 0 ? 0 : speaks
}

function Legend({ t, table, focus }) {
  return (
    <p class="legend">
      {focus === null ? t('trust_legend') : t('trust_legend_one', { party: t.label(table.parties[focus].label) })}
      {['high', 'middle', 'low'].map((which, i) => (
        <span class="sample">
          <svg viewBox="0 0 40 10" aria-hidden="true"><path class={`trust ${which}`} d="M2 5H38" stroke-width={[6.5, 4.5, 2.8][i]} /></svg> {t(`trust_${which}`)}
        </span>
      ))}
    </p>
  )
}

export function Scene({ t, data, table, focus, id }) {
  const [ref, box] = useBox()
  const [middle, inner] = useBox()
  const n = table.parties.length
  const shape = box.width >= 44 * box.letter ? 'wide' : box.width >= 30 * box.letter ? 'half' : 'slim'
  const shown = focusOf(table, focus, inner.width, inner.letter)
  return (
    <div class={`scene ${shape} ${n % 2 ? 'odd' : ''}`} ref={ref} style={{ '--rows': Math.max(1, Math.floor(n / 2)) }}>
      <div class="middle">
        <div class="canvas" ref={middle}>
          {inner.width > 0 && <Ring t={t} table={table} focus={shown} width={inner.width} height={inner.height} letter={inner.letter} id={id} />}
        </div>
        <Legend t={t} table={table} focus={shown} />
      </div>
      {table.parties.map((party, p) => <Iceberg key={party.id} t={t} data={data} table={table} p={p} />)}
    </div>
  )
}

export { level }
