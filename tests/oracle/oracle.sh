#!/bin/sh
# oracle.sh AWAITC LIBASYNC SEED COUNT [FOLDER]: COUNT random programs from number SEED on, as async C and under
# Python's asyncio; what differs is left in FOLDER. Needs python3, 3.11 or newer, and tcc.
awaitc=$1 library=$2 seed=$3 count=$4 folder=${5:-oracle-differences}
here=$(cd "$(dirname "$0")" && pwd)
if ! command -v python3 >/dev/null; then
    echo 'no python3: skipped'
    exit 77
fi
exec python3 -B "$here/oracle.py" --awaitc "$awaitc" --archive "$library" --include "$here/../../runtime/include" \
    --cc tcc --seed "$seed" --count "$count" --keep "$folder"
