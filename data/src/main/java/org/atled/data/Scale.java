package org.atled.data;

/**
 * In which numbers the inputs of a data set come. A model is saved with it, so that numbers of
 * another kind can be told.
 *
 * @param unit the integer that stands for 1 where inputs are given as integers: 255 for pixels as
 *     bytes; 1 where integers are the numbers themselves
 * @param least of all inputs; −∞ where nobody has looked
 * @param greatest of all inputs; +∞ where nobody has looked
 * @param mean of all inputs; NaN where nobody has looked, as of other inputs than bytes
 */
public record Scale(int unit, double least, double greatest, double mean) {
  /** Pixels as bytes. */
  static final int WHITE = 255;

  /** Of a mean that nobody has looked for. */
  public Scale(int unit, double least, double greatest) {
    this(unit, least, greatest, Double.NaN);
  }

  /** Numbers as they are, of any size. */
  public static Scale unknown() {
    return new Scale(1, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** Whether the least and the greatest input are known. */
  public boolean isMeasured() {
    return Double.isFinite(least) && Double.isFinite(greatest);
  }
}
