# What the door does for AWS; read by ./multimail, whose functions it uses.
# shellcheck shell=bash disable=SC2154 # the door sets what is not set here

# What the summary tells of, in this order.
readonly AWS_PARTS=(templates emulator adapters iam localstack)
readonly CLOUD=infra-cdk/target/.built
readonly ASSEMBLY=infra-cdk/cdk.out
# checkov pins libraries that the end-to-end suite needs in other versions, so it has an environment of its own.
readonly CHECKERS=infra-cdk/.venv
# Where the suites deploy to; a real deployment says its own.
readonly EXAMPLE=(-c signUp=on -c domain=agents.example.com -c owner=owner@example.org -c "operator=Example Ltd")

need_node() {
  node -e 'process.exit(Number(process.versions.node.split(".")[0]) < 20 ? 1 : 0)' 2>/dev/null \
    || fail "The CDK needs Node.js 20 or newer." "Install it from https://nodejs.org or with your system's packages."
}

cloud_is_built() {
  [ -f $CLOUD ] || return 1
  local newer
  newer=$(find pom.xml events {shared-core,functions,lambda,infra-cdk}/{pom.xml,src/main} -newer $CLOUD -print 2>/dev/null \
    | head -n 1 || true)
  [ -z "$newer" ]
}

build_cloud() {
  mkdir -p $LOGS infra-cdk/target
  say "Building the functions and the CDK app (the first time fetches libraries and takes a few minutes)"
  touch $CLOUD.begun
  if maven -DskipTests -Dspotless.check.skip=true -pl infra-cdk -am package 2>&1 | tee $LOGS/cloud.log | show_progress >&2; then
    mv $CLOUD.begun $CLOUD
  else
    grep -E '^\[(ERROR|WARNING)\]' $LOGS/cloud.log | head -30 >&2
    explain_missing_downloads $LOGS/cloud.log
    fail "The build failed; all of its output is in $LOGS/cloud.log"
  fi
}

