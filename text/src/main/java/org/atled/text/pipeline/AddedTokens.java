package org.atled.text.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.atled.formats.json.JsonPlace;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are found in a text before the model sees it, the longest first where several begin.
 * They cut the text: nothing reaches over them.
 */
public final class AddedTokens {
  /**
   * One of them.
   *
   * @param singleWord only where no letter stands beside it
   * @param left takes the white space before it, too
   * @param right takes the white space after it, too
   * @param normalized looked for in the normalized text
   */
  public record Added(
      String content,
      int id,
      boolean special,
      boolean singleWord,
      boolean left,
      boolean right,
      boolean normalized) {

    static Added of(JsonPlace place) {
      Parts.only(
          place, "id", "content", "special", "single_word", "lstrip", "rstrip", "normalized");
      if (place.string("content").isEmpty()) {
        throw place.get("content").error("is empty, which would be found everywhere.");
      }
      return new Added(
          place.string("content"),
          Parts.count(place, "id"),
          Parts.bool(place, "special", false),
          Parts.bool(place, "single_word", false),
          Parts.bool(place, "lstrip", false),
          Parts.bool(place, "rstrip", false),
          Parts.bool(place, "normalized", true));
    }
  }

  /**
   * A part of a text.
   *
   * @param id of an added token, or −1
   */
  public record Section(String text, int id, boolean first) {}

  /** What is looked for, by its first character, the longest first. */
  private final Map<Character, List<Sought>> sought = new HashMap<>();

  private record Sought(String text, Added token) {}

  private AddedTokens(List<Sought> all) {
    all.stream()
        .sorted(Comparator.comparingInt((Sought s) -> s.text().length()).reversed())
        .forEach(s -> sought.computeIfAbsent(s.text().charAt(0), c -> new ArrayList<>()).add(s));
  }

  /** All that a file adds. */
  public static List<Added> read(JsonPlace list) {
    return list.items().stream().map(Added::of).toList();
  }

  /** Those to be found in a text as it is written. */
  public static AddedTokens asWritten(List<Added> all) {
    return new AddedTokens(
        all.stream()
            .filter(token -> !token.normalized())
            .map(token -> new Sought(token.content(), token))
            .toList());
  }

  /** Those to be found in a normalized text, which are normalized like it. */
  public static AddedTokens normalized(List<Added> all, Normalizer normalizer) {
    return new AddedTokens(
        all.stream()
            .filter(Added::normalized)
            .map(token -> new Sought(normalizer.apply(token.content()), token))
            .filter(s -> !s.text().isEmpty())
            .toList());
  }

  /** A text, cut at the tokens in it. */
  public List<Section> cut(String text, boolean first) {
    List<Section> sections = new ArrayList<>();
    int done = 0;
    int at = 0;
    while (!sought.isEmpty() && at < text.length()) {
      Sought found = at(text, at);
      if (found == null) {
        at++;
        continue;
      }
      int start = at;
      int end = at + found.text().length();
      at = end;
      Added token = found.token();
      if (token.singleWord() && (isWordBefore(text, start) || isWordAt(text, end))) {
        continue;
      }
      while (token.left() && start > done && Classes.isSpace(text.charAt(start - 1))) {
        start--;
      }
      while (token.right() && end < text.length() && Classes.isSpace(text.charAt(end))) {
        end++;
      }
      if (done < start) {
        sections.add(new Section(text.substring(done, start), -1, first && done == 0));
      }
      sections.add(new Section(text.substring(start, end), token.id(), first && start == 0));
      done = end;
      at = Math.max(at, done);
    }
    if (done < text.length()) {
      sections.add(new Section(text.substring(done), -1, first && done == 0));
    }
    return sections;
  }

  private @Nullable Sought at(String text, int at) {
    for (Sought s : sought.getOrDefault(text.charAt(at), List.of())) {
      if (text.startsWith(s.text(), at)) {
        return s;
      }
    }
    return null;
  }

  private static boolean isWordBefore(String text, int end) {
    return end > 0 && Classes.isWord(text.codePointBefore(end));
  }

  private static boolean isWordAt(String text, int start) {
    return start < text.length() && Classes.isWord(text.codePointAt(start));
  }
}
