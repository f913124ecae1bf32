package org.voice2text.monitoring.rules;

/// What a message in Telegram says. Alertmanager and Grafana both read this language, and give it
/// the same data. It is plain text, so that no `<` or `_` of an alert can break it, and has no
/// dollar sign, which Grafana would take for a variable of the environment.
final class MessageTemplate {
  static final String NAME = "voice2text.message";

  static final String TEXT =
      """
      {{ define "voice2text.name" -}}
      {{ .Labels.alertname }} ({{ .Labels.severity }}){{ with .Labels.environment }} in {{ . }}{{ end }}
      {{- end }}

      {{ define "voice2text.alert" -}}
      {{ template "voice2text.name" . }}
      {{ .Annotations.summary }}
      {{ .Annotations.description }}
      Since {{ .StartsAt.UTC.Format "2 Jan 15:04 UTC" }}
      {{- end }}

      {{ define "voice2text.firing" -}}
      {{ if eq .Labels.severity "critical" }}🔴{{ else if eq .Labels.severity "info" }}🔵{{ else }}🟡{{ end }} Firing: {{ template "voice2text.alert" . }}
      What to do: {{ .Annotations.runbook_url }}
      {{- end }}

      {{ define "voice2text.resolved" -}}
      🟢 Resolved: {{ template "voice2text.name" . }}
      {{ .Annotations.summary }}
      From {{ .StartsAt.UTC.Format "2 Jan 15:04" }} to {{ .EndsAt.UTC.Format "2 Jan 15:04 UTC" }}
      {{- end }}

      {{ define "voice2text.message" -}}
      {{ range .Alerts.Firing }}{{ template "voice2text.firing" . }}

      {{ end }}{{ range .Alerts.Resolved }}{{ template "voice2text.resolved" . }}

      {{ end }}{{ end }}
      """;

  static final String USE = "{{ template \"" + NAME + "\" . }}";

  private MessageTemplate() {}
}
