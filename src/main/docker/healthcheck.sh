#!/bin/bash
# Whether this node is ready, for Docker. Prints its answer, which says why it is not. Bash asks by itself: the image
# has no curl, and to start a Java for every check would cost more than the node does.
exec 3<> "/dev/tcp/127.0.0.1/${MANAGEMENT_SERVER_PORT:-9080}" || exit 1
printf 'GET /actuator/health/readiness HTTP/1.0\r\n\r\n' >&3
mapfile -t -u 3 answer
echo "${answer[-1]}"
[[ ${answer[0]} == 'HTTP/1.1 200 '* ]]
