// Play, pause, step, step back and scrub.
import { Mark } from '../draw/marks.jsx'
import { paces } from '../player.js'

const Button = ({ label, of, onPress, class: kind = '' }) => (
  <button type="button" class={kind} aria-label={label} title={label} onClick={onPress}><Mark of={of} /></button>
)

export function Transport({ player }) {
  const { t: { value: t }, round, last, playing, pace } = player
  const where = round.value === 0 ? t('start') : t('round_of', { n: round.value, last: last.value })
  return (
    <div class="transport">
      <div class="buttons">
        <Button label={t('first')} of="first" onPress={() => player.go(0)} />
        <Button label={t('back')} of="back" onPress={() => player.step(-1)} />
        <Button label={t(playing.value ? 'pause' : 'play')} of={playing.value ? 'pause' : 'play'} onPress={player.toggle} class="main" />
        <Button label={t('forward')} of="forward" onPress={() => player.step(1)} />
        <Button label={t('last')} of="last" onPress={() => player.go(last.value)} />
      </div>
      <input type="range" class="scrub" min="0" max={last.value} step="1" value={round.value} aria-label={t('round')} aria-valuetext={where} onInput={e => player.go(Number(e.target.value))} />
      <output class="where">{where}</output>
      <label class="pace">{t('speed')} <select value={pace.value} onChange={e => { pace.value = e.target.value }}>
        {Object.keys(paces).map(p => <option key={p} value={p}>{t(`speed_${p}`)}</option>)}
      </select></label>
    </div>
  )
}
