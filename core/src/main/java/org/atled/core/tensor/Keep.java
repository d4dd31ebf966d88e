package org.atled.core.tensor;

/**
 * What an operation keeps for its backward pass.
 *
 * @param inputMask bit i is set when input i is kept
 * @param output whether the result is kept
 */
public record Keep(long inputMask, boolean output) {
  private static final Keep NOTHING = new Keep(0, false);
  private static final Keep INPUTS = new Keep(-1, false);
  private static final Keep OUTPUT = new Keep(0, true);

  public static Keep nothing() {
    return NOTHING;
  }

  /** All inputs. */
  public static Keep inputs() {
    return INPUTS;
  }

  /** Only this input. */
  public static Keep input(int index) {
    return new Keep(1L << index, false);
  }

  /** The result alone. */
  public static Keep result() {
    return OUTPUT;
  }

  public Keep andResult() {
    return new Keep(inputMask, true);
  }

  boolean keeps(int input) {
    return (inputMask >>> Math.min(input, 63) & 1) != 0;
  }
}
