package org.voice2text.bot.transcription.engine;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The models of whisper.cpp that the ggml project publishes, and the SHA-256 of those that are
/// used most; for the others the server's own word is taken.
final class ModelSums {
  static final Map<String, String> KNOWN =
      Map.of(
          "tiny", "be07e048e1e599ad46341c8d2a135645097a538221678b7acdd1b1919c6e1b21",
          "base", "60ed5bc3dd14eea856493d334349b405782ddcaf0028d4b5df4088345fba2efe",
          "small", "1be3a9b2063867b937e64e2ec7483364a79917e157fa98c5d94b5c1fffea987b",
          "medium", "6c14d5adee5f86394037b4e4e8b59f1673b6cee10e3cf0b11bbdbee79c156208",
          "large-v3", "64d182b440b98d5203c4f9bd541544d84c605196c4f7b845dfa11fb23594d1e2",
          "large-v3-turbo", "1fc70f774d38eb169993ac391eea357ef47c88757ef72ee5943879b7e8e2bc69",
          "large-v3-turbo-q5_0",
              "394221709cd5ad1f40c46e6031ca61bce88931e6e088c188294c6d5a55ffa7e2");

  static final Set<String> NAMES = names();

  private ModelSums() {}

  private static Set<String> names() {
    Set<String> names = new TreeSet<>();
    for (String size : new String[] {"tiny", "base", "small"}) {
      Stream.of("", "-q5_1", "-q8_0").forEach(kind -> both(names, size, kind));
    }
    Stream.of("", "-q5_0", "-q8_0").forEach(kind -> both(names, "medium", kind));
    Stream.of("", "-q5_0", "-q8_0").forEach(kind -> names.add("large-v2" + kind));
    Stream.of("", "-q5_0").forEach(kind -> names.add("large-v3" + kind));
    Stream.of("", "-q5_0", "-q8_0").forEach(kind -> names.add("large-v3-turbo" + kind));
    names.add("large-v1");
    return names;
  }

  private static void both(Set<String> names, String size, String kind) {
    names.add(size + kind);
    names.add(size + ".en" + kind);
  }
}
