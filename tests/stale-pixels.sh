#!/bin/sh
# A real window, scrolled and typed in, must show exactly what a drawing from scratch shows.
#
# Usage: tests/stale-pixels.sh [path of the built gallery example] [path of the built branchdesk]
#
# The gallery says itself what it should be showing. The program does not; but a window whose size changes is drawn from
# scratch, so it must look the same when it has been larger for a moment.
# Needs Xvfb (xvfb-run), xdotool and ImageMagick. Exits 77 where they are missing.
set -eu

if [ "${1:-}" != --inside ]; then
    for tool in xvfb-run xdotool import compare; do
        command -v "$tool" >/dev/null || { echo "skipped: $tool is missing"; exit 77; }
    done
    gallery=${1:-}
    branchdesk=${2:-}
    built=${CARGO_TARGET_DIR:-target}/debug
    if [ -z "$gallery" ]; then
        cargo build -q -p ui --example gallery
        gallery=$built/examples/gallery
    fi
    if [ -z "$branchdesk" ]; then
        cargo build -q -p app --bin branchdesk
        branchdesk=$built/branchdesk
    fi
    exec xvfb-run -a -s "-screen 0 1400x900x24" "$0" --inside "$gallery" "$branchdesk"
fi

gallery=$2
branchdesk=$3
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
    appears
}

# Waits for the window of what was started last.
appears() {
    pid=$!
    window=
    # A display that is busy at this moment turns a caller away.
    for try in 1 2 3; do
        [ -n "$window" ] || window=$(timeout 30 xdotool search --sync --onlyvisible --pid "$pid" | head -n 1)
    done
    # Without one, everything below would wait for a person to choose a window.
    [ -n "$window" ] || { echo "failed: no window appeared in $try tries"; exit 1; }
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

# --- The program itself, in an office that was brought over from a table.

width=1280
height=700

# What is shown now, and what is shown when all was drawn anew.
prove_anew() {
    name=$1
    rm -f "$folder/shown.png"
    await settled
    [ ! -f "$folder/before.png" ] || [ "$(differing "$folder/shown.png" "$folder/before.png")" != 0 ] || {
        echo "failed: $name: nothing has moved"
        exit 1
    }
    cp "$folder/shown.png" "$folder/before.png"
    xdotool windowsize --sync "$window" $((width + 40)) $((height + 40))
    rm -f "$folder/shown.png"
    await settled
    [ "$(differing "$folder/shown.png" "$folder/before.png")" != 0 ] || {
        echo "failed: $name: the window did not change its size"
        exit 1
    }
    xdotool windowsize --sync "$window" $width $height
    rm -f "$folder/shown.png"
    await settled
    count=$(differing "$folder/before.png" "$folder/shown.png")
    [ "$count" = 0 ] || {
        [ -z "${KEEP:-}" ] || cp "$folder"/*.png "$KEEP"
        echo "failed: $name: $count stale pixels"
        exit 1
    }
    echo "ok: $name"
}

awk 'BEGIN {
    print "姓名,电话,地址,产品类别,品牌,购买日期,故障现象"
    for (at = 1; at <= 400; at++)
        printf "客户%d,139 %04d 0001,武定路%d号,电热水器,海尔,2019-03-04,不加热\n", at, at, at
}' >"$folder/table.csv"
"$branchdesk" --data "$folder/office" import "$folder/table.csv" >/dev/null
"$branchdesk" --data "$folder/office" --language zh-CN &
appears
xdotool windowsize --sync "$window" $width $height
# The arrow leaves the field with its blinking cursor for the list.
xdotool key alt+4
rm -f "$folder/shown.png"
await settled
xdotool key Down
wheel 700 400 5 1 && prove_anew "the orders, one notch down"
wheel 700 400 5 15 && prove_anew "the orders, far down"
wheel 700 400 4 4 && prove_anew "the orders, up again"
xdotool key --repeat 20 --delay 20 Down && prove_anew "the orders, by arrows"
xdotool key Next && prove_anew "the orders, a page down"
xdotool key alt+5
rm -f "$folder/shown.png"
await settled
xdotool key Down
wheel 700 400 5 9 && prove_anew "the customers, down"
wheel 700 400 4 3 && prove_anew "the customers, up again"
stop
