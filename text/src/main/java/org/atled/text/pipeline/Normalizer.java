package org.atled.text.pipeline;

import java.text.Normalizer.Form;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atled.core.error.FormatException;
import org.atled.formats.json.JsonPlace;

/** Makes texts alike before they are split. */
@FunctionalInterface
public interface Normalizer {
  String apply(String text);

  /**
   * The one that a {@code normalizer} says.
   *
   * @throws FormatException for one that is not known
   */
  static Normalizer of(JsonPlace place) {
    switch (place.string("type")) {
      case "NFC" -> {
        return form(place, Form.NFC);
      }
      case "NFD" -> {
        return form(place, Form.NFD);
      }
      case "NFKC" -> {
        return form(place, Form.NFKC);
      }
      case "NFKD" -> {
        return form(place, Form.NFKD);
      }
      case "Lowercase" -> {
        Parts.only(place);
        return Normalizer::lowerCase;
      }
      case "StripAccents" -> {
        Parts.only(place);
        return Normalizer::withoutMarks;
      }
      case "Strip" -> {
        Parts.only(place, "strip_left", "strip_right");
        boolean left = place.bool("strip_left");
        boolean right = place.bool("strip_right");
        return text -> strip(text, left, right);
      }
      case "Replace" -> {
        Parts.only(place, "pattern", "content");
        Pattern pattern = Parts.pattern(place.get("pattern"));
        String content = Matcher.quoteReplacement(place.string("content"));
        return text -> pattern.matcher(text).replaceAll(content);
      }
      case "Prepend" -> {
        Parts.only(place, "prepend");
        String prefix = place.string("prepend");
        return text -> text.isEmpty() ? text : prefix + text;
      }
      case "ByteLevel" -> {
        Parts.only(place);
        return ByteAlphabet::spell;
      }
      case "BertNormalizer" -> {
        return BertNormalizer.of(place);
      }
      case "Precompiled" -> {
        return CharacterMap.of(place);
      }
      case "Sequence" -> {
        Parts.only(place, "normalizers");
        List<Normalizer> all = place.list("normalizers").stream().map(Normalizer::of).toList();
        return text -> {
          String result = text;
          for (Normalizer each : all) {
            result = each.apply(result);
          }
          return result;
        };
      }
      default ->
          throw Parts.unknown(
              place,
              "NFC",
              "NFD",
              "NFKC",
              "NFKD",
              "Lowercase",
              "StripAccents",
              "Strip",
              "Replace",
              "Prepend",
              "ByteLevel",
              "BertNormalizer",
              "Precompiled",
              "Sequence");
    }
  }

  private static Normalizer form(JsonPlace place, Form form) {
    Parts.only(place);
    return text -> java.text.Normalizer.normalize(text, form);
  }

  static String lowerCase(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints().forEach(c -> Classes.appendLowerCase(result, c));
    return result.toString();
  }

  private static String withoutMarks(String text) {
    StringBuilder result = new StringBuilder(text.length());
    text.codePoints().filter(c -> !Classes.isMark(c)).forEach(result::appendCodePoint);
    return result.toString();
  }

  private static String strip(String text, boolean left, boolean right) {
    int start = 0;
    int end = text.length();
    // All white space is one char wide.
    while (left && start < end && Classes.isSpace(text.charAt(start))) {
      start++;
    }
    while (right && end > start && Classes.isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }
}
