#!/bin/sh
# Starts Grafana in its container, with what its provisioning cannot read by itself. From the environment:
#
#   PROFILES               the compose profiles, separated by commas: with alertmanager among them Grafana tells of no alert
#   ALERT_TELEGRAM_CHAT    number of the chat that gets the alerts, such as -1001234567890
#   RUNBOOKS_URL           address at which docs/runbooks.md is published; without it Grafana's dashboard Runbooks is linked
#   GRAFANA_URL            where people reach Grafana; without both, messages name the file docs/runbooks.md
#   ALERT_TELEGRAM_TOKEN, GF_SECURITY_ADMIN_PASSWORD   may stand in a file: file:/run/secrets/telegram_token
#
# GRAFANA_RUN is the folder for what is written here, by default /run/grafana: it should be in memory. Arguments are
# handed on to Grafana.
set -eu

here=$(dirname "$0")
run=${GRAFANA_RUN:-/run/grafana}

chosen() {
  case ",${PROFILES:-}," in
    *",$1,"*) true ;;
    *) false ;;
  esac
}

chat=${ALERT_TELEGRAM_CHAT:-}
case ${chat#-} in
  '' | *[!0-9]* | 0*)
    echo "ALERT_TELEGRAM_CHAT=$chat: must be the number of a chat, such as -1001234567890" >&2
    exit 2
    ;;
esac

# Where the alerts' runbooks are read, for the links in messages: without an address they name the file alone.
runbooks=${RUNBOOKS_URL:-}
if [ -z "$runbooks" ] && [ -n "${GRAFANA_URL:-}" ]; then
  runbooks=${GRAFANA_URL%/}/d/voice2text-runbooks
fi
case ${runbooks#http*://} in
  "${runbooks:-none}" | *[!A-Za-z0-9._~:/?=%@+-]*)
    echo "RUNBOOKS_URL=$runbooks: must be the address of a page, such as https://example.org/docs/runbooks.md" >&2
    exit 2
    ;;
esac

# secret NAME: puts what the file holds in the place of its name.
secret() {
  value=
  eval "value=\${$1:-}"
  case $value in
    file:*)
      if ! [ -f "${value#file:}" ] || ! [ -r "${value#file:}" ] || ! [ -s "${value#file:}" ]; then
        echo "$1=$value: there must be a file that can be read, and holds it" >&2
        exit 2
      fi
      export "$1=$(cat "${value#file:}")"
      ;;
  esac
}

secret ALERT_TELEGRAM_TOKEN
secret GF_SECURITY_ADMIN_PASSWORD

rm -rf "$run/provisioning"
cp -r "$here/provisioning" "$run/provisioning"
# Not by Grafana's own variables: it would take the number for a number, and refuse it.
for file in "$run"/provisioning/alerting/*; do
  sed "s|@ALERT_TELEGRAM_CHAT@|$chat|g
    s|\(runbook_url: \)docs/runbooks.md|\1${runbooks:-docs/runbooks.md}|" "$here/provisioning/alerting/${file##*/}" >"$file"
done
chosen logs || rm -f "$run/provisioning/datasources/loki.yml"
chosen longterm || rm -f "$run/provisioning/datasources/victoriametrics.yml"

if chosen alertmanager; then
  # Alerts go through Prometheus and Alertmanager: the rules are shown here, and not run.
  export GF_UNIFIED_ALERTING_EXECUTE_ALERTS=false
fi
export GF_PATHS_PROVISIONING="$run/provisioning"

exec "${GRAFANA_PROGRAM:-/run.sh}" "$@"
