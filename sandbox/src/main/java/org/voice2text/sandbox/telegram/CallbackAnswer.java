package org.voice2text.sandbox.telegram;

/// What a person sees after pressing a button.
///
/// @param text may be empty: the button just stops spinning
/// @param alert a box to be closed instead of a short notice
public record CallbackAnswer(String text, boolean alert) {}
