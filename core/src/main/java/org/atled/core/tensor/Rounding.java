package org.atled.core.tensor;

/** How the quotient of a division becomes a whole number. */
public enum Rounding {
  /** Towards 0, as Java and C divide integers. */
  TRUNC,
  /** Down, as Python does: {@code -7 / 2} is −4. */
  FLOOR
}
