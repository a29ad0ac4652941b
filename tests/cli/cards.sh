#!/bin/bash
# shellcheck disable=SC1091,SC2154
# Cards to print: of every case, in both languages; what they say of a case made by hand; nothing is
# overwritten. Who may read what: tests/test_cards.c.
. "$(dirname "$0")/library.sh"

# side FILE CLASS N: the N-th card of that class, from 0, on standard output
side() {
  awk -v class="card $2" -v n="$3" '
    /^<section/ { on = index($0, "\"" class) > 0 && seen++ == n }
    on { print }' "$work/$1"
}

for case in "$cases"/*/; do
  name=$(basename "$case")
  code 0 "$POLDER" cards "$case" -o "$work/$name"
  silent err
  for language in nl en; do
    says out "^$work/$name/cards.$language.html\$"
    says "$name/cards.$language.html" "<html lang=\"$language\">"
  done
done

side weerthuis/cards.nl.html trainer 0 >"$work/sheet"
says sheet 'Er is ruimte'
says sheet 'Wat moet er waar zijn, wil dit nee verstandig zijn\?'
side geen-ruimte/cards.en.html trainer 0 >"$work/sheet"
says sheet 'There is no package'

# Marks, by hand: what a cook wants whole is its best, nothing its worst.
code 0 "$POLDER" new "$work/case"
cat >"$work/case/parties.csv" <<'END'
party,label_nl,label_en,power,reservation
ada,"Ada <b>&""co""</b>",Ada,1,0.5
bob,"</style>\Bob'*/",Bob,0,0.5
END
cat >"$work/case/interests.csv" <<'END'
party,interest,label_nl,label_en,weight,visibility,minimum,sensitivity
ada,x,"Meer <dan> 1 & ""2""",More,3,hidden,0.3,0.9
ada,y,Onbewust & zwaar,Unaware,1,unaware,,0.1
bob,z,Bobs belang,Interest of Bob,1,hidden,,0.5
END
cat >"$work/case/options.csv" <<'END'
issue,option,issue_nl,label_nl,label_en,requires,ada.x,ada.y,bob.z
one,a,een,Alles,All,,1,0,0
one,b,,Niets,None,,0,0.4,1
one,c,,Later pas gezien,Seen later,bob.z,0.5,0.5,0.5
two,d,twee,Wel,Yes,,0.2,0.1,0
two,e,,Niet,No,,0,0,0.1
END
rm -f "$work"/case/{pairs,relations,events,arms}.csv
code 0 "$POLDER" cards "$work/case" -o "$work/own" --lang nl
[ ! -e "$work/own/cards.en.html" ] || fail "--lang nl wrote English too"
side own/cards.nl.html back 0 >"$work/back"
says back 'Meer &lt;dan&gt; 1 &amp; &quot;2&quot;'
says back 'Minder dan een derde|Minder dan een kwart'
says back 'telt het meest, heel moeilijk'
tr -d '\n' <"$work/back" | grep -Eq '\+\+</td><td>Alles' || fail "the best is not ++: $(cat "$work/back")"
tr -d '\n' <"$work/back" | grep -Eq '×</td><td>Niets' || fail "a red line: $(cat "$work/back")"
grep -q 'Later pas gezien' "$work/back" && fail "an option that nobody sees yet"
side own/cards.nl.html trainer 0 >"$work/sheet"
says sheet 'Later pas gezien.*komt in beeld als is uitgesproken: .*Bobs belang'
says sheet 'Onbewust &amp; zwaar.*<b>onbewust</b>'
side own/cards.nl.html front 1 >"$work/front"
says front 'maar hebt geen stem'
[ "$(grep -c '</style>' "$work/own/cards.nl.html")" = 1 ] || fail "a label ended the style"
grep -q 'Bob.*<b>&"co"' "$work/own/cards.nl.html" && fail "a label was not escaped"

# Nothing is overwritten.
cp "$work/own/cards.nl.html" "$work/before"
code 4 "$POLDER" cards "$work/case" -o "$work/own" --lang nl
says err 'kies een andere map'
code 4 "$POLDER" cards "$work/case" -o "$work/own"
cmp -s "$work/before" "$work/own/cards.nl.html" || fail "overwritten"
[ ! -e "$work/own/cards.en.html" ] || fail "half of it was written"
code 2 "$POLDER" cards "$work/case"
says err '-o'
code 4 "$POLDER" cards "$work/nothing" -o "$work/o"
code 4 "$POLDER" cards "$work/case" -o /proc/cards
printf 'party\n' >"$work/case/parties.csv"
code 3 "$POLDER" cards "$work/case" -o "$work/o"
[ ! -e "$work/o" ] || fail "a wrong case left a folder"
exit "$bad"
