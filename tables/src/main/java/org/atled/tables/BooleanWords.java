package org.atled.tables;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Words for true and false. */
final class BooleanWords {
  private static final Set<String> YES = Set.of("true", "yes", "t", "y", "on");
  private static final Set<String> NO = Set.of("false", "no", "f", "n", "off");

  private BooleanWords() {}

  /** What a text says; nothing if it says neither. */
  static Optional<Boolean> of(String text) {
    String word = text.toLowerCase(Locale.ROOT);
    return YES.contains(word) || NO.contains(word)
        ? Optional.of(YES.contains(word))
        : Optional.empty();
  }

  /** The one of some texts, all of which are true or false, that says the same; or -1. */
  static int same(List<String> texts, String text) {
    Optional<Boolean> said =
        text.equals("1") || text.equals("0") ? Optional.of(text.equals("1")) : of(text);
    if (said.isEmpty() || !texts.stream().allMatch(other -> of(other).isPresent())) {
      return -1;
    }
    List<String> same = texts.stream().filter(other -> of(other).equals(said)).toList();
    return same.size() == 1 ? texts.indexOf(same.getFirst()) : -1;
  }
}
