package org.atled.cli;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.atled.formats.json.JsonString;

/**
 * What is said of a run, as it is written: by the names of options without dashes.
 *
 * @param values one text each, or several of an option that takes several
 */
record Settings(SequencedMap<String, List<String>> values) {
  /** What YAML reads as it stands, also inside a list. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./][A-Za-z0-9_./-]*");

  /** The same on a line of its own. */
  private static final Pattern PLAIN_LINE =
      Pattern.compile("[A-Za-z0-9_./]([A-Za-z0-9_./,:+=@-]*[A-Za-z0-9_./])?|-[0-9.]+");

  private static final String JDBC = "jdbc";
  private static final Set<String> NOTHING = Set.of("null", "Null", "NULL", "~");

  Settings {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  static Settings none() {
    return new Settings(new LinkedHashMap<>());
  }

  /** These, where others say nothing else. */
  Settings with(Settings others) {
    SequencedMap<String, List<String>> all = new LinkedHashMap<>(values);
    all.putAll(others.values);
    return new Settings(all);
  }

  Settings with(String key, String text) {
    SequencedMap<String, List<String>> all = new LinkedHashMap<>(values);
    all.put(key, List.of(text));
    return new Settings(all);
  }

  /** The same with a value where nothing is said. */
  Settings orElse(String key, String text) {
    return values.containsKey(key) ? this : with(key, text);
  }

  Settings without(String... keys) {
    SequencedMap<String, List<String>> left = new LinkedHashMap<>(values);
    left.keySet().removeAll(Set.of(keys));
    return new Settings(left);
  }

  /** Those of some names. */
  Settings only(Set<String> keys) {
    SequencedMap<String, List<String>> left = new LinkedHashMap<>(values);
    left.keySet().retainAll(keys);
    return new Settings(left);
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(values.get(key)).map(texts -> String.join(",", texts));
  }

  /** As they may be kept: without passwords in the address of a database. */
  Settings kept() {
    return text(JDBC).map(url -> with(JDBC, QueryOptions.kept(url))).orElse(this);
  }

  /** In one line: {@code lr 0.01, batch-size 16}. */
  String brief() {
    return values.keySet().stream()
        .map(key -> key + " " + text(key).orElseThrow())
        .collect(Collectors.joining(", "));
  }

  /** As a file says it. */
  String yaml() {
    StringBuilder text = new StringBuilder();
    values.forEach((key, texts) -> text.append(line(key, texts)));
    return text.toString();
  }

  private static String line(String key, List<String> texts) {
    return key
        + ": "
        + (texts.size() == 1
            ? scalar(texts.getFirst(), PLAIN_LINE)
            : texts.stream()
                .map(text -> scalar(text, PLAIN))
                .collect(Collectors.joining(", ", "[", "]")))
        + "\n";
  }

  /** What would be read as something else stands as JSON writes it, which is YAML. */
  static String scalar(String text) {
    return scalar(text, PLAIN_LINE);
  }

  private static String scalar(String text, Pattern plain) {
    return plain.matcher(text).matches() && !NOTHING.contains(text)
        ? text
        : new JsonString(text).compact();
  }

  /** Whether two say the same; the order is of no account. */
  boolean isAs(Settings other) {
    return Objects.equals(
        new LinkedHashMap<>(values).entrySet(), new LinkedHashMap<>(other.values).entrySet());
  }
}
