#!/usr/bin/env bash
# Everything that must hold, from a bare Debian or Ubuntu machine with Rust: installs what is missing, then tests.
#
# tests/run.sh            all of it
# tests/run.sh quick      the tests alone, without installing, linting, the tour and the window
#
# ALLOW_WITHOUT=1 leaves out what cannot be had here: the made-up requests where there is no way to the Python package
# index (tests/openapi.sh), small disks where nobody may make them.
# BRANCHDESK_REAL_JOBS=FILE has a real list of jobs brought over and worked with at the end (tests/real-jobs.sh says which).
set -euo pipefail
cd "$(dirname "$0")/.."
export CARGO_TERM_COLOR=never CARGO_INCREMENTAL=0

step() { printf '\n== %s (%s s)\n' "$1" "$SECONDS"; }

install_missing() {
    # C compiler for SQLite and zstd; a screen, a PDF reader and picture tools for the checks from outside; a database
    # server; a keyring; and what a window loads at run time.
    local packages=(
        gcc libc6-dev xvfb xauth xdotool imagemagick poppler-utils qpdf curl jq openssl b3sum postgresql python3-venv
        dbus gnome-keyring
        libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon0 libxkbcommon-x11-0
    )
    local missing=() package
    for package in "${packages[@]}"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    local as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo)
    "${as_root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

if [ "${1:-}" != quick ]; then
    step "packages"
    if command -v apt-get >/dev/null; then install_missing; else echo "no apt: assuming that everything is there"; fi

    step "format"
    cargo fmt --all --check

    step "lints"
    cargo clippy --workspace --all-targets --locked -- -D warnings
fi

step "tests"
# Where small disks cannot be made this says so, instead of leaving them out.
[ "${ALLOW_WITHOUT:-}" = 1 ] || export BRANCHDESK_SMALL_DISKS=must
cargo test --workspace --locked

[ "${1:-}" = quick ] && exit 0

step "a desk's key in the system's keyring"
tests/keyring.sh cargo test -p engine --locked --lib -- --ignored exchange::ring

step "headquarters on PostgreSQL: the same tape, several nodes"
tests/postgres.sh cargo test --workspace --locked --lib -- --ignored storage::

step "documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --quiet

step "the programs, all at once"
cargo build --workspace --bins --locked --quiet
built=${CARGO_TARGET_DIR:-target}/debug

step "simulator: 2,000 seeds, and nothing that can happen to an order left out"
"$built/simulate" --seeds 2000 --from 1 --threads 2 --coverage yes

step "simulator on real databases: desks and headquarters"
cargo build -p hq --features simulator --example simulate --locked --quiet
"$built/examples/simulate" --seeds 150 --from 1 --threads 2

step "the tour"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
"$built/branchdesk" tour --out "$out/tour"

step "papers, as another program reads them"
for paper in "$out"/tour/*.pdf; do qpdf --check "$paper" >/dev/null; done

step "a desk in a shell script, from headquarters' document alone, on SQLite and on PostgreSQL"
BRANCHDESK_HQ="$built/branchdesk-hq" tests/shell-desk.sh
BRANCHDESK_HQ="$built/branchdesk-hq" tests/postgres.sh tests/shell-desk.sh

step "headquarters' document against headquarters"
BRANCHDESK_HQ="$built/branchdesk-hq" tests/openapi.sh 10

step "a window: scrolled equals drawn anew"
tests/stale-pixels.sh "$built/examples/gallery" "$built/branchdesk"

if [ -n "${BRANCHDESK_REAL_JOBS:-}" ]; then
    step "a real list of jobs, in the rooms and by commands"
    cargo test -p app --locked --lib -- --ignored real_jobs
    cargo build --release --locked --quiet
    tests/real-jobs.sh "$BRANCHDESK_REAL_JOBS" "${CARGO_TARGET_DIR:-target}/release/branchdesk"
fi

step "done"
