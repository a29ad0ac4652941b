// What an interest is called where it may not be named: by its place under water.
export function interestName(t, data, tables, i) {
  const interest = data.interests[i]
  if (tables.some(table => table.named(i))) return `${t.label(data.parties[interest.party].label)}: ${t.label(interest.label)}`
  const under = data.interests.map((_, k) => k).filter(k => data.interests[k].party === interest.party && data.interests[k].seen !== 'open')
  return t('unknown_interest', { party: t.label(data.parties[interest.party].label), n: under.indexOf(i) + 1 })
}

export function storyTitle(t, story) {
  if (story.kind === 'told') return t('told_title', { round: story.round })
  return t(story.kind === 'spoken' ? 'spoken_title' : 'story_asis')
}
