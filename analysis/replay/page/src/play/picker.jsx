// Which story is shown, and beside what.
import { interestName } from './names.js'

const Choice = ({ name, checked, onPick, children }) => (
  <label class="choice"><input type="radio" name="story" value={name} checked={checked} onChange={onPick} /> {children}</label>
)

export function Picker({ player }) {
  const { data, pick, beside, told, t: { value: t }, tables } = player
  const { kind } = pick.value
  const [first] = [...player.effects].find(([, effect]) => effect === 'breaks' || effect === 'loses') || [...player.effects][0] || ['']
  const [interest, round] = kind === 'told' ? [pick.value.interest, pick.value.round] : first.split('@').map(Number)
  const tell = (i, r) => player.choose({ kind: 'told', interest: i, round: r }, r)
  return (
    <fieldset class="picker">
      <legend>{t('story')}</legend>
      <Choice name="asis" checked={kind === 'asis'} onPick={() => player.choose({ kind: 'asis' })}>{t('story_asis')}</Choice>
      <Choice name="spoken" checked={kind === 'spoken'} onPick={() => player.choose({ kind: 'spoken' })}>{t('story_spoken')}</Choice>
      {told.interests.length > 0 && (
        <Choice name="told" checked={kind === 'told'} onPick={() => tell(interest, round)}>{t('story_told')}</Choice>
      )}
      {kind === 'told' && (
        <span class="which">
          <label>{t('told_what')} <select value={interest} onChange={e => tell(Number(e.target.value), round)}>
            {told.interests.map(i => <option key={i} value={i}>{interestName(t, data, tables.value, i)}</option>)}
          </select></label>
          <label>{t('told_when')} <select value={round} onChange={e => tell(interest, Number(e.target.value))}>
            {told.rounds.map(r => <option key={r} value={r}>{r}</option>)}
          </select></label>
        </span>
      )}
      {kind !== 'asis' && (
        <label class="choice"><input type="checkbox" checked={beside.value} onChange={e => { beside.value = e.target.checked; player.go(player.round.value) }} /> {t('beside')}</label>
      )}
    </fieldset>
  )
}

export function Trusts({ player }) {
  const { data, focus, t: { value: t } } = player
  return (
    <label class="choice">{t('trust_by')} <select value={focus.value === null ? '' : focus.value} onChange={e => { focus.value = e.target.value === '' ? null : Number(e.target.value) }}>
      <option value="">{t(data.parties.length > 4 ? 'trust_speaker' : 'trust_all')}</option>
      {data.parties.map((party, p) => <option key={party.id} value={p}>{t('trust_one', { party: t.label(party.label) })}</option>)}
    </select></label>
  )
}
