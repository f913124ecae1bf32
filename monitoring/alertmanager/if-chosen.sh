#!/bin/sh
# Starts Alertmanager in its container, if COMPOSE_PROFILES in .env says so, which Grafana goes by too. A profile that
# was only named on the command line would have every alert told twice.
set -eu
case ",${PROFILES:-}," in
  *,alertmanager,*) exec /bin/sh "$(dirname "$0")/start.sh" "$@" ;;
esac
echo "Alertmanager is not started: write COMPOSE_PROFILES=alertmanager into .env, instead of --profile" >&2
exit 2
