#!/usr/bin/env bash
# A desktop in a shell script, written from headquarters' own document alone: enrols, proves who it is, pushes a customer
# twice, pulls it back. Needs curl, jq, openssl and b3sum.
#
# tests/shell-desk.sh                    starts a headquarters of its own, on PostgreSQL within tests/postgres.sh
# tests/shell-desk.sh URL ENROLMENT-CODE asks a running one
set -euo pipefail
cd "$(dirname "$0")/.."

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

fail() { echo "shell desk: $*" >&2; exit 1; }

if [ $# -eq 2 ]; then
    url=$1 code=$2
else
    hq=${BRANCHDESK_HQ:-}
    if [ -z "$hq" ]; then
        cargo build --locked --quiet -p hq
        hq=${CARGO_TARGET_DIR:-target}/debug/branchdesk-hq
    fi
    place=(--data "$folder/hq")
    [ -z "${BRANCHDESK_TEST_POSTGRES:-}" ] || place=(--database "$BRANCHDESK_TEST_POSTGRES")
    "$hq" "${place[@]}" branch add SH01 Pudong --district 310115=浦东新区 >/dev/null
    code=$("$hq" "${place[@]}" --json enrol-code SH01 | jq -r .code)
    "$hq" "${place[@]}" --json serve --listen 127.0.0.1:0 >"$folder/serving" 2>"$folder/log" &
    hq_process=$!
    for _ in $(seq 100); do
        [ -s "$folder/serving" ] && break
        sleep 0.1
    done
    url=$(head -1 "$folder/serving" | jq -r .listening)
fi

# call METHOD PATH [BODY]: the answer's JSON; anything but 200 ends the script.
token=
call() {
    local method=$1 path=$2 body=${3:-} status
    local with=(-sS --compressed -X "$method" -o "$folder/answer" -w '%{http_code}')
    [ -z "$token" ] || with+=(-H "Authorization: Bearer $token")
    [ -z "$body" ] || with+=(-H 'Content-Type: application/json' --data-binary "$body")
    status=$(curl "${with[@]}" "$url$path")
    [ "$status" = 200 ] || fail "$method $path: $status $(cat "$folder/answer")"
    cat "$folder/answer"
}

hexed() { od -An -v -tx1 | tr -d ' \n'; }

call GET /v1/openapi.json | jq -e '.openapi | startswith("3.1")' >/dev/null || fail "no document"

# A key, and the code for a place.
openssl genpkey -algorithm ed25519 -out "$folder/key.pem"
public_key=$(openssl pkey -in "$folder/key.pem" -pubout -outform DER | tail -c 32 | hexed)
enrolled=$(call POST /v1/enrol "$(jq -n --arg code "$code" --arg key "$public_key" \
    '{code: $code, public_key: $key, device_name: "shell"}')")
device=$(jq -r .device <<<"$enrolled")
stream=$(jq -r '.streams[0]' <<<"$enrolled")

# A signature for a token.
at=$(call GET /v1/health | jq .clock)
printf 'branchdesk token %s %s' "$device" "$at" >"$folder/message"
signature=$(openssl pkeyutl -sign -rawin -inkey "$folder/key.pem" -in "$folder/message" | hexed)
token=$(call POST /v1/token "$(jq -n --arg device "$device" --argjson at "$at" --arg signature "$signature" \
    '{device: $device, at: $at, signature: $signature}')" | jq -r .token)

# Who calls.
inc=$(cat /proc/sys/kernel/random/uuid)
zero=$(printf '0%.0s' {1..64})
last_n=$(call POST /v1/hello "$(jq -n --arg device "$device" --arg inc "$inc" --arg chain "$zero" --argjson at "$at" \
    '{device: $device, inc: $inc, n: 0, chain: $chain, proto: 1, schema: 1, clock: $at}')" | jq .last_n)
[ "$last_n" = 0 ] || fail "a new life begins at 0, not $last_n"

# One operation: its chain is BLAKE3 over the chain before it and its canonical form.
op_id=$(cat /proc/sys/kernel/random/uuid)
customer=$(cat /proc/sys/kernel/random/uuid)
body='{"name":"王芳","phones":[{"number":"13812345678"}]}'
printf '["%s","%s",%s,"shell","receive",["create","customer","%s",0,%s]]' \
    "$op_id" "$stream" "$at" "$customer" "$body" >"$folder/canonical"
chain=$({ printf "$(sed 's/../\\x&/g' <<<"$zero")"; cat "$folder/canonical"; } | b3sum --no-names)
push=$(jq -n --arg inc "$inc" --arg zero "$zero" --arg op "$op_id" --arg stream "$stream" --argjson at "$at" \
    --arg customer "$customer" --argjson body "$body" \
    '{inc: $inc, first_n: 1, prev_chain: $zero, ops: [{op_id: $op, n: 1, stream: $stream, at_ms: $at,
      actor: "shell", deed: "receive", changes: [{do: "create", kind: "customer", id: $customer, body: $body}]}]}')
pushed=$(call POST /v1/push "$push")
jq -e '.results[0].result == "applied" and .last_n == 1' <<<"$pushed" >/dev/null || fail "not applied: $pushed"
[ "$(jq -r .chain <<<"$pushed")" = "$chain" ] || fail "another chain: $pushed, ours is $chain"
again=$(call POST /v1/push "$push")
[ "$(jq -c .results <<<"$pushed")" = "$(jq -c .results <<<"$again")" ] || fail "the same push gave another answer"

# Pull it back, page by page.
after=0 name=
while :; do
    page=$(call GET "/v1/pull?stream=$(jq -rn --arg s "$stream" '$s|@uri')&after=$after&max=100000")
    found=$(jq -r --arg id "$customer" '.rows[] | select(.id == $id) | .body.name' <<<"$page")
    name=${found:-$name}
    after=$(jq .next <<<"$page")
    [ "$after" != "$(jq .head <<<"$page")" ] || break
done
[ "$name" = 王芳 ] || fail "the customer did not come back"
jq -e '.digest | test("^[0-9a-f]{32}$")' <<<"$page" >/dev/null || fail "no digest at the end"

echo "shell desk: enrolled as $device, pushed once for two, pulled to $after"
