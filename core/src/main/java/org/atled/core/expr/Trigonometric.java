package org.atled.core.expr;

/**
 * Sine, cosine and tangent of an angle in radians.
 *
 * <p>x = hπ + r with |r| ≤ π/2, h whole for the sine and a whole number and a half for the cosine,
 * so that both are ± sin r: one polynomial, nothing to choose. hπ is subtracted in three parts with
 * fused multiply-add, after Cody and Waite, <i>Software Manual for the Elementary Functions</i>,
 * 1980. sin r = r + r³ P(r²), where P is minimax on |r| ≤ π/2: of degree 4 for float32 (error
 * 4.6e−10 of sin r) and 8 for float64 (2.4e−19), derived by {@code tools/minimax.py}.
 */
public final class Trigonometric {
  private static final double[] P32 = {
    -0x1.555556p-3, 0x1.111136p-7, -0x1.a023ccp-13, 0x1.72cddap-19, -0x1.b62406p-26
  };
  private static final double[] P64 = {
    -0.16666666666666666,
    0.008333333333333217,
    -0.00019841269841219496,
    2.7557319213395694e-06,
    -2.5052107147924725e-08,
    1.6058959263633912e-10,
    -7.643798711205937e-13,
    2.73909827069645e-15,
    -1.6554093599681537e-18
  };
  private static final double[] TAN64 = {
    0.3333333333333327,
    0.13333333333343733,
    0.05396825396229562,
    0.021869488708405004,
    0.008863232568990036,
    0.0035921611897506514,
    0.0014555786549145307,
    0.0005914356566190713,
    0.0002334706328492702,
    0.00011369641937809019,
    2.4802094519899444e-06,
    7.50787558553939e-05,
    -6.175021434400692e-05,
    5.6549933310789354e-05,
    -2.5678851467749088e-05,
    7.059826917933441e-06
  };
  private static final double INVERSE_PI = 0.3183098861837907;

  private Trigonometric() {}

  /**
   * sin x, exactly odd; ±0 is kept, NaN for ±∞. Angles beyond 2¹⁸ in float32 and 2⁴⁹ in float64,
   * for which the reduction above has too few digits, are first {@linkplain Folding folded}.
   *
   * <p>Error: at most 1.74 ulp for every float32 up to 2¹⁸ and, as seen, beyond; 2 ulp seen for
   * float64.
   */
  public static Term sin(Term x) {
    Format format = Format.of(x, "sin");
    double rounder = format.rounder();
    Term a = x.foldSine();
    Term sum = a.fma(INVERSE_PI, rounder);
    return turned(format, sum, sine(format, rest(format, a, sum.sub(rounder))));
  }

  /**
   * cos x, exactly even; cos 0 = 1, NaN for ±∞. Great angles are folded as for {@link #sin}.
   *
   * <p>Error: at most 1.81 ulp for every float32 up to 2¹⁸ and, as seen, beyond; 2 ulp seen for
   * float64.
   */
  public static Term cos(Term x) {
    Format format = Format.of(x, "cos");
    // h = n + ½ and cos x = −(−1)ⁿ sin r; an odd rounder puts n + 1 into the low bits.
    double rounder = format.rounder() + 1;
    Term a = x.abs();
    Term sum = a.fma(INVERSE_PI, -0.5).add(rounder);
    Term r = rest(format, a, sum.sub(rounder).add(0.5));
    Term near = a.le(format.pick(Folding.NEAR32, Folding.NEAR64));
    return turned(
        format, near.select(sum, format.rounder()), sine(format, near.select(r, x.foldCosine())));
  }

  /**
   * tan x, exactly odd; ±0 is kept, NaN for ±∞. x = nπ/2 + r with |r| ≤ π/4, somewhat more for
   * great x, and r in two parts; tan r = r + r³ P(r²), where P is minimax of degree 15 (error
   * 1.4e−18 of tan r), and −1/tan r for odd n. Beyond 2⁴⁹ r is the smaller of the angles with the
   * sine and the cosine of x for their sine. Computed in float64, and rounded once for float32.
   *
   * <p>Error: 0.50 ulp seen for float32, 2 for float64.
   */
  public static Term tan(Term x) {
    return Format.wide(
        "tan",
        x,
        u -> {
          double rounder = Format.DOUBLE.rounder();
          Term a = u.abs();
          Term sum = a.fma(2 * INVERSE_PI, rounder);
          Term n = sum.sub(rounder);
          Term first = n.fma(n.constant(-3.141592653589793 / 2), a);
          Pair second = Pair.product(n, n.constant(1.224646799147353e-16 / 2));
          Pair r = Pair.sum(first, second.high().neg());
          Term third = n.fma(n.constant(2.1657133478438278e-32 / 2), second.low());
          Term near = a.le(Folding.NEAR64);
          Term sine = a.foldSine();
          Term cosine = a.foldCosine();
          Term flat = sine.abs().lt(cosine.abs());
          // Of an odd and a negative pair the tangent is −1/tan r; of the folded ones ±.
          Term folded = flat.select(sine, cosine);
          Term across = flat.select(cosine, sine);
          Term high =
              near.select(r.high(), Format.DOUBLE.signBit(across).xor(folded.bits()).bits());
          Term low = near.select(r.low().sub(third), 0);
          Term square = high.mul(high);
          Term cubic = high.mul(square).mul(Format.polynomial(square, TAN64));
          Term tangent = high.add(cubic.add(square.fma(low, low)));
          Term odd = near.select(sum.bits().and(1).eq(sum.bits().constant(0L)).not(), flat.not());
          Term over = near.select(u.constant(-1L), 1).div(tangent);
          Term turned = odd.select(over, tangent);
          return turned.bits().xor(Format.DOUBLE.signBit(u)).bits();
        });
  }

  /** x − hπ. The parts of π are cut off, not rounded, so that all are positive: −0 stays −0. */
  private static Term rest(Format format, Term x, Term h) {
    Term first = h.fma(h.constant(format.pick(-0x1.921fb4p+1, -3.141592653589793)), x);
    Term second = h.fma(h.constant(format.pick(-0x1.4442dp-23, -1.224646799147353e-16)), first);
    return h.fma(h.constant(format.pick(-0x1.846988p-47, -2.1657133478438278e-32)), second);
  }

  /** sin r for |r| ≤ π/2. */
  private static Term sine(Format format, Term r) {
    Term square = r.mul(r);
    Term p = Format.polynomial(square, format.pick(P32, P64));
    // The sum with +0 turns the −0 of a product that vanishes into +0, without which r = −0 would
    // become r · −0 + r = +0.
    return r.fma(square.fma(p, 0), r);
  }

  /** The sine with its sign changed where the lowest bit of the sum is set. */
  private static Term turned(Format format, Term sum, Term sine) {
    Term sign = sum.bits().shl(format == Format.DOUBLE ? 63 : 31);
    return sine.bits().xor(sign).bits();
  }
}
