package org.atled.testkit;

import static org.atled.testkit.OpRow.ALL;
import static org.atled.testkit.OpRow.EVERY_FLOAT;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.op.nn.Interpolate;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Interpolation;
import org.atled.core.tensor.Interpolation.Mode;

/** Images resized. */
final class ResizeRows {
  private static final Operand REAL = Operand.between(-2, 2);
  private static final Tolerance SUM = new Tolerance(8, 8, 3);
  private static final String FUNCTIONAL = "torch.nn.functional.";

  private ResizeRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    rows.add(
        resized("to the nearest", Interpolation.to(7, 2))
            .taking(ALL)
            .within(Tolerance.ulps(0.5), Tolerance.ulps(0))
            .on(Shape.of(1, 2, 5, 3))
            .on(Shape.of(0, 1, 1, 4))
            .on(Shape.of(2, 1, 1, 1)));
    rows.add(
        resized("by 1.5 to the nearest", Interpolation.by(1.5))
            .within(Tolerance.ulps(0.5), Tolerance.ulps(0))
            .on(Shape.of(1, 2, 5)));
    rows.add(
        resized("nearest-exact", Interpolation.to(7).with(Mode.NEAREST_EXACT))
            .within(Tolerance.ulps(0.5), Tolerance.ulps(0))
            .on(Shape.of(1, 2, 5))
            .on(Shape.of(1, 1, 3, 2)));
    rows.add(
        resized("linear", Interpolation.to(7).with(Mode.LINEAR))
            .on(Shape.of(2, 2, 5))
            .on(Shape.of(1, 1, 7))
            .on(Shape.of(1, 1, 1)));
    rows.add(
        resized("linear by 1.5", Interpolation.by(1.5).with(Mode.LINEAR)).on(Shape.of(1, 2, 5)));
    rows.add(
        resized(
                "linear by 1.5 recomputed",
                Interpolation.by(1.5).with(Mode.LINEAR).recomputingScale())
            .on(Shape.of(1, 2, 5)));
    rows.add(
        resized("linear with corners", Interpolation.to(7).with(Mode.LINEAR).aligningCorners())
            .on(Shape.of(1, 2, 5))
            .on(Shape.of(1, 2, 1)));
    rows.add(
        resized("bilinear", Interpolation.by(2, 0.5).with(Mode.BILINEAR)).on(Shape.of(1, 2, 3, 4)));
    rows.add(
        resized("trilinear", Interpolation.to(3, 1, 2).with(Mode.TRILINEAR).aligningCorners())
            .on(Shape.of(1, 1, 2, 3, 3)));
    rows.add(
        resized("bicubic", Interpolation.to(4, 7).with(Mode.BICUBIC))
            .on(Shape.of(1, 2, 3, 5))
            .on(Shape.of(1, 1, 1, 2)));
    rows.add(
        resized("bicubic with corners", Interpolation.to(4, 1).with(Mode.BICUBIC).aligningCorners())
            .on(Shape.of(1, 2, 3, 5)));
    rows.add(resized("area", Interpolation.to(2, 5).with(Mode.AREA)).on(Shape.of(1, 2, 5, 3)));
    return rows;
  }

  private static OpRow resized(String name, Interpolation by) {
    return OpRow.of(
            "interpolate " + name,
            Interpolate.class,
            in -> in.getFirst().interpolate(by),
            in -> resized(in.getFirst(), by),
            REAL)
        .taking(EVERY_FLOAT)
        .within(SUM, SUM)
        .known(FUNCTIONAL + "interpolate", "");
  }

  private static Numbers resized(Numbers x, Interpolation by) {
    Numbers y = x;
    for (int axis = x.shape().rank() - 1; axis >= 2; axis--) {
      int along = axis;
      boolean byScale = by.sizes().isEmpty();
      int count = Math.max(by.sizes().size(), by.scales().size());
      int place = count == 1 ? 0 : axis - 2;
      int from = (int) x.shape().size(axis);
      int to = byScale ? (int) (from * by.scales().get(place)) : (int) (long) by.sizes().get(place);
      double step =
          byScale && !by.recomputeScale() ? 1 / by.scales().get(place) : from / (double) to;
      Numbers before = y;
      y =
          Oracle.at(
              before.shape().with(axis, to),
              at -> {
                double sum = 0;
                for (int i = -2; i < from + 2; i++) {
                  int[] read = at.clone();
                  read[along] = Math.clamp(i, 0, from - 1);
                  sum += share(by, i, at[along], step, from, to) * before.at(read);
                }
                return sum;
              });
    }
    return y;
  }

  /** What element i, of those continued beyond the ends, counts for one of the result. */
  private static double share(Interpolation by, int i, int at, double step, int from, int to) {
    double place =
        by.alignCorners() ? (to == 1 ? 0 : at * (from - 1.0) / (to - 1)) : (at + 0.5) * step - 0.5;
    return switch (by.mode()) {
      case NEAREST -> i == Math.min((int) (at * step), from - 1) ? 1 : 0;
      case NEAREST_EXACT -> i == Math.min((int) ((at + 0.5) * step), from - 1) ? 1 : 0;
      case LINEAR, BILINEAR, TRILINEAR ->
          Math.max(0, 1 - Math.abs(Math.clamp(place, 0, from - 1) - i));
      case BICUBIC -> cubic(place - i);
      case AREA -> {
        int first = at * from / to;
        int end = Math.ceilDiv((at + 1) * from, to);
        yield i >= first && i < end ? 1.0 / (end - first) : 0;
      }
    };
  }

  /** What an element at a distance counts for in Keys's cubic convolution with a = −0.75. */
  static double cubic(double distance) {
    double d = Math.abs(distance);
    return d < 1
        ? 1.25 * d * d * d - 2.25 * d * d + 1
        : d < 2 ? -0.75 * (d * d * d - 5 * d * d + 8 * d - 4) : 0;
  }
}
