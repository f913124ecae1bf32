#!/bin/sh
# Starts Alertmanager with what its configuration cannot read by itself. From the environment:
#
#   ALERT_TELEGRAM_CHAT    number of the chat that gets the alerts, such as -1001234567890
#   ALERT_TELEGRAM_TOKEN   token of the bot that sends them
#   ALERT_EMAIL_TO         gets what is critical, too; without it no e-mail is sent, and the others are not needed
#   ALERT_EMAIL_FROM       sender, by default the address above
#   ALERT_SMTP_SERVER      host:port, with TLS: from the start at port 465, by STARTTLS at any other, such as 587
#   ALERT_SMTP_USER        name at that server, by default the sender
#   ALERT_SMTP_PASSWORD    password at that server
#
# A token or password may stand in a file: file:/run/secrets/telegram_token. ALERTMANAGER_RUN is the folder for what is
# written here, by default /run/alertmanager: it should be in memory. ALERTMANAGER_PROGRAM is what is started, by default
# alertmanager, or prometheus-alertmanager as Debian calls it; it must be 0.26 or newer. Arguments are handed on to it.
set -eu
umask 077

here=$(dirname "$0")
run=${ALERTMANAGER_RUN:-/run/alertmanager}

fail() {
  echo "$1" >&2
  exit 2
}

# secret NAME FILE: writes the value of NAME, or what the file holds that it names, without a line feed.
secret() {
  eval "value=\${$1:-}"
  case $value in
    file:*)
      [ -f "${value#file:}" ] && [ -r "${value#file:}" ] || fail "$1=$value: there must be a file that can be read"
      value=$(cat "${value#file:}")
      ;;
  esac
  [ -n "$value" ] || fail "$1 is missing: set it, or write it into the file that it names"
  printf %s "$value" >"$2"
}

# plain NAME RULE VALUE: nothing that would end the value in the configuration.
plain() {
  case $3 in
    '' | *[!A-Za-z0-9@._:+-]*) fail "$1=$3: must be $2" ;;
  esac
}

chat=${ALERT_TELEGRAM_CHAT:-}
case ${chat#-} in
  '' | *[!0-9]* | 0*) fail "ALERT_TELEGRAM_CHAT=$chat: must be the number of a chat, such as -1001234567890" ;;
esac

mkdir -p "$run/templates"
cp "$here"/templates/*.tmpl "$run/templates/"
secret ALERT_TELEGRAM_TOKEN "$run/telegram_token"

if [ -n "${ALERT_EMAIL_TO:-}" ]; then
  from=${ALERT_EMAIL_FROM:-$ALERT_EMAIL_TO}
  user=${ALERT_SMTP_USER:-$from}
  plain ALERT_EMAIL_TO "an address such as me@example.org" "$ALERT_EMAIL_TO"
  plain ALERT_EMAIL_FROM "an address such as bot@example.org" "$from"
  plain ALERT_SMTP_USER "the name at the mail server" "$user"
  server=${ALERT_SMTP_SERVER:-}
  case ${server#?*:} in
    "$server" | '' | *[!0-9]*) fail "ALERT_SMTP_SERVER=$server: must be host:port, such as smtp.example.org:587" ;;
  esac
  plain ALERT_SMTP_SERVER "host:port, such as smtp.example.org:587" "$server"
  secret ALERT_SMTP_PASSWORD "$run/smtp_password"
  mail="s|smtp\.example\.org:587|$server|
    s|from@example\.org|$from|
    s|user@example\.org|$user|
    s|to@example\.org|$ALERT_EMAIL_TO|"
else
  # The server's address at the top, and the receiver at the end of the file.
  mail='/^global:/d
    /^  smtp_/d
    /^    email_configs:/,$d'
fi

sed -e "s|chat_id: 1\$|chat_id: $chat|
  s|/run/alertmanager/|$run/|
  $mail" "$here/alertmanager.yml" >"$run/alertmanager.yml"

program=${ALERTMANAGER_PROGRAM:-alertmanager}
if ! command -v "$program" >/dev/null && command -v prometheus-alertmanager >/dev/null; then
  program=prometheus-alertmanager
fi
exec "$program" --config.file="$run/alertmanager.yml" "$@"
