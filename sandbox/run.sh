#!/usr/bin/env bash
# Starts the exporter and the bot as two processes, and without a bot token the sandbox too. Stops all of them on Ctrl-C
# or when one of them ends. Called by `make run`.
#   run.sh EXPORTER_COMMAND BOT_COMMAND SANDBOX_COMMAND
set -uo pipefail
# Job control gives each process a group of its own: Ctrl-C reaches this script alone, which stops them in order.
set -m

setting() { # the value of a setting, read as the processes do: the environment wins over .env
  if [ -n "${!1:-}" ]; then
    echo "${!1}"
  elif [ -f .env ]; then
    sed -nE "s/^[[:space:]]*$1[[:space:]]*=[[:space:]]*//p" .env | tail -n 1 | sed -E \
      -e "s/^([\"'])(.*)\\1([[:space:]]+#.*)?[[:space:]]*$/\\2/" -e t -e 's/(^|[[:space:]]+)#.*$//' -e 's/[[:space:]]+$//'
  fi
}

pids=()
stop() { # the bot first, so that its last metrics still find the exporter
  trap - INT TERM EXIT
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
    kill "${pids[i]}" 2>/dev/null && wait "${pids[i]}" 2>/dev/null
  done
}
trap 'stop; exit 0' INT TERM
trap stop EXIT

sandbox=
if [ -z "$(setting BOT_TOKEN)" ]; then
  port=$(setting SANDBOX_PORT)
  if [ "$port" = 0 ]; then
    echo "SANDBOX_PORT is 0, a free port: the bot could not know it. Name one, or start the sandbox by itself." >&2
    exit 2
  fi
  address="http://127.0.0.1:${port:-8090}"
  if (exec 3<>"/dev/tcp/127.0.0.1/${port:-8090}") 2>/dev/null; then
    echo "SANDBOX_PORT=${port:-8090}: the port is taken. Is another \`make run\` running? Stop it, or choose another port." >&2
    exit 3
  fi
  echo "No BOT_TOKEN is set: the sandbox pretends to be Telegram. Open its address and send a voice message."
  $3 & pids+=($!)
  sandbox=yes
  for _ in {1..100}; do # so that the bot finds it at once
    (exec 3<>"/dev/tcp/127.0.0.1/${port:-8090}") 2>/dev/null && break
    sleep 0.1
  done
  # Whoever tries it out wants to see the totals move.
  [ -n "$(setting BUSINESS_REFRESH)" ] || export BUSINESS_REFRESH=5s
  if [ -z "$(setting SENTRY_DSN)" ]; then # Errors and every job's trace are shown in the web chat's panel.
    export SENTRY_DSN="http://pretend@127.0.0.1:${port:-8090}/sentry/1"
    [ -n "$(setting SENTRY_ENVIRONMENT)" ] || export SENTRY_ENVIRONMENT=sandbox
    [ -n "$(setting SENTRY_TRACES_SAMPLE_RATE)" ] || export SENTRY_TRACES_SAMPLE_RATE=1
  fi
fi

$1 & pids+=($!)

if [ -n "$sandbox" ]; then
  export BOT_TOKEN="1000001:pretend-token-of-the-sandbox" TELEGRAM_API_URL="$address"
  if [ -z "$(setting TRANSCRIPTION_ENGINES)$(setting OPENAI_API_KEY)$(setting OPENAI_BASE_URL)" ]; then
    # Nothing real is configured: the sandbox pretends to recognise speech too.
    export TRANSCRIPTION_ENGINES=openai OPENAI_BASE_URL="$address/v1" OPENAI_TRANSCRIPTION_MODEL=pretend-speech
  fi
  if [ -z "$(setting LLM_MODEL)$(setting LLM_API_KEY)$(setting LLM_BASE_URL)" ]; then
    # ... and to rewrite.
    export LLM_BASE_URL="$address/v1" LLM_MODEL=pretend-writer
  fi
fi

$2 & pids+=($!)
wait -n
code=$?
echo "One of the processes ended with code $code; stopping the others." >&2
stop
exit $code
