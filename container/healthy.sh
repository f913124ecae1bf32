#!/bin/bash
# The health check of both images: ends with 0 if the process answers.
#   healthy.sh PORT
# Only whether it lives is asked, not whether it is ready: a bot that waits for Telegram must not be taken for dead.
# 401 is an answer too: it comes when METRICS_USER is set.
set -euo pipefail
exec 3<>"/dev/tcp/127.0.0.1/$1"
printf 'GET /health/live HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
IFS=' ' read -r -t 4 _ status _ <&3
[ "$status" = 200 ] || [ "$status" = 401 ]
