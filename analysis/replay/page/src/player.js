// What the viewer chose and where the player stands. Everything that is seen follows from these signals.
import { computed, signal } from '@preact/signals'
import { branches, effects, findStory } from './data.js'
import { tableAt } from './table.js'
import { speak } from './words.js'

export const paces = { slow: 2600, normal: 1300, fast: 500 }

export function makePlayer(data) {
  const lang = signal(data.language)
  const pick = signal({ kind: 'asis' })
  const beside = signal(true)
  const round = signal(0)
  const playing = signal(false)
  const pace = signal('normal')
  const turned = signal(false)
  const focus = signal(null)

  const base = data.stories[0]
  const story = computed(() => findStory(data, pick.value) || base)
  const shown = computed(() => (story.value === base ? [base] : beside.value ? [base, story.value] : [story.value]))
  const last = computed(() => Math.max(...shown.value.map(s => s.last)))
  const tables = computed(() => shown.value.map(s => tableAt(data, s, round.value, turned.value)))
  const rounds = Math.max(...data.stories.map(s => s.last))

  const go = to => { round.value = Math.max(0, Math.min(last.value, to)) }
  const stop = () => { playing.value = false }
  const player = {
    data, lang, pick, beside, round, playing, pace, turned, focus, story, shown, last, tables, rounds,
    t: computed(() => speak(lang.value)),
    told: branches(data),
    effects: effects(data),
    go: to => { stop(); go(to) },
    step: by => { stop(); go(round.value + by) },
    toggle: () => {
      if (!playing.value && round.value >= last.value) round.value = 0
      playing.value = !playing.value
    },
    // Shows another story; a told one from the round in which it parts.
    choose: (what, at) => {
      stop()
      pick.value = what
      go(at === undefined ? round.value : at)
    }
  }
  return player
}

// Calls `tick` at the player's pace while it plays; returns how to end it.
export function drive(player) {
  let timer = 0
  return player.playing.subscribe(on => {
    clearTimeout(timer)
    const tick = () => {
      if (!player.playing.value) return
      if (player.round.value < player.last.value) player.round.value++
      if (player.round.value >= player.last.value) player.playing.value = false
      else timer = setTimeout(tick, paces[player.pace.value])
    }
    if (on) timer = setTimeout(tick, 300)
  })
}

// Space, arrows, Home and End, wherever the control with the focus does not need them itself.
export function listen(player) {
  const slides = 'select,[type=range],[role=grid] *'
  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const needs = event.key === ' ' ? 'button,input,select' : event.key.startsWith('Arrow') ? `${slides},[type=radio]` : slides
    const does = {
      ' ': player.toggle,
      ArrowLeft: () => player.step(-1),
      ArrowRight: () => player.step(1),
      Home: () => player.go(0),
      End: () => player.go(player.last.value)
    }[event.key]
    if (!does || (event.target.closest && event.target.closest(needs))) return
    event.preventDefault()
    does()
  })
}
