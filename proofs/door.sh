#!/usr/bin/env bash
# The part of the door, ../multimail, that checks the proofs. It is read by it and not run by itself.

# Lean checks the theorems and the committed tables; the Java test that Java decides as the tables say.
test_proofs() {
  local python
  python=$(find_python)
  PYTHONDONTWRITEBYTECODE=1 "$python" proofs/check.py 2>&1 | tee $LOGS/proofs.log
}

# Plays many more traces through the real handlers, and lets the Spec, compiled, play them too.
replay() {
  local steps=$1
  [[ $steps =~ ^[1-9][0-9]*$ ]] || fail "How many steps? For example: ./multimail proofs --replay 1000000"
  command -v lake >/dev/null \
    || fail "The replay runs compiled Lean, so it needs lake; elan installs it: https://github.com/leanprover/elan"
  find_jdk
  mkdir -p $LOGS
  say "Playing $steps steps through the handlers; a thousand take about half a minute"
  one_test functions MoreTracesIT -q -Dproofs.steps="$steps" >$LOGS/replay.log 2>&1 || {
    explain_missing_downloads $LOGS/replay.log
    fail "The traces could not be played; all output is in $LOGS/replay.log"
  }
  say "Replaying them by the Spec"
  (cd proofs && lake exe replay ../functions/target/traces.txt) || fail "Java and the Spec went different ways."
  done_with "Replayed."
}

run_proofs() {
  if [ "${1:-}" = --replay ]; then
    replay "${2:-1000000}"
    return
  fi
  [ $# = 0 ] || fail "The proofs are checked by ./multimail proofs, and replayed by ./multimail proofs --replay STEPS"
  find_jdk
  mkdir -p $LOGS
  say "Comparing Java with the committed tables"
  one_test shared-core ProofDataTest -q >$LOGS/proof-data.log 2>&1 || {
    grep -E 'ERROR|decisions that|transitions that' $LOGS/proof-data.log | head -30 >&2 || true
    explain_missing_downloads $LOGS/proof-data.log
    fail "Java does not decide as the proofs say, or did not build; all output is in $LOGS/proof-data.log"
  }
  say "Checking the proofs"
  test_proofs || fail "The proofs do not stand."
  done_with "Proved."
}
