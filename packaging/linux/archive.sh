#!/usr/bin/env bash
# packaging/linux/archive.sh OUT: a portable archive of what `cargo build --profile dist --workspace --bins` made.
set -euo pipefail
cd "$(dirname "$0")/../.."
out=${1:?OUT}
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
folder=branchdesk-$version-linux-x86_64
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
mkdir -p "$stage/$folder/assets/fonts" "$out"
binaries=${CARGO_TARGET_DIR:-target}/dist
cp "$binaries/branchdesk" "$binaries/branchdesk-hq" LICENSE LICENSE-APACHE README.md CHANGELOG.md "$stage/$folder/"
cp assets/fonts/HanaMinB.ttf assets/fonts/*.txt "$stage/$folder/assets/fonts/"
cp assets/icons/LICENSE.txt "$stage/$folder/assets/icons-LICENSE.txt"
cp assets/numbers/LICENSE.txt "$stage/$folder/assets/numbers-LICENSE.txt"
cp packaging/linux/branchdesk.desktop packaging/linux/branchdesk-call.desktop packaging/linux/branchdesk.metainfo.xml assets/icons/branchdesk.png "$stage/$folder/"
tar -C "$stage" -czf "$out/$folder.tar.gz" --owner=0 --group=0 --sort=name "$folder"
echo "$out/$folder.tar.gz"
