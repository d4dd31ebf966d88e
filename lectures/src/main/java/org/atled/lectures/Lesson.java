package org.atled.lectures;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What stands beside an experiment's findings on its page, from the file {@code lessons/NAME.txt}
 * of this package: parts that begin with a line {@code # formula}, {@code # code FILE}, {@code #
 * question} and {@code # answer}, all of them there and not blank.
 *
 * @param formula what it is about, in lines
 * @param source where the code stands, a path below this package's folder of sources
 * @param code some lines of it
 * @param question that a reader can answer by thinking, or by trying
 * @param answer to it
 */
record Lesson(String formula, String source, String code, String question, String answer) {
  private static final String CODE = "code ";

  /** That of an experiment, if it has one. */
  static Optional<Lesson> of(String name) {
    String file = "lessons/" + name + ".txt";
    try (InputStream in = Lesson.class.getResourceAsStream(file)) {
      return in == null
          ? Optional.empty()
          : Optional.of(read(new String(in.readAllBytes(), StandardCharsets.UTF_8), file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Lesson read(String text, String file) {
    Map<String, String> parts = new LinkedHashMap<>();
    String source = "";
    for (String part : text.split("(?m)^# ", -1)) {
      String heading = part.lines().findFirst().orElse("");
      String body = part.substring(heading.length()).strip();
      if (heading.startsWith(CODE)) {
        source = heading.substring(CODE.length()).strip();
        // Not strip(), which would take the first line's indentation alone.
        body = part.substring(heading.length() + 1).stripTrailing().stripIndent();
      }
      parts.put(heading.startsWith(CODE) ? CODE.strip() : heading.strip(), body);
    }
    return new Lesson(
        part(parts, "formula", file),
        source,
        part(parts, "code", file),
        part(parts, "question", file),
        part(parts, "answer", file));
  }

  private static String part(Map<String, String> parts, String name, String file) {
    String part = parts.getOrDefault(name, "");
    if (part.isBlank()) {
      throw new IllegalStateException(file + " has no part \"# " + name + "\".");
    }
    return part;
  }
}
