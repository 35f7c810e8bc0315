#!/usr/bin/env bash
# Headquarters' own document against headquarters itself: schemathesis makes up requests from the document, good ones and
# bad ones, and every answer must be one that the document describes. Needs python3 with venv, and a way to the Python
# package index: it installs schemathesis into a folder of its own, which is kept where SCHEMATHESIS_HOME says. Where it
# cannot be had this fails, unless ALLOW_WITHOUT=1.
#
# tests/openapi.sh [EXAMPLES-PER-CALL]
# tests/postgres.sh tests/openapi.sh [EXAMPLES-PER-CALL]      the same with headquarters' database on PostgreSQL
set -euo pipefail
cd "$(dirname "$0")/.."
examples=${1:-25}

folder=$(mktemp -d)
hq_process=
cleanup() {
    local ended=$?
    [ -z "$hq_process" ] || kill "$hq_process" 2>/dev/null || true
    # What headquarters wrote is read by nobody as long as all is well.
    if [ "$ended" -ne 0 ] && [ -s "$folder/log" ]; then
        echo "the last lines that headquarters wrote:" >&2
        tail -20 "$folder/log" >&2
    fi
    rm -rf "$folder"
}
trap cleanup EXIT

# Kept between runs where somebody says where.
place=${SCHEMATHESIS_HOME:-$folder/schemathesis}
if [ ! -x "$place/bin/schemathesis" ]; then
    if ! { python3 -m venv "$place" && "$place/bin/pip" -q install 'schemathesis>=4,<5'; } >"$folder/installing" 2>&1; then
        tail -3 "$folder/installing" >&2
        if [ "${ALLOW_WITHOUT:-}" = 1 ]; then
            echo "openapi: schemathesis cannot be installed here: not tried" >&2
            exit 0
        fi
        echo "openapi: schemathesis cannot be installed here (with ALLOW_WITHOUT=1 this is left out)" >&2
        exit 1
    fi
fi

hq=${BRANCHDESK_HQ:-}
if [ -z "$hq" ]; then
    cargo build --locked --quiet -p hq
    hq=${CARGO_TARGET_DIR:-target}/debug/branchdesk-hq
fi
at=(--data "$folder/hq")
[ -z "${BRANCHDESK_TEST_POSTGRES:-}" ] || at=(--database "$BRANCHDESK_TEST_POSTGRES")
"$hq" "${at[@]}" branch add SH01 Pudong --district 310115=浦东新区 >/dev/null
code=$("$hq" "${at[@]}" --json enrol-code SH01 | jq -r .code)
intake=$("$hq" "${at[@]}" --json intake-key add shop | jq -r .key)
"$hq" "${at[@]}" --json serve --listen 127.0.0.1:0 >"$folder/serving" 2>"$folder/log" &
hq_process=$!
for _ in $(seq 100); do
    [ -s "$folder/serving" ] && break
    sleep 0.1
done
url=$(head -1 "$folder/serving" | jq -r .listening)

hexed() { od -An -v -tx1 | tr -d ' \n'; }
post() { curl -sS -X POST -H 'Content-Type: application/json' --data-binary "$2" "$url$1"; }
openssl genpkey -algorithm ed25519 -out "$folder/key.pem"
public_key=$(openssl pkey -in "$folder/key.pem" -pubout -outform DER | tail -c 32 | hexed)
device=$(post /v1/enrol "{\"code\":\"$code\",\"public_key\":\"$public_key\",\"device_name\":\"desk\"}" | jq -r .device)
now=$(date +%s)000
printf 'branchdesk token %s %s' "$device" "$now" >"$folder/message"
openssl pkeyutl -sign -inkey "$folder/key.pem" -rawin -in "$folder/message" -out "$folder/signature"
token=$(post /v1/token "{\"device\":\"$device\",\"at\":$now,\"signature\":\"$(hexed <"$folder/signature")\"}" | jq -r .token)

# A request may fit the document and be refused all the same: a code that is used, a key that is no point of the curve,
# an order without a name. That is said by a status and a body that the document has, and those are checked.
cat >"$folder/schemathesis.toml" <<'SETTINGS'
[parameters]
"query.stream" = "branch:SH01"

[checks.positive_data_acceptance]
expected-statuses = ["2xx", 400, 401, 403, 404, 409, 410, 413, 422, 426, 429]

# What is wrong with one operation of a push is that operation's end, so that it does not block those behind it.
[[operations]]
include-path = "/v1/push"
checks.negative_data_rejection.expected-statuses = [200, "4xx"]
SETTINGS

try() {
    local key=$1 which=$2
    shift 2
    (cd "$folder" && "$place/bin/schemathesis" run "$url/v1/openapi.json" --header "Authorization: Bearer $key" \
        --max-examples "$examples" --seed 1 --no-color "$@" >"$folder/$which") || {
        grep -v '^$' "$folder/$which" >&2
        exit 1
    }
    grep -A1 -E '^Test cases' "$folder/$which"
}

# Slower than headquarters lets anyone call.
try "$token" desk --rate-limit 18/s --exclude-path-regex '/v1/(intake|lookup).*'
try "$intake" shop --rate-limit 40/s --include-path-regex '/v1/(intake|lookup).*'
echo "openapi: no failures"
