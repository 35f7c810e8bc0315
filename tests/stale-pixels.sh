#!/bin/sh
# A real window, scrolled and typed in, must show exactly what a drawing from scratch shows.
#
# Usage: tests/stale-pixels.sh [path of the built gallery example]
# Needs Xvfb (xvfb-run), xdotool and ImageMagick. Exits 77 where they are missing.
set -eu

if [ "${1:-}" != --inside ]; then
    for tool in xvfb-run xdotool import compare; do
        command -v "$tool" >/dev/null || { echo "skipped: $tool is missing"; exit 77; }
    done
    gallery=${1:-}
    if [ -z "$gallery" ]; then
        cargo build -q -p ui --example gallery
        gallery=${CARGO_TARGET_DIR:-target}/debug/examples/gallery
    fi
    exec xvfb-run -a -s "-screen 0 1400x900x24" "$0" --inside "$gallery"
fi

gallery=$2
folder=$(mktemp -d)
pid=
finish() {
    [ -z "$pid" ] || kill "$pid" 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT

# Waits, at most ten seconds, until the command succeeds.
await() {
    tries=100
    until "$@"; do
        tries=$((tries - 1))
        [ "$tries" -gt 0 ] || { echo "waited in vain for: $*"; exit 1; }
        sleep 0.1
    done
}

differing() {
    compare -metric AE "$1" "$2" null: 2>&1 || true
}

# Whether the window has shown the same twice in a row.
settled() {
    import -window "$window" "$folder/now.png"
    [ -f "$folder/shown.png" ] && [ "$(differing "$folder/now.png" "$folder/shown.png")" = 0 ] &&
        return 0
    mv "$folder/now.png" "$folder/shown.png"
    return 1
}

prove() {
    name=$1
    rm -f "$folder/drawn.png" "$folder/shown.png"
    await settled
    xdotool key F12
    await test -f "$folder/drawn.png"
    count=$(differing "$folder/shown.png" "$folder/drawn.png")
    [ "$count" = 0 ] || {
        [ -z "${KEEP:-}" ] || cp "$folder"/*.png "$KEEP"
        echo "failed: $name: $count stale pixels"
        exit 1
    }
    echo "ok: $name"
}

start() {
    "$gallery" --proof "$folder/drawn.png" "$@" &
    pid=$!
    window=$(timeout 30 xdotool search --sync --onlyvisible --pid "$pid" | head -n 1)
    rm -f "$folder/shown.png"
    await settled
    xdotool windowfocus --sync "$window" || xdotool windowfocus "$window"
}

stop() {
    kill "$pid"
    wait "$pid" 2>/dev/null || true
    pid=
}

wheel() { # x y button times
    xdotool mousemove "$1" "$2"
    xdotool click --repeat "$4" --delay 20 "$3"
}

start --page list
wheel 700 400 5 1 && prove "a list, one notch down"
wheel 700 400 5 23 && prove "a list, far down"
wheel 700 400 4 7 && prove "a list, up again"
xdotool mousemove 700 300 sleep 0.3 click 1 sleep 0.3 key --repeat 30 --delay 20 Down && prove "a list, by arrows"
xdotool key Prior && prove "a list, a page up"
stop

start --page controls
wheel 600 400 5 2 && prove "a page of controls, down"
wheel 600 400 4 1 && prove "a page of controls, up a little"
xdotool key --repeat 14 --delay 20 Tab && prove "the focus, moved by Tab"
xdotool mousemove 690 108 sleep 0.3 click 1 sleep 0.3 key Down && prove "a list that has dropped down"
stop

start --page board --dark
wheel 900 400 5 3 && prove "the board, down"
wheel 300 400 5 2 && prove "the pool, down"
# A pause between, since all that comes within one picture counts at the pointer's last place.
xdotool mousemove 300 300 sleep 0.3 mousedown 1 sleep 0.3 mousemove 700 300 sleep 0.3 \
    mousemove 900 350 && prove "a card in hand"
xdotool mousemove 1000 400 sleep 0.3 mouseup 1 && prove "a card put down"
stop
