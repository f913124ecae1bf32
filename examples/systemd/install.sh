#!/usr/bin/env bash
# Installs Voice2Text without Docker, or upgrades it. As root, from a clone of the project, after `make build`:
#
#   JAVA_HOME=/usr/lib/jvm/temurin-25-jdk-amd64 examples/systemd/install.sh
#
# Each revision gets a folder of its own under /opt/voice2text/releases, and /opt/voice2text/current is a link to the one
# in use. What is in /etc/voice2text is never overwritten, but for the project's own rules of Prometheus, whose alerts link
# to RUNBOOKS_URL if the environment or voice2text.env has it. Nothing is started or stopped.
# With DESTDIR set, all of it goes under that folder, and the system is left alone.
set -euo pipefail
cd "$(dirname "$0")/../.."

root=${DESTDIR:-}
etc=$root/etc/voice2text
opt=$root/opt/voice2text
revision=$(git rev-parse --short=12 HEAD 2>/dev/null || date +%Y%m%d%H%M%S)
release=$opt/releases/$revision

fail() {
  echo "$1" >&2
  exit 2
}

[ -x "${JAVA_HOME:-}/bin/java" ] || fail "JAVA_HOME=${JAVA_HOME:-} must be the folder of a JDK 25"
for module in bot exporter sandbox; do
  [ -f "$module/target/$module.jar" ] || fail "$module/target/$module.jar is missing: run \`make build\` first"
done
[ -n "$root" ] || [ "$(id -u)" -eq 0 ] || fail "Only root may install"

umask 022
mkdir -p "$release" "$etc/prometheus/rules" "$root/etc/systemd/system" "$root/usr/lib/sysusers.d"
for module in bot exporter sandbox; do
  rm -rf "${release:?}/$module"
  mkdir -p "$release/$module/target"
  cp -p "$module/jvm.options" "$release/$module/"
  cp -rp "$module/target/lib" "$module/target/$module.jar" "$release/$module/target/"
done
rm -rf "$release/docs"
cp -rp docs "$release/docs"
echo "-Dvoice2text.revision=$revision" | tee -a "$release/bot/jvm.options" >>"$release/exporter/jvm.options"

echo "Training the start-up caches…"
"$JAVA_HOME/bin/java" -cp "$release/sandbox/target/sandbox.jar" org.voice2text.sandbox.stage.Training \
  "$JAVA_HOME/bin/java" "$release" || echo "The caches were not made; only the start is slower." >&2
rm -rf "$release/sandbox" "$release"/*/target/*.aot.config

ln -sfn "$JAVA_HOME" "$opt/java"
ln -sfn "releases/$revision" "$opt/current"

# Settings hold secrets: systemd reads them as root.
if [ ! -f "$etc/voice2text.env" ]; then
  install -m 0600 "$([ -f .env ] && echo .env || echo .env.example)" "$etc/voice2text.env"
fi
if [ ! -f "$etc/prometheus/prometheus.yml" ]; then
  # Names of the compose network become addresses of this machine.
  sed -e 's|"exporter:8000"|"127.0.0.1:8000"|' monitoring/prometheus/prometheus.yml >"$etc/prometheus/prometheus.yml"
fi
runbooks=${RUNBOOKS_URL:-$(sed -n 's|^RUNBOOKS_URL=||p' "$etc/voice2text.env" | tail -n 1)}
case ${runbooks#http*://} in
  "${runbooks:-none}" | *[!A-Za-z0-9._~:/?=%@+-]*)
    fail "RUNBOOKS_URL=$runbooks: must be the address of a page, such as https://example.org/docs/runbooks.md"
    ;;
esac
for file in monitoring/prometheus/rules/*.yml; do
  case $file in
    *_test.yml) ;;
    *) sed "s|\(runbook_url: \)docs/runbooks.md|\1${runbooks:-docs/runbooks.md}|" "$file" >"$etc/prometheus/rules/${file##*/}" ;;
  esac
done

install -m 0644 examples/systemd/voice2text-*.service "$root/etc/systemd/system/"
install -m 0644 examples/systemd/voice2text.sysusers.conf "$root/usr/lib/sysusers.d/voice2text.conf"
if [ -z "$root" ]; then
  systemd-sysusers /usr/lib/sysusers.d/voice2text.conf
  systemctl daemon-reload
fi
[ -n "$runbooks" ] || echo "Alerts name the file docs/runbooks.md; to have them link to a page, set RUNBOOKS_URL and install again."
echo "Installed $revision. Look at $etc/voice2text.env, then start it: docs/operations.md says how."
