package org.voice2text.exporter.live;

import java.math.BigDecimal;

/// Sums that do not depend on the order of their parts. A plain sum of doubles may come out one
/// step lower when a session is folded, and Prometheus takes any step down for a restart of the
/// counter.
final class ExactSum {
  /// All whole numbers up to here have a double of their own.
  private static final double MAX_WHOLE = 1L << 53;

  private ExactSum() {}

  /// The double next to the exact sum.
  static double nearest(double... parts) {
    double plain = plain(parts);
    return isExact(plain, parts) ? plain : exact(parts).doubleValue();
  }

  /// The lowest double that is not below the exact sum. What is folded in this way never makes a
  /// later sum smaller.
  static double roundedUp(double... parts) {
    double plain = plain(parts);
    if (isExact(plain, parts)) {
      return plain;
    }
    BigDecimal exact = exact(parts);
    double nearest = exact.doubleValue();
    return Double.isFinite(nearest) && new BigDecimal(nearest).compareTo(exact) < 0
        ? Math.nextUp(nearest)
        : nearest;
  }

  private static double plain(double... parts) {
    double sum = 0;
    for (double part : parts) {
      sum += part;
    }
    return sum;
  }

  private static boolean isExact(double plain, double... parts) {
    if (!Double.isFinite(plain) || parts.length < 2) {
      return true;
    }
    for (double part : parts) {
      if (part != Math.rint(part) || Math.abs(part) > MAX_WHOLE) {
        return false;
      }
    }
    return Math.abs(plain) <= MAX_WHOLE;
  }

  private static BigDecimal exact(double... parts) {
    BigDecimal sum = BigDecimal.ZERO;
    for (double part : parts) {
      sum = sum.add(new BigDecimal(part));
    }
    return sum;
  }
}
