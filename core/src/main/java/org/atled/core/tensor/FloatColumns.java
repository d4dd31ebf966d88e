package org.atled.core.tensor;

import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.shape.DType;

/**
 * How a set of floats is written so that their decimal points stand below each other: NumPy's float
 * mode {@code maxprec}, not suppressing small numbers.
 *
 * @param scientific whether numbers have exponents
 * @param left columns before the decimal point
 * @param right columns after it
 * @param exponentDigits how many the longest exponent has; with exponents only
 */
record FloatColumns(boolean scientific, int left, int right, int exponentDigits) {
  /** Digits after the decimal point, at most. */
  static final int PRECISION = 8;

  /** Of {@code e} and the exponent's sign. */
  private static final int EXPONENT_MARK = 2;

  /** The columns into which all these fit. */
  static FloatColumns of(List<Numeral> all) {
    List<Numeral> finite = all.stream().filter(Numeral::isFinite).toList();
    FloatColumns columns =
        finite.isEmpty()
            ? new FloatColumns(false, 0, 0, 0)
            : needExponents(finite) ? scientific(finite) : positional(finite);
    int widest =
        all.stream()
            .filter(n -> !n.isFinite())
            .mapToInt(n -> n.notFinite().length())
            .max()
            .orElse(0);
    int left = Math.max(columns.left, widest - columns.right - 1);
    return new FloatColumns(columns.scientific, left, columns.right, columns.exponentDigits);
  }

  /** A number padded to the width of all. */
  String text(Numeral x) {
    if (!x.isFinite()) {
      return " ".repeat(left + right + 1 - x.notFinite().length()) + x.notFinite();
    }
    String text =
        scientific
            ? x.scientific(right - EXPONENT_MARK - exponentDigits, exponentDigits)
            : x.positional(PRECISION);
    int point = text.indexOf('.');
    return " ".repeat(left - point) + text + " ".repeat(right - (text.length() - point - 1));
  }

  /**
   * NumPy's rule for exponents: some number is large (from 10⁸, 10⁶ in float32 or 10³ in float16,
   * whose integers are not exact much further), some is below 10⁻⁴, or they differ by more than a
   * factor of 1000.
   */
  private static boolean needExponents(List<Numeral> finite) {
    double[] magnitudes =
        finite.stream().mapToDouble(Numeral::magnitude).filter(m -> m != 0).sorted().toArray();
    if (magnitudes.length == 0) {
      return false;
    }
    double least = magnitudes[0];
    double greatest = magnitudes[magnitudes.length - 1];
    // The comparisons are made in the numbers' own type, in which 10⁻⁴ is another number.
    DType type = finite.getFirst().type();
    double ratio = Numeral.in(type, greatest / least);
    return greatest >= finite.getFirst().large() || least < Numeral.in(type, 1e-4) || ratio > 1000;
  }

  private static FloatColumns scientific(List<Numeral> finite) {
    int fraction = max(finite.stream().mapToInt(n -> n.fractionDigits(PRECISION)));
    int exponent = max(finite.stream().mapToInt(Numeral::exponentDigits));
    int left = finite.stream().anyMatch(Numeral::negative) ? 2 : 1;
    return new FloatColumns(true, left, fraction + EXPONENT_MARK + exponent, exponent);
  }

  private static FloatColumns positional(List<Numeral> finite) {
    List<String> texts = finite.stream().map(n -> n.positional(PRECISION)).toList();
    int left = max(texts.stream().mapToInt(t -> t.indexOf('.')));
    int right = max(texts.stream().mapToInt(t -> t.length() - t.indexOf('.') - 1));
    return new FloatColumns(false, left, right, 0);
  }

  private static int max(IntStream counts) {
    return counts.max().orElseThrow();
  }
}