# Runs the CDK app; the CDK's command line calls it the same way, by infra-cdk/cdk.json.
aws_cdk-app() {
  find_jdk
  need_node
  cloud_is_built || build_cloud
  export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=1
  "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 "-Dmultimail.jars=$PWD/lambda/target" \
    -cp "infra-cdk/target/*:infra-cdk/target/lib/*" dev.multimail.infra.MultiMailApp -c "commit=$(this_commit)" "$@"
}

synthesize() {
  rm -rf $ASSEMBLY
  CDK_OUTDIR=$PWD/$ASSEMBLY aws_cdk-app "$@"
}

# Fetches cfn-lint, checkov and asl-validator when their versions changed.
prepare_checkers() {
  local python stamp
  python=$(find_python)
  stamp=$("$python" --version; cat infra-cdk/requirements.txt infra-cdk/package-lock.json | cksum)
  if [ "$(cat $CHECKERS/.stamp 2>/dev/null)" = "$stamp" ] && $CHECKERS/bin/python -c '' 2>/dev/null; then return; fi
  say "Preparing the checks of the template in $CHECKERS/ (the first time takes two minutes)"
  make_environment "$python" $CHECKERS -r infra-cdk/requirements.txt
  npm ci --prefix infra-cdk --no-audit --no-fund >$LOGS/npm.log 2>&1 || {
    tail -15 $LOGS/npm.log >&2
    fail "asl-validator could not be installed; all of npm's output is in $LOGS/npm.log"
  }
  printf '%s\n' "$stamp" >$CHECKERS/.stamp
}

check_templates() {
  prepare_checkers
  (cd infra-cdk && .venv/bin/python -m unittest --quiet test_check_templates) || return 1
  say "Checking the template with cfn-lint, checkov and asl-validator"
  $CHECKERS/bin/python infra-cdk/check_templates.py $ASSEMBLY 2>&1 | tee $LOGS/templates.log
}

aws_synth() {
  mkdir -p $LOGS
  synthesize "$@" || exit $?
  check_templates || fail "The template is written, and its checks found what is said above."
  done_with "The template is $(echo $ASSEMBLY/*.template.json)"
}

# Starts the emulator, deploys, and runs those tests of the end-to-end suite that a marker chooses.
drive_emulator() { # drive_emulator <name> <marker> [option of emulator.py]
  local name=$1 marker=$2 folder=$PWD/$LOGS/$1 status=0
  shift 2
  rm -rf "$folder"
  mkdir -p "$folder"
  mkfifo "$folder/stop"
  PYTHONPATH=e2e $VENV/bin/python e2e/emulator.py $ASSEMBLY "$folder/ready.json" "$@" <"$folder/stop" >&2 &
  local emulator=$!
  exec 9>"$folder/stop"
  while [ ! -f "$folder/ready.json" ] && kill -0 $emulator 2>/dev/null; do sleep 0.5; done
  if [ -f "$folder/ready.json" ]; then
    MULTIMAIL_READY_FILE=$folder/ready.json $VENV/bin/python -m pytest e2e -m "$marker" -rs \
      --junitxml="$PWD/$LOGS/$name.xml" 2>&1 | tee "$LOGS/$name.log" || status=1
    if [ "$name" = emulator ]; then
      test_adapters adapters "$($VENV/bin/python -c 'import json, sys; print(json.load(open(sys.argv[1]))["endpoint"])' \
        "$folder/ready.json")" || status=1
    fi
  else
    status=1
  fi
  exec 9>&-
  wait $emulator || status=1
  return $status
}

# The adapters' own tests, against what speaks AWS at an address, or with none against LocalStack by Testcontainers.
test_adapters() { # test_adapters <name> [address]
  local name=$1 status=0
  AWS_ENDPOINT_URL=${2:-} one_test lambda AwsAdaptersIT >"$LOGS/$name.maven.log" 2>&1 || status=1
  [ $status = 0 ] || grep -E '^\[ERROR\]' "$LOGS/$name.maven.log" >&2 || tail -30 "$LOGS/$name.maven.log" >&2
  sed $'s/\033\\[[0-9;]*m//g' "$LOGS/$name.maven.log" | sed -n 's/^.*\(Tests run: [0-9]*, F.*Skipped: [0-9]*\)$/\1/p' \
    | tail -n 1 | tee "$LOGS/$name.log" >&2
  return $status
}

# Says in the summary why a pass was left out.
leave_out() { printf 'not run: %s\n' "$2" >"$LOGS/$1.log"; }

test_emulator() {
  synthesize "${EXAMPLE[@]}" || return 1
  check_templates || return 1
  local status=0
  drive_emulator emulator "not local_only" || status=1
  if [ -n "${AWS_ENDPOINT_URL:-}" ]; then
    leave_out iam "what answers at AWS_ENDPOINT_URL was not started with IAM enforced"
  else
    # The second pass is a few tests only: what it adds is that each role may do what its function does.
    drive_emulator iam iam --auth || status=1
  fi
  if docker info >/dev/null 2>&1; then
    test_adapters localstack || status=1
  else
    leave_out localstack "Docker does not answer on this machine"
  fi
  return $status
}

aws_deploy() {
  [ "${1:-}" = --emulator ] || fail "Only the emulator is deployed to by this door." \
    "For an AWS account: cd infra-cdk && npx aws-cdk@2.1146.1 deploy -c domain=… -c owner=…  (see docs/runbook.md)"
  mkdir -p $LOGS
  find_jdk
  prepare_python
  stage "On the emulator" test_emulator
  title "Summary"
  local name
  for name in "${AWS_PARTS[@]}"; do
    if [ -f $LOGS/$name.log ]; then printf '%-12s %s\n' $name "$(tail -n 1 $LOGS/$name.log)"; fi
  done
  note "Not tried on an emulator: docs/testing.md says what, and what stands for it."
  [ -z "$failed" ] || fail "Failed: $failed. All output is in $LOGS/"
}

