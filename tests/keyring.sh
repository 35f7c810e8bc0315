#!/usr/bin/env bash
# A session bus and an open keyring (the Secret Service, by GNOME Keyring) for as long as a command runs: empty, with a
# password that is empty too, and in a folder that is nobody's.
#
# tests/keyring.sh cargo test -p engine --lib -- --ignored exchange::ring
set -euo pipefail

if [ "${1:-}" != --inside ]; then
    for program in dbus-run-session gnome-keyring-daemon; do
        command -v "$program" >/dev/null || { echo "tests/keyring.sh: no $program here; on Debian: apt-get install dbus gnome-keyring" >&2; exit 1; }
    done
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    mkdir -p "$folder/data/keyrings" "$folder/run"
    chmod 700 "$folder/run"
    # The bus tells of what it may not do in a container.
    KEYRING_FOLDER=$folder dbus-run-session -- "$0" --inside "$@" 2> >(grep -v 'Failed to set fd limit' >&2)
    exit
fi
shift
# It ends with the bus.
XDG_DATA_HOME=$KEYRING_FOLDER/data XDG_RUNTIME_DIR=$KEYRING_FOLDER/run \
    gnome-keyring-daemon --unlock --components=secrets <<<'' >/dev/null
"$@"
