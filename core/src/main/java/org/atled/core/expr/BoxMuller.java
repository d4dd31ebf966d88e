package org.atled.core.expr;

import java.util.List;
import org.atled.core.shape.DType;

/**
 * Pairs of standard normal numbers from pairs of uniform ones: √(−2 ln u)·cos 2πv and √(−2 ln
 * u)·sin 2πv, with u in (0, 1] and v in [0, 1).
 *
 * <p>Box and Muller, <i>A Note on the Generation of Random Normal Deviates</i>, 1958.
 */
public final class BoxMuller {
  private static final double TURN = 6.283185307179586;

  /**
   * Two FLOAT32 from two random words: u is the high 31 bits of the first and a half, times 2⁻³¹, v
   * the high 24 bits of the second times 2⁻²⁴, each rounded to FLOAT32. None is beyond ±6.67, where
   * a share of 2⁻³⁵ should be. Rounding makes u 1 in one of 2²⁵ pairs, which are then ±0.
   */
  public static final Expression FLOAT32 =
      Expression.of(
          List.of(DType.INT32, DType.INT32),
          List.of(DType.FLOAT32, DType.FLOAT32),
          words -> {
            Term u = words.get(0).ushr(1).to(DType.FLOAT32).fma(0x1p-31, 0x1p-32);
            Term v = words.get(1).ushr(8).to(DType.FLOAT32);
            return pair(u, v.mul((float) TURN * 0x1p-24));
          });

  /** Two FLOAT64 from u and v. */
  public static final Expression FLOAT64 =
      Expression.of(
          List.of(DType.FLOAT64, DType.FLOAT64),
          List.of(DType.FLOAT64, DType.FLOAT64),
          uv -> pair(uv.get(0), uv.get(1).mul(TURN)));

  private BoxMuller() {}

  private static List<Term> pair(Term u, Term angle) {
    Term radius = Logarithm.log(u).mul(-2).sqrt();
    return List.of(radius.mul(Trigonometric.cos(angle)), radius.mul(Trigonometric.sin(angle)));
  }
}
