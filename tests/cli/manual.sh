#!/bin/bash
# shellcheck disable=SC1091,SC2154
# Manual and completion come from the table of verbs, and are well formed.
. "$(dirname "$0")/library.sh"

for language in nl en; do
  code 0 "$POLDER" help --man --lang $language
  for verb in check run compare analyse new list help version; do
    says out "^\.SS \"polder $verb"
  done
  says out '^\\fBbias\\fR$'
  if command -v groff >/dev/null; then
    cp "$work/out" "$work/page"
    code 0 groff -man -Tutf8 -Kutf8 -ww -z "$work/page"
    silent err
  fi
done
code 0 "$POLDER" help --completion bash
bash -n "$work/out" || fail "the completion is no bash"
. "$work/out"
COMP_WORDS=(polder com)
COMP_CWORD=1
_polder
[ "${COMPREPLY[*]}" = compare ] || fail "com completes to ${COMPREPLY[*]}"
COMP_WORDS=(polder run --ar)
COMP_CWORD=2
_polder
[ "${COMPREPLY[*]}" = --arm ] || fail "--ar completes to ${COMPREPLY[*]}"
for shell in zsh fish; do
  code 0 "$POLDER" help --completion $shell
  says out compare
  if command -v $shell >/dev/null; then
    $shell -n "$work/out" || fail "the completion is no $shell"
  fi
done
code 2 "$POLDER" help --completion csh
exit "$bad"
