# Part of ./multimail: Python and the browser that the tests need.
# shellcheck shell=bash

readonly EXAMPLES_VENV=examples/.venv

may_install_on_debian() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

install_on_debian() {
  note "Installing Debian's $1"
  { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$1"; } \
    </dev/null >"$LOGS/apt-$1.log" 2>&1 || { tail -5 "$LOGS/apt-$1.log" >&2; return 1; }
}

find_python() {
  local name
  for name in python3 python3.14 python3.13 python3.12 python3.11 python3.10 python; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
      printf '%s\n' "$name"
      return
    fi
  done
  fail "The tests need Python 3.10 or newer; none of python3, python3.14 … python3.10, python on the PATH is." \
    "Install it from https://www.python.org or with your system's packages."
}

python_requirements() {
  local file
  for file in sdk-python/pyproject.toml e2e/requirements.txt; do
    if [ -f $file ]; then printf '%s\n' $file; fi
  done
}

make_environment() { # make_environment <python> <folder> <what pip installs…>
  local python=$1 folder=$2
  shift 2
  if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    { may_install_on_debian && install_on_debian python3-venv; } \
      || fail "This Python cannot make virtual environments." "On Debian or Ubuntu: apt-get install python3-venv"
  fi
  "$python" -m venv --clear "$folder"
  "$folder/bin/python" -m pip install --disable-pip-version-check --quiet "$@" >$LOGS/pip.log 2>&1 || {
    tail -15 $LOGS/pip.log >&2
    fail "Python's packages could not be installed; all of pip's output is in $LOGS/pip.log" \
      "Without a network, pip needs PIP_FIND_LINKS=<a folder of wheels> and PIP_NO_INDEX=1."
  }
}

# Makes .venv/ with what the tests need. The stamp is written last, so a half-made one is made again.
prepare_python() {
  local python stamp files
  python=$(find_python)
  files=$(python_requirements)
  # shellcheck disable=SC2086 # the file names have no spaces
  stamp=$("$python" --version; cat $files | cksum)
  if [ "$(cat $VENV_STAMP 2>/dev/null)" = "$stamp" ] && $VENV/bin/python -c '' 2>/dev/null; then return; fi
  say "Preparing Python's test environment in $VENV/ with $("$python" --version)"
  local wanted=(pytest)
  if [ -f sdk-python/pyproject.toml ]; then wanted+=(-e 'sdk-python[dev]'); fi
  if [ -f e2e/requirements.txt ]; then wanted+=(-r e2e/requirements.txt); fi
  make_environment "$python" $VENV "${wanted[@]}"
  printf '%s\n' "$stamp" >$VENV_STAMP
}

# Makes examples/.venv/ with the frameworks of the examples, which want other versions than the tests do.
prepare_examples() {
  local python stamp
  python=$(find_python)
  stamp=$("$python" --version; cksum <examples/requirements.txt)
  if [ "$(cat $EXAMPLES_VENV/.multimail-stamp 2>/dev/null)" = "$stamp" ] \
    && $EXAMPLES_VENV/bin/python -c '' 2>/dev/null; then return; fi
  say "Fetching what the examples need into $EXAMPLES_VENV/ (70 MB; the first time takes a minute)"
  # Most of what is fetched is never imported: compiling all of it would take longer than the examples run.
  make_environment "$python" $EXAMPLES_VENV --no-compile -r examples/requirements.txt
  printf '%s\n' "$stamp" >$EXAMPLES_VENV/.multimail-stamp
}

# Fetches MCP's conformance suite, and a Node that can run it if the installed one cannot.
prepare_conformance() {
  local stamp=e2e/conformance/node_modules/.multimail-stamp wanted
  wanted=$(cksum <e2e/conformance/package-lock.json)
  if [ "$(cat $stamp 2>/dev/null)" = "$wanted" ]; then return; fi
  say "Fetching MCP's conformance suite (60 MB, once)"
  local which=()
  if node -e 'process.exit(parseInt(process.versions.node) < 22 ? 1 : 0)' 2>/dev/null; then which=(--omit=optional); fi
  npm ci --prefix e2e/conformance --no-audit --no-fund ${which[@]+"${which[@]}"} >$LOGS/conformance.log 2>&1 || {
    tail -15 $LOGS/conformance.log >&2
    fail "MCP's conformance suite could not be installed; all of npm's output is in $LOGS/conformance.log" \
      "It needs npm, which comes with Node.js: https://nodejs.org"
  }
  printf '%s\n' "$wanted" >$stamp
}

# Fetches the linter of the OpenAPI document.
prepare_lint() {
  local stamp=e2e/lint/node_modules/.multimail-stamp wanted
  wanted=$(cksum <e2e/lint/package-lock.json)
  if [ "$(cat $stamp 2>/dev/null)" = "$wanted" ]; then return; fi
  say "Fetching the linter of the OpenAPI document (once)"
  npm ci --prefix e2e/lint --no-audit --no-fund --ignore-scripts >$LOGS/lint.log 2>&1 || {
    tail -15 $LOGS/lint.log >&2
    fail "The linter could not be installed; all of npm's output is in $LOGS/lint.log" \
      "It needs npm, which comes with Node.js: https://nodejs.org"
  }
  printf '%s\n' "$wanted" >$stamp
}

# Tells the browser tests their browser as MULTIMAIL_CHROMIUM.
find_chromium() {
  local name given=${MULTIMAIL_CHROMIUM:-}
  export MULTIMAIL_CHROMIUM
  for name in "$given" chromium chromium-browser google-chrome google-chrome-stable \
    "/Applications/Chromium.app/Contents/MacOS/Chromium" \
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"; do
    if [ -n "$name" ] && MULTIMAIL_CHROMIUM=$(command -v "$name"); then return; fi
  done
  if may_install_on_debian && install_on_debian chromium && MULTIMAIL_CHROMIUM=$(command -v chromium); then return; fi
  unset MULTIMAIL_CHROMIUM
  note "No Chromium or Chrome was found, so the browser tests cannot run." \
    "Install one (Debian: apt-get install chromium; macOS: brew install --cask chromium)" \
    "or export MULTIMAIL_CHROMIUM=<its program>."
}
