#!/usr/bin/env bash
# The programs for Windows under Wine: every command, in folders with spaces, accents and Chinese names, and the tour.
#
# tests/windows.sh FOLDER    the folder with branchdesk.exe and branchdesk-hq.exe, built with --target x86_64-pc-windows-gnu
#
# Needs wine and gcc-mingw-w64-x86-64-win32. Leaves the tour's pictures and papers where it says.
set -euo pipefail
built=$(cd "$1" && pwd)
out=$(mktemp -d)
export WINEPREFIX=$out/wine WINEDEBUG=-all LC_ALL=C.UTF-8

step() { printf '\n== %s (%s s)\n' "$1" "$SECONDS"; }
fails() { ! "$@" || { echo "this should have failed: $*" >&2; exit 1; }; }
desk() { wine "$home/branchdesk.exe" --data 'C:\Büro 网点\data 数据' "$@"; }
hq() { wine "$home/branchdesk-hq.exe" --data 'C:\Büro 网点\总部' "$@"; }

step "a computer"
wine wineboot -i >"$out/boot.log" 2>&1
wine winecfg -v win10
# Wine 8 lacks where Rust gets its random numbers from.
if [ ! -e "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" ]; then
    cat >"$out/random.c" <<'C'
#include <windows.h>
BOOLEAN NTAPI SystemFunction036(PVOID, ULONG);
__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE data, SIZE_T length) {
    return SystemFunction036(data, (ULONG)length);
}
C
    x86_64-w64-mingw32-gcc -shared -o "$WINEPREFIX/drive_c/windows/system32/bcryptprimitives.dll" "$out/random.c" -ladvapi32
fi
home="$WINEPREFIX/drive_c/Büro 网点"
mkdir -p "$home"
cp "$built/branchdesk.exe" "$built/branchdesk-hq.exe" "$home"
cat >"$home/名单 list.csv" <<'CSV'
Customer,Phone,Address,Appliance,Brand,Serial number,Problem
张伟,13800138000,上海市浦东新区世纪大道100号,Washing machine,Haier,HX-1001,not spinning
王芳,13900139000,上海市浦东新区张杨路500号,Refrigerator,Midea,MD-2002,not cold
CSV
cd "$home"

step "headquarters"
hq --version
hq branch add SH01 '浦东 Pudong' --district 310115=浦东新区
hq enrol-code SH01
hq backup 'C:\Büro 网点\总部 备份.sqlite'
hq restore 'C:\Büro 网点\总部 备份.sqlite'
hq check

step "the desk"
desk --version
desk import 'C:\Büro 网点\名单 list.csv' --language en
desk find 张伟 --json | grep -F BR01-A00001
fails desk print BR01-A00001 --out 'C:\Büro 网点\派工单 1.pdf' # nobody goes there yet
desk backup 'C:\Büro 网点\备份 一.db'
desk restore 'C:\Büro 网点\备份 一.db'
desk find wangfang
desk check
fails desk backup 'Q:\backup.db'
fails desk backup 'C:\Büro 网点\data 数据\branchdesk.db'

step "the tour"
wine branchdesk.exe tour --out 'C:\Büro 网点\tour 一天'

step "done: look at $home/tour 一天"
