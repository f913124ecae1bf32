package org.voice2text.sandbox.drill;

import java.io.Serial;

/// Something did not come about that had to.
final class DrillFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  DrillFailure(String message) {
    super(message);
  }
}
