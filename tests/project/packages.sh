#!/bin/sh
# .ci/install-packages asks for each missing package, says what to install when it may not, and does
# nothing when nothing is missing. The system's package tools are played by small scripts.
set -eu
top=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# Beside the fakes only what a bare machine has.
mkdir "$work/bin"
for tool in sh awk cat dirname echo env grep id sed sort tr; do
  ln -s "$(command -v $tool)" "$work/bin/$tool"
done

fake() { # name, body
  rm -f "$work/bin/$1"
  printf '#!/bin/sh\n%s\n' "$2" >"$work/bin/$1"
  chmod +x "$work/bin/$1"
}

expect() { # what, wanted, got
  if [ "$2" = "$3" ]; then
    echo "ok packages: $1"
  else
    echo "FAIL packages: $1: wanted '$2', got '$3'"
    failed=1
  fi
}

# Installs as a bare system would that has the packages in the file `has`.
install() {
  : >"$work/asked"
  PATH=$work/bin "$top/.ci/install-packages" build check >"$work/out" 2>&1 </dev/null
}

asked() {
  grep -o 'install .*' "$work/asked" | sed 's/.*--no-install-recommends //' | tail -n 1
}

fake dpkg-query "for name; do :; done; grep -qx \"\$name\" $work/has && printf 'ii '"
fake apt-cache "grep -qx \"\$2\" $work/offers"
fake apt-get "echo \"\$@\" >>$work/asked"
fake id 'echo 0'

list=$(awk '$1 == "build" || $1 == "check" { print $2 }' .ci/packages)
all=$(echo "$list" | sed 's/|.*//')
echo "$list" | tr '|' '\n' >"$work/offers"

echo "$all" >"$work/has"
install
expect "nothing missing, nothing asked" "" "$(cat "$work/asked")"

: >"$work/has"
install
expect "all missing, all asked" "$(echo "$all" | tr '\n' ' ' | sed 's/ $//')" "$(asked)"

for missing in $all; do
  echo "$all" | grep -vx "$missing" >"$work/has"
  install
  expect "$missing missing, $missing asked" "$missing" "$(asked)"
done

# What Ubuntu 24.04 might lack under the first name.
echo "$all" | grep -v '^libclang-rt' >"$work/has"
grep -vx libclang-rt-dev "$work/offers" >"$work/fewer"
mv "$work/fewer" "$work/offers"
install
expect "the other name when the first is not offered" libclang-rt-18-dev "$(asked)"

fake id 'echo 1000'
grep -v gsl "$work/has" >"$work/fewer"
mv "$work/fewer" "$work/has"
if install; then status=0; else status=1; fi
expect "without root and sudo it fails" 1 "$status"
expect "and asks for nothing" "" "$(cat "$work/asked")"
expect "but says what to install" \
  "  sudo apt-get update && sudo apt-get install libclang-rt-18-dev libgsl-dev" \
  "$(grep apt-get "$work/out" | sed 's/ *$//')"

# shellcheck disable=SC2016  # for the fake to expand
fake sudo 'if [ "$1" = -n ]; then exit 0; fi; exec "$@"'
install
expect "with sudo it installs" "libgsl-dev libclang-rt-18-dev" "$(asked)"

rm "$work/bin/apt-get" "$work/bin/apt-cache"
fake dnf 'exit 1'
if install; then status=0; else status=1; fi
expect "elsewhere it fails" 1 "$status"
expect "and names what that system calls them" 1 "$(grep -c 'dnf install.* gsl-devel' "$work/out")"
exit $failed
