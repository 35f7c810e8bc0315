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
    "${as_server[@]}" "$programs/pg_ctl" -D "$folder/data-tls" -m immediate -w stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}
trap end EXIT

cd "$folder"
"${as_server[@]}" "$programs/initdb" -D "$folder/data" -U branchdesk -E UTF8 --locale=C --auth=trust >/dev/null
"${as_server[@]}" "$programs/pg_ctl" -D "$folder/data" -w -l "$folder/log" \
    -o "-c listen_addresses='' -c unix_socket_directories='$folder' -c max_connections=200 -c fsync=on" start >/dev/null
cd "$OLDPWD"
# A second one that is spoken to encrypted, over TCP on loopback.
if command -v openssl >/dev/null; then
    ( cd "$folder"
      openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=root -keyout root.key -out root.pem \
          -addext basicConstraints=critical,CA:TRUE >/dev/null 2>&1
      openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=localhost -keyout server.key -out server.csr >/dev/null 2>&1
      openssl x509 -req -in server.csr -CA root.pem -CAkey root.key -CAcreateserial -days 2 -out server.pem \
          -extfile <(echo subjectAltName=DNS:localhost) >/dev/null 2>&1
      chmod 600 server.key; chmod 644 root.pem server.pem
      [ "$(id -u)" -eq 0 ] && chown postgres server.key server.pem
      port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
      "${as_server[@]}" "$programs/initdb" -D "$folder/data-tls" -U branchdesk -E UTF8 --locale=C --auth=trust >/dev/null
      "${as_server[@]}" "$programs/pg_ctl" -D "$folder/data-tls" -w -l "$folder/log-tls" \
          -o "-c listen_addresses=localhost -c port=$port -c unix_socket_directories='' -c ssl=on -c ssl_cert_file='$folder/server.pem' -c ssl_key_file='$folder/server.key'" start >/dev/null
      echo "$port" >"$folder/port" )
    export BRANCHDESK_TEST_POSTGRES_TLS="port=$(cat "$folder/port") user=branchdesk dbname=postgres"
    export BRANCHDESK_TEST_POSTGRES_ROOT="$folder/root.pem"
fi

BRANCHDESK_TEST_POSTGRES="host=$folder user=branchdesk dbname=postgres" "$@"
