package org.voice2text.monitoring;

/// A file of the monitoring configuration that is made from Java, committed, and compared in a
/// test.
///
/// @param path relative to the module's folder, such as `prometheus/rules/alerts.yml`
/// @param content the whole text, ending in a line feed
public record GeneratedFile(String path, String content) {

  public GeneratedFile {
    if (!content.endsWith("\n")) {
      throw new IllegalArgumentException(path + ": the text must end in a line feed");
    }
  }
}
