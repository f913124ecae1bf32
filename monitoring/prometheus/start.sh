#!/bin/sh
# Starts Prometheus in its container, with the parts of the configuration that the profiles call for. From the
# environment:
#
#   PROFILES     the compose profiles, separated by commas: alertmanager, longterm
#   RETENTION    how long Prometheus keeps its data, such as 15d
#   RUNBOOKS_URL address at which docs/runbooks.md is published; without it Grafana's dashboard Runbooks is linked
#   GRAFANA_URL  where people reach Grafana; without both, messages name the file docs/runbooks.md
#
# PROMETHEUS_RUN is the folder for what is written here, by default /run/prometheus: it should be in memory. Arguments
# are handed on to Prometheus.
set -eu

here=$(dirname "$0")
run=${PROMETHEUS_RUN:-/run/prometheus}

chosen() {
  case ",${PROFILES:-}," in
    *",$1,"*) true ;;
    *) false ;;
  esac
}

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

# The files that it names are looked for beside it.
for folder in rules targets; do
  rm -rf "${run:?}/$folder"
  [ ! -d "$here/$folder" ] || cp -r "$here/$folder" "$run/$folder"
done
if [ -n "$runbooks" ]; then
  for file in "$here"/rules/*.yml; do
    sed "s|\(runbook_url: \)docs/runbooks.md|\1$runbooks|" "$file" >"$run/rules/${file##*/}"
  done
fi
if chosen alertmanager; then
  cat "$here/prometheus.yml" >"$run/prometheus.yml"
else
  # From "alerting:" to the next line that is not indented: Grafana tells of the alerts, and nobody is told twice, even
  # when a container of Alertmanager was left over.
  awk '/^[^ #]/ { skip = /^alerting:/ } !skip' "$here/prometheus.yml" >"$run/prometheus.yml"
fi
if chosen longterm; then
  cat "$here/remote-write.yml" >>"$run/prometheus.yml"
fi

exec "${PROMETHEUS_PROGRAM:-prometheus}" \
  --config.file="$run/prometheus.yml" \
  --storage.tsdb.retention.time="${RETENTION:-15d}" \
  "$@"
