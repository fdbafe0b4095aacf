#!/usr/bin/env bash
# The part of the door, ../multimail, that checks the proofs. It is read by it and not run by itself.

# Lean checks the theorems and the committed tables; the Java test that Java decides as the tables say.
test_proofs() {
  local python
  python=$(find_python)
  PYTHONDONTWRITEBYTECODE=1 "$python" proofs/check.py 2>&1 | tee $LOGS/proofs.log
}

run_proofs() {
  find_jdk
  mkdir -p $LOGS
  say "Comparing Java with the committed tables"
  maven --no-transfer-progress -q -pl shared-core -am test -Dspotless.check.skip=true -Dtest=ProofDataTest \
    -Dsurefire.failIfNoSpecifiedTests=false >$LOGS/proof-data.log 2>&1 || {
    grep -E 'ERROR|decisions that|transitions that' $LOGS/proof-data.log | head -30 >&2 || true
    explain_missing_downloads $LOGS/proof-data.log
    fail "Java does not decide as the proofs say, or did not build; all output is in $LOGS/proof-data.log"
  }
  say "Checking the proofs"
  test_proofs || fail "The proofs do not stand."
  done_with "Proved."
}
