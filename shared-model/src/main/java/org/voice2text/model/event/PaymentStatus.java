package org.voice2text.model.event;

/// How a payment ended.
public enum PaymentStatus implements Label {
  SUCCESS,
  FAILED,
  REFUNDED
}
