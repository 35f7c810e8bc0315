#!/usr/bin/env bash
# A real list of repair jobs, brought over twice: every line becomes a job, none a second time, in under ten seconds and
# 128 MB. Then jobs are found by their numbers. Into a second folder it comes with all jobs open and those that were
# repaired to be called about; one of each is found, and everything is checked. Who goes, what is printed and who is called
# is done in the rooms: BRANCHDESK_REAL_JOBS=FILE cargo test -p app --lib -- --ignored real_jobs.
#
# tests/real-jobs.sh FILE [BRANCHDESK]
#
# FILE is the Open Repair Alliance's data of one country as CSV (https://openrepair.org/open-data/downloads/); BRANCHDESK
# is a release build.
set -euo pipefail

file=${1:?usage: tests/real-jobs.sh FILE [BRANCHDESK]}
desk=${2:-target/release/branchdesk}
[ -x "$desk" ] || { echo "tests/real-jobs.sh: build it first: cargo build --release" >&2; exit 1; }
most_seconds=10
most_megabytes=128
data=$(mktemp -d)
trap 'rm -rf "$data"' EXIT

fail() { echo "tests/real-jobs.sh: $1" >&2; exit 1; }

# Runs an import into a folder, says how long it took and how much memory it had at most, holds both against their
# bounds, and leaves its answer in `answer`.
bring_over() {
    local name=$1 folder=$2 began ended pid peak=0 now
    shift 2
    began=$(date +%s%N)
    "$desk" --data "$folder" --json import "$file" --mapping real-jobs "$@" >"$data/answer" &
    pid=$!
    while kill -0 "$pid" 2>/dev/null; do
        now=$(awk '/^VmHWM/ {print $2}' "/proc/$pid/status" 2>/dev/null || true)
        [ "${now:-0}" -gt "$peak" ] && peak=$now
        sleep 0.05
    done
    wait "$pid" || fail "the import failed: $(cat "$data/answer")"
    ended=$(date +%s%N)
    answer=$(cat "$data/answer")
    awk -v name="$name" -v lines="$(jq .rows <<<"$answer")" -v seconds="$(((ended - began) / 1000000))e-3" -v peak="$peak" 'BEGIN {
        printf "%-12s %6d lines  %5.2f s  %6.0f lines/s  %4d MB at most\n", name, lines, seconds, lines / seconds, peak / 1024
    }'
    [ $(((ended - began) / 1000000)) -lt $((most_seconds * 1000)) ] || fail "$name: it took longer than $most_seconds s"
    [ "$peak" -lt $((most_megabytes * 1024)) ] || fail "$name: it took more than $most_megabytes MB"
}

check() {
    "$desk" --data "$1" --json check | jq -e '.findings == []' >/dev/null || fail "the check found something in $1"
}

# What the first job is called that has this word under its result.
job_that_is() {
    grep -m1 ",$1," "$file" | cut -d, -f1
}

bring_over "first time" "$data/closed"
rows=$(jq .rows <<<"$answer")
[ "$(jq '.created + .errors' <<<"$answer")" -eq "$rows" ] || fail "lines were lost: $answer"
bring_over "again" "$data/closed"
[ "$(jq '.unchanged + .errors' <<<"$answer")" -eq "$rows" ] || fail "lines were doubled or changed: $answer"
check "$data/closed"

for scrap in BR01-A00002 "$(awk -F, 'NR == 3 {print $1}' "$file")"; do
    found=$("$desk" --data "$data/closed" --json find "$scrap" --limit 3 | jq -r '.hits[0] | "\(.title) (\(.reason))"')
    [ "$found" != "null (null)" ] || fail "$scrap finds nothing"
    echo "$scrap finds: $found"
done

bring_over "all open" "$data/open" --all-open --state "Fixed=to-call"
[ "$(jq .open <<<"$answer")" -gt 0 ] || fail "no job is open: $answer"
check "$data/open"
for word in Repairable Fixed; do
    job=$(job_that_is "$word")
    found=$("$desk" --data "$data/open" --json find "$job" --limit 1 | jq -r '.hits[0].title // empty')
    [ -n "$found" ] || fail "$job finds nothing"
    echo "$job ($word) finds: $found"
done
echo "everything is there once, and the check finds nothing"
