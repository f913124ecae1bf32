package org.voice2text.monitoring.rules;

/// One rule of Prometheus.
public sealed interface Rule permits Alert, Recording {

  Expression expression();
}
