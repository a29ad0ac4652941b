// Starts the page of a replay: unpacks its data, shows it, and keeps the document's language and title right.
import { effect } from '@preact/signals'
import { render } from 'preact'
import { unpack } from './data.js'
import { Page } from './play/page.jsx'
import { Sheet } from './play/sheet.jsx'
import { drive, listen, makePlayer } from './player.js'

const player = makePlayer(unpack(document.getElementById('data').textContent))
effect(() => {
  document.documentElement.lang = player.lang.value
  document.title = player.t.value.label(player.data.title)
})
drive(player)
listen(player)
render(<Page player={player} />, document.getElementById('page'))

// The sheet is there while it is printed, and no longer: it tells how both stories ended.
const paper = on => render(on ? <Sheet player={player} /> : null, document.getElementById('sheet'))
addEventListener('beforeprint', () => paper(true))
addEventListener('afterprint', () => paper(false))
const printing = matchMedia('print')
printing.addEventListener('change', () => paper(printing.matches))
