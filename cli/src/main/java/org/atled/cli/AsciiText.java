package org.atled.cli;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;

/** Characters in ASCII, for terminals and files that know no others. */
final class AsciiText {
  private static final Map<Integer, String> SIGNS =
      Map.ofEntries(
          sign('×', "x"),
          sign('·', "*"),
          sign('⊙', "*"),
          sign('÷', "/"),
          sign('−', "-"),
          sign('–', "-"),
          sign('—', "-"),
          sign('±', "+-"),
          sign('√', "sqrt "),
          sign('λ', "lambda"), // whose name in Unicode is lamda
          sign('Λ', "Lambda"),
          sign('∂', "d"),
          sign('∇', "grad "),
          sign('‖', "||"),
          sign('≤', "<="),
          sign('≥', ">="),
          sign('≠', "!="),
          sign('≈', "~"),
          sign('→', "->"),
          sign('∞', "inf"),
          sign('′', "'"),
          sign('″', "''"),
          sign('‘', "'"),
          sign('’', "'"),
          sign('“', "\""),
          sign('”', "\""),
          sign('€', "EUR"),
          sign('█', "#"),
          sign('░', "."));

  private AsciiText() {}

  private static Map.Entry<Integer, String> sign(char sign, String ascii) {
    return Map.entry((int) sign, ascii);
  }

  /** {@code −} is -, σ is sigma, ² is ^2, é is e; what has no spelling is a question mark. */
  static String inAscii(int point) {
    String sign = SIGNS.get(point);
    if (sign != null) {
      return sign;
    }
    String plain =
        Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD)
            .codePoints()
            .filter(part -> Character.getType(part) != Character.NON_SPACING_MARK)
            .mapToObj(AsciiText::part)
            .reduce("", String::concat);
    return isRaised(point) ? "^" + plain : plain;
  }

  /** Of a character that is taken apart: ½ is 1, ⁄ and 2. */
  private static String part(int point) {
    if (point < 0x80) {
      return Character.toString(point);
    }
    String name = String.valueOf(Character.getName(point));
    if (name.startsWith("GREEK SMALL LETTER ")) {
      return lastWord(name).toLowerCase(Locale.ROOT);
    }
    if (name.startsWith("GREEK CAPITAL LETTER ")) {
      String letter = lastWord(name);
      return letter.charAt(0) + letter.substring(1).toLowerCase(Locale.ROOT);
    }
    return point == '\u2044' ? "/" : SIGNS.getOrDefault(point, "?");
  }

  private static String lastWord(String name) {
    return name.substring(name.lastIndexOf(' ') + 1);
  }

  private static boolean isRaised(int point) {
    String name = String.valueOf(Character.getName(point));
    return name.startsWith("SUPERSCRIPT ") || name.startsWith("MODIFIER LETTER ");
  }
}
