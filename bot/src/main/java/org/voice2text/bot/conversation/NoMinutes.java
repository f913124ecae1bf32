package org.voice2text.bot.conversation;

/// Why a recording was not taken for lack of minutes, and what helps. Immutable.
///
/// @param isAnonymous whether nobody's name is known whose minutes could be used
/// @param isFreeOnAnotherDay whether a day's free minutes would be enough for the recording
record NoMinutes(boolean isAnonymous, boolean isFreeOnAnotherDay) {
  String text(Texts texts) {
    if (isAnonymous) {
      return texts.get("refused.no_minutes.anonymous");
    }
    return isFreeOnAnotherDay
        ? texts.get("refused.no_minutes.today")
        : texts.get("refused.no_minutes");
  }
}
