// A whole table: icebergs to the left and right of the ring, or below it where the box is narrow.
import { Iceberg } from './iceberg.jsx'
import { useBox } from './measure.jsx'
import { Ring } from './ring.jsx'

export const ALL = 4 // up to so many parties the trust between all of them can be read

// Whose trust is drawn: null = everybody's. With many parties that of and in whoever proposes.
function focusOf(table, focus) {
  if (focus !== null || table.parties.length <= ALL) return focus
  const speaks = table.offer && table.offer.party
  return speaks > 0 ? speaks : 0
}

export function TrustLegend({ t, data, focus }) {
  const one = focus !== null || data.parties.length > ALL
  return (
    <p class="legend">
      {one ? t('trust_legend_one', { party: focus === null ? t('the_proposer') : t.label(data.parties[focus].label) }) : t('trust_legend')}
      {['high', 'middle', 'low'].map((which, i) => (
        <span class="sample">
          <svg viewBox="0 0 40 10" aria-hidden="true"><path class={`trust ${which}`} d="M2 5H38" stroke-width={[6, 4, 2.5][i]} /></svg> {t(`trust_${which}`)}
        </span>
      ))}
    </p>
  )
}

export function Scene({ t, data, table, focus, id }) {
  const [ref, box] = useBox()
  const [middle, inner] = useBox()
  const n = table.parties.length
  const shape = box.width >= (n > ALL ? 55 : 38) * box.letter ? 'wide' : 'high'
  return (
    <div class={`scene ${shape} ${n % 2 ? 'odd' : ''}`} ref={ref} style={{ '--rows': Math.max(1, Math.floor(n / 2)) }}>
      <div class="middle">
        <div class="canvas" ref={middle}>
          {inner.width > 0 && <Ring t={t} table={table} focus={focusOf(table, focus)} width={inner.width} height={inner.height} letter={inner.letter} id={id} />}
        </div>
      </div>
      {table.parties.map((party, p) => <Iceberg key={party.id} t={t} data={data} table={table} p={p} />)}
    </div>
  )
}
