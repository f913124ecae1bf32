package org.voice2text.exporter.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The query of a scrape that asks for some families only, such as `name[]=a&name[]=b_total`.
final class NameQuery {
  private static final String PARAMETER = "name[]";

  private NameQuery() {}

  /// Says what is wrong with a query.
  static final class BadQueryException extends Exception {
    private static final long serialVersionUID = 1;

    BadQueryException(String message) {
      super(message);
    }
  }

  /// The names that are asked for; empty for all. Other parameters are left alone.
  ///
  /// @param query as it came, without the question mark; null if there is none
  static Set<String> names(@Nullable String query) throws BadQueryException {
    Set<String> names = new LinkedHashSet<>();
    for (String pair : query == null ? new String[0] : query.split("&", -1)) {
      String[] parts = pair.split("=", 2);
      if (parts.length == 2 && decoded(parts[0]).equals(PARAMETER)) {
        names.add(decoded(parts[1]));
      }
    }
    return names;
  }

  private static String decoded(String text) throws BadQueryException {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw new BadQueryException("a percent sign must be followed by two hexadecimal digits");
    }
  }
}
