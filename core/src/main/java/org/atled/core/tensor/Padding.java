package org.atled.core.tensor;

import java.util.Locale;

/** What {@link Parts#pad} puts around a tensor. */
public sealed interface Padding {
  /** Zeros, or false. */
  Padding ZEROS = new Constant(0);

  /**
   * The elements mirrored at the first and at the last, which are not repeated: 3 2 [1 2 3] 2 1.
   */
  Padding REFLECT = Around.REFLECT;

  /** The elements mirrored beside the first and the last: 2 1 [1 2 3] 3 2. PyTorch has none. */
  Padding SYMMETRIC = Around.SYMMETRIC;

  /** The first and the last element again and again: 1 1 [1 2 3] 3 3. NumPy's {@code edge}. */
  Padding REPLICATE = Around.REPLICATE;

  /** The elements from the other end: 2 3 [1 2 3] 1 2. NumPy's {@code wrap}. */
  Padding CIRCULAR = Around.CIRCULAR;

  /** One number. */
  static Padding constant(double number) {
    return new Constant(number);
  }

  /** One number. */
  record Constant(double number) implements Padding {}

  /** The axis' own elements. */
  enum Around implements Padding {
    REFLECT,
    SYMMETRIC,
    REPLICATE,
    CIRCULAR;

    /** PyTorch's word for it, for messages. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
