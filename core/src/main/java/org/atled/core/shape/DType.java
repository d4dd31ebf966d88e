package org.atled.core.shape;

import java.util.Locale;

/** The type of a tensor's elements. */
public enum DType {
  BOOL(1, 0),
  UINT8(1, 1),
  INT32(4, 1),
  INT64(8, 1),
  FLOAT32(4, 2),
  FLOAT64(8, 2);

  private final int bytes;
  private final int category;

  DType(int bytes, int category) {
    this.bytes = bytes;
    this.category = category;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  public boolean isFloating() {
    return category == 2;
  }

  /** Whether the elements are integers; {@code BOOL} is not. */
  public boolean isInteger() {
    return category == 1;
  }

  /** 0 for boolean, 1 for integers, 2 for floating point: a higher category wins a promotion. */
  public int category() {
    return category;
  }

  /**
   * The smallest type that holds both, PyTorch's table: {@code BOOL < UINT8 < INT32 < INT64 <
   * FLOAT32 < FLOAT64}. An integer with a float gives the float's type.
   */
  public DType promote(DType other) {
    return ordinal() >= other.ordinal() ? this : other;
  }

  /** {@code float32} and so on, as NumPy and safetensors users know them. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
