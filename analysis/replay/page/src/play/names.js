// What an interest is called where it may not be named: by its place under water.
function called(unknown, t, data, tables, i) {
  const interest = data.interests[i]
  const party = t.label(data.parties[interest.party].label)
  if (tables.some(table => table.named(i))) return `${party}: ${t.label(interest.label)}`
  const under = data.interests.map((_, k) => k).filter(k => data.interests[k].party === interest.party && data.interests[k].seen !== 'open')
  return t(unknown, { party, n: under.indexOf(i) + 1 })
}

export const interestName = (...what) => called('unknown_interest', ...what)
export const rowName = (...what) => called('unknown_row', ...what)

export function storyTitle(t, story) {
  if (story.kind === 'told') return t('told_title', { round: story.round })
  if (story.kind === 'spoken') return story.from > story.last ? t('story_spoken') : t('spoken_title', { round: story.from })
  return t('story_asis')
}
