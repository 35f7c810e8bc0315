#!/usr/bin/env bash
# A real list of repair jobs, brought over twice: every line becomes a job, none a second time, in time and in bounded
# memory; then jobs are found by their numbers, and everything is checked.
#
# tests/real-jobs.sh FILE [BRANCHDESK]
#
# FILE is the Open Repair Alliance's data of one country as CSV (https://openrepair.org/open-data/downloads/).
set -euo pipefail

file=${1:?usage: tests/real-jobs.sh FILE [BRANCHDESK]}
desk=${2:-target/release/branchdesk}
[ -x "$desk" ] || { echo "tests/real-jobs.sh: build it first: cargo build --release" >&2; exit 1; }
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT

fail() { echo "tests/real-jobs.sh: $1" >&2; exit 1; }

# Runs an import, says how long it took and how much memory it had at most, and leaves its answer in `answer`.
bring_over() {
    local began ended pid peak=0 now
    began=$(date +%s%N)
    "$desk" --data "$data" --json import "$file" --mapping real-jobs >"$data/answer" &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        now=$(awk '/^VmHWM/ {print $2}' "/proc/$pid/status" 2>/dev/null || true)
        [ "${now:-0}" -gt "$peak" ] && peak=$now
        sleep 0.05
    done
    wait "$pid" || fail "the import failed: $(cat "$data/answer")"
    ended=$(date +%s%N)
    answer=$(cat "$data/answer")
    awk -v name="$1" -v lines="$(jq .rows <<<"$answer")" -v seconds="$(((ended - began) / 1000000))e-3" -v peak="$peak" 'BEGIN {
        printf "%-12s %6d lines  %5.2f s  %6.0f lines/s  %4d MB at most\n", name, lines, seconds, lines / seconds, peak / 1024
    }'
}

bring_over "first time"
rows=$(jq .rows <<<"$answer")
[ "$(jq '.created + .errors' <<<"$answer")" -eq "$rows" ] || fail "lines were lost: $answer"
bring_over "again"
[ "$(jq '.unchanged + .errors' <<<"$answer")" -eq "$rows" ] || fail "lines were doubled or changed: $answer"
"$desk" --data "$data" --json check | jq -e '.findings == []' >/dev/null || fail "the check found something"

for scrap in BR01-A00002 "$(awk -F, 'NR == 3 {print $1}' "$file")"; do
    found=$("$desk" --data "$data" --json find "$scrap" --limit 3 | jq -r '.hits[0] | "\(.title) (\(.reason))"')
    [ "$found" != "null (null)" ] || fail "$scrap finds nothing"
    echo "$scrap finds: $found"
done
echo "everything is there once, and the check finds nothing"
