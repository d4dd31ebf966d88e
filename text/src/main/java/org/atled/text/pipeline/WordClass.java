package org.atled.text.pipeline;

/**
 * Rewrites {@code \w} in regular expressions of a {@code tokenizer.json}: Oniguruma, which runs
 * them there, means something else by it than Java. Joiners are none of its word characters, and
 * the superscripts and fractions of Latin-1 are.
 */
final class WordClass {
  private static final String WORD =
      "\\p{IsAlphabetic}\\p{M}\\p{Nd}\\p{Pc}\u00B2\u00B3\u00B9\u00BC-\u00BE";

  private WordClass() {}

  /** The same for Java. */
  static String rewritten(String regex) {
    StringBuilder result = new StringBuilder(regex.length());
    int depth = 0;
    for (int i = 0; i < regex.length(); i++) {
      char c = regex.charAt(i);
      if (c != '\\' || i + 1 == regex.length()) {
        depth += c == '[' ? 1 : c == ']' && depth > 0 ? -1 : 0;
        result.append(c);
        continue;
      }
      i++;
      char escaped = regex.charAt(i);
      switch (escaped) {
        case 'w' -> result.append(depth > 0 ? WORD : "[" + WORD + "]");
        case 'W' -> result.append("[^" + WORD + "]");
        default -> result.append(c).append(escaped);
      }
    }
    return result.toString();
  }
}
