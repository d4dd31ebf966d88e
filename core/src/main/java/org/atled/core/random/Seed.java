package org.atled.core.random;

/**
 * Where all randomness comes from. A seed gives keys for places: the same seed and the same path
 * ("layer3.dropout", "shuffle") give the same key everywhere, and different paths give unrelated
 * ones.
 */
public record Seed(long value) {
  public static Seed of(long value) {
    return new Seed(value);
  }

  /** The seed of a place below this one; the empty path is this place itself. */
  public Seed at(String path) {
    long hash = value;
    for (int i = 0; i < path.length(); i++) {
      // Each character is stirred in by a Philox block: short paths that differ in one bit must
      // not give related keys.
      int[] words = Philox.block(hash, path.charAt(i), i, path.length(), 0x41746c64);
      hash = Integer.toUnsignedLong(words[0]) | ((long) words[1] << 32);
    }
    return new Seed(hash);
  }

  /** The seed of a numbered place below this one: an epoch, an example. */
  public Seed at(long index) {
    int[] words = Philox.block(value, (int) index, (int) (index >>> 32), 0, 0x696e6478);
    return new Seed(Integer.toUnsignedLong(words[0]) | ((long) words[1] << 32));
  }

  /** The Philox key. */
  public long key() {
    return value;
  }

  /** A stream of draws for sequential code on the host, such as shuffling or drawing a picture. */
  public Draws draws() {
    return new Draws(value);
  }
}
