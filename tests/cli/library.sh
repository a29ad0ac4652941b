# shellcheck shell=bash disable=SC2034
# Shared by the scripts beside it; not a test. POLDER is the program.
set -u
: "${POLDER:?the program to test}"
export LC_ALL=C.UTF-8 NO_COLOR=1
here=$(cd "$(dirname "$0")/../.." && pwd)
cases=$here/scenarios
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0

# As make MPI=1 builds it. Containers forbid one of Open MPI's shortcuts between processes; and nobody
# needs a second to come to an end.
mpi=$here/build/mpi/polder
mpirun=(mpirun --allow-run-as-root --oversubscribe --mca odls_base_sigkill_timeout 0
  --mca btl_vader_single_copy_mechanism none)

fail() {
  echo "  not so: $*"
  bad=1
}

# code NUMBER command...: the exit code must be NUMBER; output lands in $work/out and $work/err
code() {
  local wanted=$1 got
  shift
  "$@" >"$work/out" 2>"$work/err" </dev/null
  got=$?
  [ "$got" = "$wanted" ] || fail "exit code $got instead of $wanted: $* $(head -3 "$work/err")"
}

# says FILE PATTERN: a line of $work/FILE matches
says() {
  grep -Eq -- "$2" "$work/$1" || fail "$1 has no /$2/ but: $(head -3 "$work/$1")"
}

# listens PID SIGNAL: waits until the process has a handler for the signal
listens() {
  local bit=$(($(kill -l "$2") - 1)) caught
  until caught=$(sed -n 's/^SigCgt:[[:space:]]*//p' "/proc/$1/status" 2>/dev/null) &&
    (((16#${caught:-0} >> bit) & 1)); do
    kill -0 "$1" 2>/dev/null || { fail "ended before $2 could be sent"; return; }
    sleep .01
  done
}

silent() {
  [ ! -s "$work/$1" ] || fail "$1 should be empty: $(head -3 "$work/$1")"
}

# json FILE: parses, when there is a Python to ask
json() {
  command -v python3 >/dev/null || return 0
  python3 -c 'import json,sys; [json.loads(l) for l in open(sys.argv[1])]' "$work/$1" ||
    fail "$1 is no JSON"
}
