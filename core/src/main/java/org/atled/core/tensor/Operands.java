package org.atled.core.tensor;

import org.atled.core.error.ArgumentException;

/** How many operands an operation takes, from the least to the most. */
public record Operands(int least, int most) {
  public static Operands exactly(int count) {
    return new Operands(count, count);
  }

  public static Operands between(int least, int most) {
    return new Operands(least, most);
  }

  public static Operands atLeast(int count) {
    return new Operands(count, Integer.MAX_VALUE);
  }

  /**
   * That it is so many.
   *
   * @throws ArgumentException if not
   */
  void check(int count) {
    if (count < least || count > most) {
      throw new ArgumentException("takes " + this + ", not " + count + ".");
    }
  }

  @Override
  public String toString() {
    String number =
        least == most
            ? "" + least
            : most == Integer.MAX_VALUE
                ? "at least " + least
                : least + (most == least + 1 ? " or " : " to ") + most;
    boolean one = most == 1 || (least == 1 && most == Integer.MAX_VALUE);
    return number + (one ? " operand" : " operands");
  }
}
