// The signs of the page, drawn and not typed: not every machine has letters for them.
const paths = {
  yes: 'M4 13l5 5L20 6',
  no: 'M6 6l12 12M18 6L6 18',
  play: 'M7 4l13 8-13 8z',
  pause: 'M7 4v16M17 4v16',
  back: 'M17 4L6 12l11 8z',
  forward: 'M7 4l11 8-11 8z',
  first: 'M19 4L9 12l10 8zM5 4v16',
  last: 'M5 4l10 8-10 8zM19 4v16',
  late: 'M12 5v7l5 3M12 2a10 10 0 1 0 .1 0',
  same: 'M7 12h10'
}
const filled = new Set(['play', 'back', 'forward', 'first', 'last'])

export const Mark = ({ of, x, y, size }) => (
  <svg class={`mark ${of}`} viewBox="0 0 24 24" aria-hidden="true" {...(size ? { x: x - size / 2, y: y - size / 2, width: size, height: size } : {})}>
    <path d={paths[of]} fill={filled.has(of) ? 'currentColor' : 'none'} stroke="currentColor" stroke-width={of === 'yes' || of === 'no' ? 3.4 : 2.4} stroke-linecap="round" stroke-linejoin="round" />
  </svg>
)
