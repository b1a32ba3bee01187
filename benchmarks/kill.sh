#!/bin/sh
# Kills processes in the middle of random workflows so often, and compares what was paid with what was written down:
#   benchmarks/kill.sh COUNT [SEED]
# A failure prints the seed of its workflows.
set -eu
if [ $# -lt 1 ] || [ $# -gt 2 ]; then
    echo "usage: benchmarks/kill.sh COUNT [SEED]" >&2
    exit 2
fi
cd "$(dirname "$0")/.."
exec mvn -q -pl camel-gorgon-llm-component -am test -Dtest=KillTest -Dsurefire.failIfNoSpecifiedTests=false \
    -Dgorgon.kill.count="$1" ${2:+-Dgorgon.kill.seed="$2"}
