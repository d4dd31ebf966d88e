package org.atled.core.shape;

import java.util.Locale;

/**
 * The type of a tensor's elements.
 *
 * <p>{@code FLOAT16} (IEEE 754: 11 significant bits, 6·10⁻⁸ to 65,504) and {@code BFLOAT16} (8
 * significant bits, the range of float32) are types to store numbers in, for half the memory and
 * half the file. Their elements are computed with as {@code FLOAT32}, as {@code UINT8} is as {@code
 * INT32}: each operation on them reads float32, and rounds its result, once and to nearest, ties to
 * even, to the type that it has. So float16 + float16 is float16. A Java number beside a tensor is
 * first rounded to the tensor's type: 100,000 beside a float16 is an infinity. A sum or a product
 * of matrices adds up in float32 and is rounded at its end. NaN stays NaN, subnormal numbers are
 * kept, and what is too large becomes an infinity.
 */
public enum DType {
  BOOL(1, 0),
  UINT8(1, 1),
  INT32(4, 1),
  INT64(8, 1),
  FLOAT16(2, 2),
  BFLOAT16(2, 2),
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

  /** The type in which elements are computed with: this one, unless it is only to store them. */
  public DType computing() {
    return switch (this) {
      case UINT8 -> INT32;
      case FLOAT16, BFLOAT16 -> FLOAT32;
      case BOOL, INT32, INT64, FLOAT32, FLOAT64 -> this;
    };
  }

  /**
   * The smallest type that holds both, PyTorch's table: {@code BOOL < UINT8 < INT32 < INT64 <
   * FLOAT16, BFLOAT16 < FLOAT32 < FLOAT64}. An integer with a float gives the float's type; of
   * FLOAT16 and BFLOAT16 neither holds the other, and they give FLOAT32.
   */
  public DType promote(DType other) {
    if (this != other && bytes == 2 && other.bytes == 2) {
      return FLOAT32;
    }
    return ordinal() >= other.ordinal() ? this : other;
  }

  /**
   * Whether every number of a type is one of this type too, and both are floats: reading it so
   * loses nothing.
   */
  public boolean widens(DType other) {
    return isFloating() && other.isFloating() && promote(other) == this;
  }

  /** The greatest finite number of a floating-point type, and of others of FLOAT64. */
  public double greatest() {
    return switch (this) {
      case FLOAT16 -> 65504;
      case BFLOAT16 -> 0x1.FEp127;
      case FLOAT32 -> Float.MAX_VALUE;
      case BOOL, UINT8, INT32, INT64, FLOAT64 -> Double.MAX_VALUE;
    };
  }

  /** {@code float32} and so on, as NumPy and safetensors users know them. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
