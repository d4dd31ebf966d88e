package org.atled.cli;

import java.util.Arrays;
import java.util.Collection;
import org.atled.core.error.Spelling;
import picocli.CommandLine.TypeConversionException;

/** Names of which one is to be chosen. */
final class Choice {
  private Choice() {}

  /** The value whose text it is. */
  static <T> T of(String what, String text, T[] known) {
    return Arrays.stream(known)
        .filter(value -> value.toString().equals(text))
        .findFirst()
        .orElseThrow(
            () -> unknown(what, text, Arrays.stream(known).map(Object::toString).toList()));
  }

  /** What to say of a name that is none of them. */
  static TypeConversionException unknown(String what, String text, Collection<String> known) {
    return new TypeConversionException(
        "there is no "
            + what
            + " \""
            + text
            + "\"."
            + Spelling.guess(text, known)
            + " There are: "
            + String.join(", ", known)
            + ".");
  }
}
