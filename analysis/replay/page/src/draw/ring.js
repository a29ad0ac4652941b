// Where everybody sits, and how lines run between them: geometry alone, in pixels.

// How far the seats of a row of two are from the edge: with more rows than two they stand in an oval.
export function bend(row, n, width) {
  const rows = Math.floor(n / 2)
  return rows > 2 ? 0.16 * width * (Math.abs(row - (rows - 1) / 2) / ((rows - 1) / 2)) ** 2 : 0.02 * width
}

// Seats in rows of two, left and right; an odd last one at the foot of the table.
export function seats(n, width, height, { radius, label, letter, extra }) {
  const rows = Math.floor(n / 2)
  const odd = n % 2 === 1
  const top = label + radius
  const bottom = height - label - radius
  const places = []
  for (let i = 0; i < 2 * rows; i++) {
    const row = Math.floor(i / 2)
    const last = odd ? bottom - Math.min(0.36 * height, 3.2 * radius + 2.4 * letter + extra) : bottom
    const y = rows === 1 ? (odd ? top + 0.15 * (bottom - top) : (top + bottom) / 2) : top + (row * (last - top)) / (rows - 1)
    const x = radius + 2 + 0.8 * letter + bend(row, n, width)
    places.push({ x: i % 2 === 0 ? x : width - x, y, side: i % 2 === 0 ? 'start' : 'end', above: row === 0 || (rows > 2 && row < rows / 2) })
  }
  if (odd) places.push({ x: width / 2, y: bottom, side: 'middle', above: false })
  return places
}

// A line from one seat to another, bent a little to its own right, so that both directions are seen.
// The number stands near `from`, on a diagonal further along, where there is more room.
export function line(from, to, radius, letter) {
  const dx = to.x - from.x
  const dy = to.y - from.y
  const length = Math.hypot(dx, dy)
  const [ux, uy] = [dx / length, dy / length]
  const bow = Math.min(13, 0.07 * length)
  const at = (s, side) => ({ x: from.x + ux * s - uy * side, y: from.y + uy * s + ux * side })
  const a = at(radius + 4, 5)
  const b = at(length - radius - 9, 5)
  const m = at(length / 2, 5 + 2 * bow)
  const diagonal = Math.abs(dx) > radius && Math.abs(dy) > radius
  const share = Math.min(0.4, (radius + (diagonal ? 3.6 : 1.7) * letter) / length)
  const mix = (p, q, r) => (1 - share) ** 2 * p + 2 * share * (1 - share) * q + share ** 2 * r
  const point = v => `${v.x.toFixed(1)} ${v.y.toFixed(1)}`
  return { d: `M${point(a)}Q${point(m)} ${point(b)}`, label: { x: mix(a.x, m.x, b.x), y: mix(a.y, m.y, b.y) } }
}

// A name in lines of at most so many letters.
export function wrap(text, letters) {
  const lines = ['']
  for (const word of text.split(/\s+/)) {
    const last = lines.length - 1
    if (lines[last] && lines[last].length + 1 + word.length > letters) lines.push(word)
    else lines[last] = lines[last] ? `${lines[last]} ${word}` : word
  }
  return lines
}
