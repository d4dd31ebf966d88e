package org.atled.core.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** How near a mistyped name is to a right one. */
public final class Spelling {
  private Spelling() {}

  /**
   * What a message about an unknown name may add: {@code Did you mean "…"?}, after a space, with
   * the nearest of the known names if at most half of its letters are wrong, and else nothing.
   */
  public static String guess(String word, Collection<String> known) {
    String lower = word.toLowerCase(Locale.ROOT);
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(name, lower)))
        .filter(name -> distance(name, lower) <= name.length() / 2)
        .map(near -> " Did you mean \"" + near + "\"?")
        .orElse("");
  }

  /**
   * The least number of letters to insert, delete or replace to make one word the other: Wagner and
   * Fischer, "The string-to-string correction problem", 1974.
   */
  public static int distance(String a, String b) {
    int[] above = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      above[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
      }
      above = row;
    }
    return above[b.length()];
  }
}
