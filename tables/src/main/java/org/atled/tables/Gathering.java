package org.atled.tables;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32;
import org.atled.core.error.ArgumentException;

/**
 * Which texts of a column share an input, so that ten thousand of them do not become ten thousand
 * inputs.
 *
 * @param rare texts of fewer rows to learn from are one category together; 0 if none are
 * @param hashed columns of more texts than this are hashed into so many inputs; none: the 1,000
 *     most frequent are categories, and the others one together
 * @param embedded each text of columns of more texts than this becomes a vector that is learned
 */
public record Gathering(int rare, Optional<Integer> hashed, Optional<Integer> embedded) {
  /** More categories than this are never taken. */
  static final int MOST = 1000;

  static final Gathering NONE = new Gathering(0, Optional.empty(), Optional.empty());

  public Gathering {
    if (hashed.isPresent() && hashed.get() < 2) {
      throw new ArgumentException(
          "Texts are hashed into " + hashed.get() + " inputs, but it takes at least 2.");
    }
    if (hashed.isPresent() && embedded.isPresent()) {
      throw new ArgumentException(
          "Columns of many texts are either hashed or embedded; leave one of both out.");
    }
  }

  /** Whether a column of so many texts is hashed. */
  boolean hashes(long texts) {
    return hashed.filter(most -> texts > most).isPresent();
  }

  /** Whether each text of a column of so many becomes a vector. */
  boolean embeds(long texts) {
    return embedded.filter(most -> texts > most).isPresent();
  }

  /**
   * Which texts have no category of their own.
   *
   * @param counts in how many rows to learn from each stands
   */
  Set<String> gathered(Map<String, Integer> counts) {
    Set<String> gathered = new HashSet<>();
    counts.forEach((text, count) -> {
      if (count < rare) {
        gathered.add(text);
      }
    });
    counts.entrySet().stream()
        .filter(text -> text.getValue() >= rare)
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .skip(embeds(counts.size()) ? Input.Embedded.MOST : MOST)
        .forEach(text -> gathered.add(text.getKey()));
    return gathered;
  }

  /**
   * Where a text falls: the remainder of the CRC-32 of its UTF-8 bytes. Weinberger et al., "Feature
   * hashing for large scale multitask learning", 2009, without signs, since a text stands alone.
   */
  static int bucket(String text, int buckets) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return (int) (crc.getValue() % buckets);
  }
}
