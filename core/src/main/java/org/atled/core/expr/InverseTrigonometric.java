package org.atled.core.expr;

/**
 * Angles in radians. All are computed in float64, and a float32 is rounded once: so each float32 is
 * all but correctly rounded. The polynomials are minimax, derived by {@code tools/minimax.py}.
 */
public final class InverseTrigonometric {
  // asin r = r + r³ P(r²) for r ≤ ½, error 1.4e−20 of it; atan r likewise for r ≤ 1, 1.3e−17.
  private static final double[] ASIN64 = {
    0.16666666666666666,
    0.0750000000000028,
    0.04464285714256698,
    0.030381944458948252,
    0.022372158699488952,
    0.017352769859616667,
    0.013964830155234425,
    0.011550915769502953,
    0.009779519146406096,
    0.008203992200634827,
    0.00854800450227838,
    0.0009917602373850922,
    0.021581998554314766,
    -0.023139937497206498,
    0.03038341346900446
  };
  private static final double[] ATAN64 = {
    -0.3333333333333333,
    0.19999999999999565,
    -0.14285714285678158,
    0.11111111109568317,
    -0.09090909050925411,
    0.07692307000362068,
    -0.06666658160121022,
    0.058822753845149255,
    -0.052626167711295156,
    0.047589463544787276,
    -0.04334918150023375,
    0.03954394852011271,
    -0.035716567068376316,
    0.03131667866952148,
    -0.025909184305583127,
    0.01954090440541083,
    -0.012945988455259023,
    0.007250533236616881,
    -0.003293778964772563,
    0.001154690835434338,
    -0.0002911751384063407,
    4.678713864973176e-05,
    -3.5864530281841955e-06
  };
  private static final double PI = 3.141592653589793;
  private static final double PI_LOW = 1.2246467991473532e-16;

  private InverseTrigonometric() {}

  /**
   * The angle in [−π/2, π/2] whose sine is x, exactly odd; NaN for |x| &gt; 1. Above ½ it is π/2 −
   * 2 asin √((1 − |x|)/2).
   *
   * <p>Error: 0.50 ulp seen for float32, 2 for float64.
   */
  public static Term asin(Term x) {
    return Format.wide(
        "asin",
        x,
        u -> {
          Arc arc = Arc.of(u.abs());
          Term twice = arc.angle.add(arc.angle);
          Term upper = twice.sub(PI_LOW / 2).neg().add(PI / 2);
          return Format.DOUBLE.withSign(arc.large.select(upper, arc.angle), u);
        });
  }

  /**
   * The angle in [0, π] whose cosine is x; NaN for |x| &gt; 1.
   *
   * <p>Error: 0.50 ulp seen for float32, 1 for float64.
   */
  public static Term acos(Term x) {
    return Format.wide(
        "acos",
        x,
        u -> {
          Arc arc = Arc.of(u.abs());
          Term twice = arc.angle.add(arc.angle);
          Term positive = u.gt(0);
          Term near = positive.select(twice, twice.sub(PI_LOW).neg().add(PI));
          Term signed = positive.select(arc.angle, arc.angle.neg());
          return arc.large.select(near, signed.sub(PI_LOW / 2).neg().add(PI / 2));
        });
  }

  /**
   * The angle in [−π/2, π/2] whose tangent is x, exactly odd; ±π/2 for ±∞.
   *
   * <p>Error: 0.50 ulp seen for float32, 1 for float64.
   */
  public static Term atan(Term x) {
    return Format.wide("atan", x, u -> angle(u, u.constant(1L)));
  }

  /**
   * The angle in [−π, π] from the positive x-axis to the point (x, y), with the sign of y; x = −0
   * is on the negative side, and infinities are on diagonals, as in {@code Math.atan2}.
   *
   * <p>Error: 0.50 ulp seen for float32, 2 for float64.
   */
  public static Term atan2(Term y, Term x) {
    return Format.wide("atan2", y, x, InverseTrigonometric::angle);
  }

  private static Term angle(Term y, Term x) {
    Term height = y.abs();
    Term width = x.abs();
    Term most = height.max(width);
    Term least = height.min(width);
    Term ratio = least.eq(Double.POSITIVE_INFINITY).select(y.constant(1L), least.div(most));
    Term q = most.eq(0).select(most, ratio);
    Term square = q.mul(q);
    Term arc = q.fma(square.mul(Format.polynomial(square, ATAN64)), q);
    // The angle is arc, or its distance from π/2 or π.
    Term steep = height.gt(width);
    Term left = x.bits().lt(0);
    Term turned = steep.xor(left).select(arc.neg(), arc);
    Term low = steep.select(y.constant(PI_LOW / 2), left.select(y.constant(PI_LOW), 0));
    Term high = steep.select(y.constant(PI / 2), left.select(y.constant(PI), 0));
    return Format.DOUBLE.withSign(high.add(turned.add(low)), y);
  }

  /**
   * @param large whether a &gt; ½
   * @param angle asin a, or asin √((1 − a)/2) where a is large
   */
  private record Arc(Term large, Term angle) {
    static Arc of(Term a) {
      Term large = a.gt(0.5);
      Term square = large.select(a.mul(-0.5).add(0.5), a.mul(a));
      Term r = large.select(square.sqrt(), a);
      Term p = Format.polynomial(square, ASIN64);
      return new Arc(large, r.fma(square.mul(p), r));
    }
  }
}
