# Checks the includes of all files against sim/rooms.txt, the first file. A part of .ci/lint.

function complain(text) {
  print FILENAME ":" FNR ": " text
  bad = 1
}

# --- sim/rooms.txt ---

FILENAME ~ /rooms\.txt$/ {
  sub(/#.*/, "")
  if (NF == 0)
    next
  key = $1
  sub(/:$/, "", key)
  if (key !~ /\.h$/)
    rooms[key] = 1
  foreign = 0
  for (i = 2; i <= NF; i++) {
    if ($i == "|")
      foreign = 1
    else if (foreign)
      library[key, $i] = 1
    else if (!($i in rooms))
      complain(key " names " $i ", which does not stand above it")
    else
      may[key, $i] = 1
  }
  next
}

# --- the sources ---

FNR == 1 {
  parts = split(FILENAME, path, "/")
  is_door = path[1] == "include" && parts == 3
  is_test = path[1] == "tests" || path[2] == "experiments"
  is_umbrella = FILENAME == "include/polder.h"
  room = is_door ? path[3] : path[2]
  if (!is_door && !is_test && !is_umbrella && !(room in rooms))
    complain("the room " room " is not in sim/rooms.txt")
  if (is_door && !(substr(room, 1, length(room) - 2) in rooms))
    complain("the door " room " is not in sim/rooms.txt")
}

!/^[ \t]*#[ \t]*include/ || is_test || is_umbrella { next }

/#[ \t]*include[ \t]*"/ {
  split($0, quoted, "\"")
  if (is_door || quoted[2] ~ /\//)
    complain("includes a private header of another room: " quoted[2])
  next
}

{
  split($0, angled, /[<>]/)
  header = angled[2]
}

header == "polder.h" { complain("<polder.h> is for users of the library") }

header ~ /^polder\// {
  door = substr(header, 8, length(header) - 9)
  if (is_door ? door != "base" && !((room, door) in may) : door != room && !((room, door) in may))
    complain(room " may not include <" header ">")
  next
}

# Everybody may use GLib and the C library of POSIX.
header ~ /^(glib|glib\/gstdio|assert|ctype|errno|fcntl|float|inttypes|limits|locale|math|signal|stdarg|stdatomic|stdbool|stddef|stdint|stdio|stdlib|string|time|unistd|pthread|sys\/(stat|types|resource|ioctl|mman|time))\.h$/ {
  next
}

{
  folder = header
  sub(/\/.*/, "", folder)
  if (!((room, header) in library) && !((room, folder) in library))
    complain(room " may not include <" header ">: a foreign library lives in one room")
}

END { exit bad }
