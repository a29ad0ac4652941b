#!/bin/bash
# shellcheck disable=SC1091,SC2154
# Several processes under mpirun: one of them speaks, and the trouble of one is the end of all.
# That they give the same bytes is in batch.sh.
. "$(dirname "$0")/library.sh"
cd "$here" || exit 1
batch=("$mpi" batch scenarios/weerthuis --vary 'bias=0|2')

# once PATTERN: a line of standard error matches, no two do
once() {
  [ "$(grep -Ec -- "$1" "$work/err")" = 1 ] || fail "not once /$1/: $(head -5 "$work/err")"
}

# a program with MPI works without mpirun, and says what it is
code 0 "$mpi" version
says out 'with MPI'
code 0 "$POLDER" version
says out 'without MPI'
code 0 "${batch[@]}" -n 20 -o "$work/alone"
says out 'is ready'

# stopping when precise enough goes by stages, on all ranks alike
code 0 "$POLDER" batch scenarios/weerthuis --vary 'bias=0|2' --until-halfwidth .05 -o "$work/looked"
cp "$work/out" "$work/once"
code 0 "${mpirun[@]}" -n 2 "${batch[@]}" --until-halfwidth .05 -o "$work/together"
[ "$(grep sha256 "$work/out")" = "$(grep sha256 "$work/once")" ] || fail "looks have other bytes"

code 0 "${mpirun[@]}" -n 2 "${batch[@]}" --until-halfwidth .05 -o "$work/together"
says out 'ready already'

# mistakes are told once, and nothing is made
code 2 "${mpirun[@]}" -n 3 "${batch[@]}" --arms asis,spokn -o "$work/none"
once 'spokn'
code 2 "${mpirun[@]}" -n 3 "${batch[@]}" --bogus -o "$work/none"
once 'bogus'
code 2 "${mpirun[@]}" -n 2 "$POLDER" batch scenarios/weerthuis -n 20 -o "$work/none"
once 'built without MPI'
[ ! -e "$work/none" ] || fail "a refused batch made a folder"
code 0 "${mpirun[@]}" -n 2 "${batch[@]}" --dry-run
[ "$(wc -l <"$work/out")" = 2 ] || fail "a dry run said: $(cat "$work/out")"

# rank 1 sees another disk, or cannot write; what the others wrote stays valid
mkdir -p "$work/0" "$work/1/results"
for rank in 0 1; do
  ln -s "$here/scenarios" "$work/$rank/scenarios"
done
cat >"$work/apart" <<'END'
#!/bin/sh
cd "$OMPI_COMM_WORLD_RANK" && exec "$@"
END
chmod +x "$work/apart"
cd "$work" || exit 1
apart=("${mpirun[@]}" -n 2 "$work/apart" "${batch[@]}" -n 2000 -o results)
code 4 "${apart[@]}"
once 'rank 1, .*no results of polder batch here'
cp 0/results/plan.json 1/results
touch 1/results/parts
code 4 "${apart[@]}"
once 'rank 1, .*parts.*Not a directory'
once 'stays valid in results; the same command goes on'
sed -i 's/"fingerprint":"..../"fingerprint":"0000/' 1/results/plan.json
code 3 "${apart[@]}"
once 'rank 1, .*not those of rank 0'
rm 1/scenarios
code 4 "${apart[@]}"
once 'rank 1, .*all machines need the same files'

# a signal to mpirun, which passes it on
cd "$here" || exit 1
"${mpirun[@]}" -n 2 "${batch[@]}" -n 100000 -o "$work/stopped" >"$work/out" 2>"$work/err" &
pid=$!
until [ -e "$work/stopped/parts/0000000000" ]; do
  sleep .05
done
code 4 "$POLDER" batch scenarios/weerthuis --vary 'bias=0|2' -n 100000 -o "$work/stopped"
says err 'another polder is at work here'
kill -USR1 $pid
wait $pid
got=$?
[ "$got" = 130 ] || fail "exit code $got after SIGUSR1"
exit "$bad"
