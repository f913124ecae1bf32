package org.voice2text.bot.conversation;

import java.util.List;
import org.voice2text.model.event.Label;

/// What was chosen for a chat in `/settings`.
///
/// @param language of the interface, or `auto`
/// @param speech language to be recognised, or `auto`
/// @param mode of the first answer: `original` or the label of a mode of rewriting
record ChatSettings(
    String language, String speech, String mode, Format format, Groups groups, Pressers pressers) {
  static final String AUTO = "auto";
  static final String ORIGINAL = "original";

  /// Languages that are offered for recognition: what engines are best at, and what most people
  /// speak.
  static final List<String> SPEECH =
      List.of(
          "en", "ru", "uk", "de", "es", "fr", "it", "pt", "pl", "tr", "ar", "hi", "zh", "ja", "kk");

  static final ChatSettings DEFAULT =
      new ChatSettings(AUTO, AUTO, ORIGINAL, Format.MESSAGES, Groups.ON_REQUEST, Pressers.EVERYONE);

  /// What an answer looks like that is too long for one message.
  enum Format implements Label {
    /// Messages; a file when there would be very many.
    MESSAGES,
    /// A text file.
    FILE
  }

  /// Which recordings of a group are taken.
  enum Groups implements Label {
    ON_REQUEST,
    AUTOMATIC
  }

  /// Who may press the buttons under a transcript in a group.
  enum Pressers implements Label {
    EVERYONE,
    ASKER,
    ADMINISTRATORS
  }

  ChatSettings withLanguage(String value) {
    return new ChatSettings(value, speech, mode, format, groups, pressers);
  }

  ChatSettings withSpeech(String value) {
    return new ChatSettings(language, value, mode, format, groups, pressers);
  }

  ChatSettings withMode(String value) {
    return new ChatSettings(language, speech, value, format, groups, pressers);
  }

  ChatSettings withFormat(Format value) {
    return new ChatSettings(language, speech, mode, value, groups, pressers);
  }

  ChatSettings withGroups(Groups value) {
    return new ChatSettings(language, speech, mode, format, value, pressers);
  }

  ChatSettings withPressers(Pressers value) {
    return new ChatSettings(language, speech, mode, format, groups, value);
  }
}
