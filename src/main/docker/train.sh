#!/bin/bash
# Trains Java's AOT cache: starts a node as the image will, has it serve some requests, and ends it. What Java has
# loaded, linked and found to be hot by then, it keeps in kadmos.aot. Leaves the options behind in java.options.
set -euo pipefail

HTTP=8080
MANAGEMENT=9080
PATIENCE_SECONDS=120

# Asks the node for something: ask PORT METHOD PATH [BODY]; prints the answer.
ask() {
    local body=${4:-}
    exec 3<> "/dev/tcp/127.0.0.1/$1" || return 1
    printf '%s %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s' \
        "$2" "$3" "${#body}" "$body" >&3
    cat <&3
    exec 3>&-
}

is_ready() {
    ask "$MANAGEMENT" GET /actuator/health/readiness 2> /dev/null | grep -q '"reason":"ready"'
}

# The class path in full: Java only takes the cache if it is the same to the letter, and says nothing of the order that
# a * stands for.
{
    cat jvm.options container.options
    echo "-cp kadmos.jar:$(printf '%s\n' lib/*.jar | paste -sd :)"
} > java.options

data=$(mktemp -d)
KADMOS_NODE_DATADIR=$data java -XX:AOTCacheOutput=kadmos.aot @java.options io.kadmos.Kadmos &
node=$!
until is_ready; do
    if [ "$SECONDS" -gt "$PATIENCE_SECONDS" ] || ! kill -0 "$node"; then
        echo "The node does not get ready, so there is nothing to train with." >&2
        exit 1
    fi
    sleep 0.2
done

for i in {1..50}; do
    ask "$HTTP" PUT "/kv/training/$i" 'a value'
    ask "$HTTP" GET "/kv/training/$i"
    ask "$HTTP" DELETE "/kv/training/$i"
done > /dev/null
ask "$HTTP" GET /cluster > /dev/null
ask "$HTTP" GET /cluster/nodes > /dev/null
ask "$MANAGEMENT" GET /actuator/health/liveness > /dev/null
ask "$MANAGEMENT" GET /actuator/prometheus > /dev/null

kill -TERM "$node"
wait "$node" || [ $? -eq 143 ]
test -s kadmos.aot
