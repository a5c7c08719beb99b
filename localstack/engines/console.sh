# What the scripts here say, and how they stop. To be sourced.
# shellcheck shell=bash

say() { printf 'engines: %s\n' "$*" >&2; }

fail() {
  say "$@"
  exit 1
}

# The comment at the top of the running script is its usage text.
usage() { sed -n '2,/^[^#]/{s/^# \{0,1\}//p}' "$0"; }

# step NAME COMMAND…: runs it, and says how many seconds it took. What it prints goes to a log, which is shown if it fails.
step() {
  local name=$1 began=$SECONDS log
  shift
  log=$(mktemp)
  say "$name …"
  # In a process of its own, as a function that is called in a condition doesn't stop at its first error.
  ("$@") >"$log" 2>&1 &
  if wait $!; then
    say "$name: done in $((SECONDS - began)) s"
    rm -f "$log"
  else
    tail -n 30 "$log" >&2
    fail "$name: failed after $((SECONDS - began)) s; the whole output is in $log"
  fi
}

cache=${XDG_CACHE_HOME:-$HOME/.cache}/cloudstore
