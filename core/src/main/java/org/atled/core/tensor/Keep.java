package org.atled.core.tensor;

/**
 * What an operation keeps for its backward pass.
 *
 * @param inputMask bit i is set when input i is kept
 * @param outputMask bit i is set when result i is kept
 */
public record Keep(long inputMask, long outputMask) {
  private static final Keep NOTHING = new Keep(0, 0);
  private static final Keep INPUTS = new Keep(-1, 0);
  private static final Keep OUTPUT = new Keep(0, 1);

  public static Keep nothing() {
    return NOTHING;
  }

  /** Keeps all inputs of the operation, and no result. */
  public static Keep inputs() {
    return INPUTS;
  }

  /** Keeps one input, counted from 0, and nothing else. */
  public static Keep input(int index) {
    return new Keep(bit(index), 0);
  }

  /** The result alone; of several the first. */
  public static Keep result() {
    return OUTPUT;
  }

  /** Of several results this one alone. */
  public static Keep result(int index) {
    return NOTHING.andResult(index);
  }

  /** And the result; of several the first. */
  public Keep andResult() {
    return andResult(0);
  }

  /** And this result of several. */
  public Keep andResult(int index) {
    return new Keep(inputMask, outputMask | bit(index));
  }

  boolean keepsInput(int input) {
    return isSet(inputMask, input);
  }

  boolean keepsResult(int result) {
    return isSet(outputMask, result);
  }

  private static boolean isSet(long mask, int index) {
    return (mask & bit(index)) != 0;
  }

  /** Whatever comes after the 64th goes with the 64th. */
  private static long bit(int index) {
    return 1L << Math.min(index, 63);
  }
}
