#!/usr/bin/env bash
# A PostgreSQL server of its own for as long as a command runs: in a temporary folder, on a socket, as durable as a real
# one. The command finds it in BRANCHDESK_TEST_POSTGRES.
#
# tests/postgres.sh cargo test -p hq -- --include-ignored
set -euo pipefail

programs=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
[ -n "$programs" ] || programs=$(dirname "$(command -v initdb || echo /none)")
[ -x "$programs/initdb" ] || { echo "tests/postgres.sh: no PostgreSQL server here; on Debian: apt-get install postgresql" >&2; exit 1; }

folder=$(mktemp -d)
# The server refuses to run as root.
as_server=()
if [ "$(id -u)" -eq 0 ]; then
    chown postgres "$folder"
    as_server=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi
end() {
    "${as_server[@]}" "$programs/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap end EXIT

cd "$folder"
"${as_server[@]}" "$programs/initdb" -D "$folder/data" -U branchdesk -E UTF8 --locale=C --auth=trust >/dev/null
"${as_server[@]}" "$programs/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
    -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c max_connections=200 -c fsync=on" start >/dev/null
cd "$OLDPWD"

BRANCHDESK_TEST_POSTGRES="host=$folder user=branchdesk dbname=postgres" "$@"
