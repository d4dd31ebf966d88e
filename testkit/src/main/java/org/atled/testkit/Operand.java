package org.atled.testkit;

import java.util.Optional;
import org.atled.core.shape.DType;

/**
 * Where the sample values of one operand lie.
 *
 * @param fixed the type of an index or a condition; empty if the operand takes every type in turn
 * @param kinks points that float samples keep away from
 */
public record Operand(Optional<DType> fixed, double low, double high, double... kinks) {
  /** How far samples keep from kinks: more than the reach of the difference quotients. */
  public static final double MARGIN = 0.05;

  /** Numbers from low to high, not near the kinks. */
  public static Operand between(double low, double high, double... kinks) {
    return new Operand(Optional.empty(), low, high, kinks);
  }

  /** Int64 indices 0 … bound − 1. */
  public static Operand indexBelow(int bound) {
    return new Operand(Optional.of(DType.INT64), 0, bound - 1);
  }

  /** Bools. */
  public static Operand condition() {
    return new Operand(Optional.of(DType.BOOL), 0, 1);
  }

  /** The type of this operand when the row is run on a type. */
  public DType dtype(DType swept) {
    return fixed.orElse(swept);
  }
}
