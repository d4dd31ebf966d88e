package org.atled.testkit;

import static org.atled.testkit.OpRow.EVERY_FLOAT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.atled.core.op.nn.AffineGrid;
import org.atled.core.op.nn.GridSample;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.GridSampling;
import org.atled.core.tensor.GridSampling.Outside;

/** Images read at places, and the places that affine maps give. */
final class GridRows {
  private static final Operand REAL = Operand.between(-2, 2);
  private static final Tolerance SUM = new Tolerance(8, 8, 3);
  private static final String FUNCTIONAL = "torch.nn.functional.";

  private GridRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    GridSampling plain = GridSampling.standard();
    GridSampling bicubic = plain.with(GridSampling.Mode.BICUBIC);
    // Kinks of axes with four elements, whose middles lie at odd eighths or at thirds.
    double[] edges = {-1.25, -0.75, -0.25, 0.25, 0.75, 1.25};
    double[] corners = {-5 / 3.0, -1, -1 / 3.0, 1 / 3.0, 1, 5 / 3.0};
    rows.add(sampled("", plain, edges));
    rows.add(sampled(" with corners", plain.aligningCorners(), corners));
    rows.add(sampled(" within borders", plain.with(Outside.BORDER), edges));
    rows.add(sampled(" reflecting", plain.with(Outside.REFLECTION), edges));
    rows.add(
        sampled(
            " reflecting with corners", plain.with(Outside.REFLECTION).aligningCorners(), corners));
    rows.add(sampled(" bicubic", bicubic, edges));
    rows.add(sampled(" bicubic reflecting", bicubic.with(Outside.REFLECTION), edges));
    rows.add(
        sampled(
            " bicubic within borders with corners",
            bicubic.with(Outside.BORDER).aligningCorners(),
            corners));
    Operand places = Operand.between(-1.6, 1.6, edges);
    rows.add(
        OpRow.of(
                "gridSample of volumes",
                GridSample.class,
                in -> in.get(0).gridSample(in.get(1)),
                in -> sampled(in.get(0), in.get(1), plain),
                REAL,
                places)
            .taking(EVERY_FLOAT)
            .within(SUM, SUM)
            .on(Shape.of(1, 1, 4, 2, 1), Shape.of(1, 1, 2, 1, 3))
            .known(FUNCTIONAL + "grid_sample", ""));
    Numbers fixed =
        new Numbers(Shape.of(1, 1, 4, 2), new double[] {-0.9, 0.3, 0.1, 1.4, 0.6, 0, -2, -0.4});
    GridSampling nearest = plain.with(GridSampling.Mode.NEAREST);
    rows.add(
        OpRow.of(
                "gridSample to the nearest",
                GridSample.class,
                in -> in.getFirst().gridSample(fixed.tensor(in.getFirst().dtype()), nearest),
                in -> sampled(in.getFirst(), fixed, nearest),
                REAL)
            .taking(EVERY_FLOAT)
            .on(Shape.of(1, 2, 4, 4))
            .known(FUNCTIONAL + "grid_sample", ""));
    for (boolean aligned : new boolean[] {false, true}) {
      rows.add(
          OpRow.of(
                  aligned ? "affineGrid with corners" : "affineGrid",
                  AffineGrid.class,
                  in -> in.getFirst().affineGrid(aligned, 2, 3, 2, 5),
                  in -> grid(in.getFirst(), aligned, 2, 5),
                  REAL)
              .taking(EVERY_FLOAT)
              .within(SUM, SUM)
              .on(Shape.of(2, 2, 3))
              .known(FUNCTIONAL + "affine_grid", ""));
    }
    rows.add(
        OpRow.of(
                "affineGrid of volumes",
                AffineGrid.class,
                in -> in.getFirst().affineGrid(false, 1, 1, 2, 1, 3),
                in -> grid(in.getFirst(), false, 2, 1, 3),
                REAL)
            .taking(EVERY_FLOAT)
            .within(SUM, SUM)
            .on(Shape.of(1, 3, 4))
            .known(FUNCTIONAL + "affine_grid", ""));
    return rows;
  }

  private static OpRow sampled(String name, GridSampling by, double[] kinks) {
    return OpRow.of(
            "gridSample" + name,
            GridSample.class,
            in -> in.get(0).gridSample(in.get(1), by),
            in -> sampled(in.get(0), in.get(1), by),
            REAL,
            Operand.between(-1.6, 1.6, kinks))
        .taking(EVERY_FLOAT)
        .within(SUM, SUM)
        .on(Shape.of(1, 1, 4, 4), Shape.of(1, 3, 2, 2))
        .on(Shape.of(2, 3, 4, 4), Shape.of(2, 2, 3, 2))
        .atTies("0 by a place that is held at an end")
        .known(FUNCTIONAL + "grid_sample", "");
  }

  private static Numbers sampled(Numbers x, Numbers grid, GridSampling by) {
    int axes = x.shape().rank() - 2;
    Shape shape = x.shape().slice(0, 2).concat(grid.shape().slice(1, axes + 1));
    return Oracle.at(
        shape,
        at -> {
          double[] places = new double[axes];
          for (int i = 0; i < axes; i++) {
            int[] place = at.clone();
            System.arraycopy(at, 2, place, 1, axes);
            place[axes + 1] = axes - 1 - i;
            long size = x.shape().size(2 + i);
            double p = grid.at(place) + 1;
            places[i] = by.alignCorners() ? p * (size - 1) / 2 : p * size / 2 - 0.5;
          }
          return read(x, new int[] {at[0], at[1]}, places, by);
        });
  }

  private static double read(Numbers x, int[] before, double[] places, GridSampling by) {
    int axis = before.length - 2;
    if (axis == places.length) {
      return x.at(before);
    }
    int size = (int) x.shape().size(2 + axis);
    boolean cubic = by.mode() == GridSampling.Mode.BICUBIC;
    double place = cubic ? places[axis] : held(places[axis], size, by);
    if (by.mode() == GridSampling.Mode.NEAREST) {
      place = Math.rint(place);
    }
    DoubleUnaryOperator weight =
        switch (by.mode()) {
          case BILINEAR -> d -> Math.max(0, 1 - Math.abs(d));
          case NEAREST -> d -> d == 0 ? 1 : 0;
          case BICUBIC -> ResizeRows::cubic;
        };
    double sum = 0;
    for (int i = (int) Math.floor(place) - 2; i < place + 3; i++) {
      int[] next = Arrays.copyOf(before, before.length + 1);
      next[axis + 2] = cubic ? (int) held(i, size, by) : i;
      if (next[axis + 2] >= 0 && next[axis + 2] < size) {
        sum += weight.applyAsDouble(place - i) * read(x, next, places, by);
      }
    }
    return sum;
  }

  private static double held(double place, int size, GridSampling by) {
    double p = place;
    if (by.outside() == Outside.ZEROS) {
      return p;
    }
    double low = by.alignCorners() ? 0 : -0.5;
    double high = size - 1 - low;
    while (by.outside() == Outside.REFLECTION && (p < low || p > high)) {
      p = p < low ? 2 * low - p : 2 * high - p;
    }
    return Math.clamp(p, 0, size - 1);
  }

  private static Numbers grid(Numbers map, boolean corners, long... spatial) {
    int axes = spatial.length;
    Shape shape = Shape.of(map.shape().size(0)).concat(Shape.of(spatial)).concat(Shape.of(axes));
    return Oracle.at(
        shape,
        at -> {
          double sum = map.at(at[0], at[axes + 1], axes);
          for (int i = 0; i < axes; i++) {
            double size = spatial[i];
            double middle = at[1 + i] - (size - 1) / 2;
            double place = size == 1 ? 0 : 2 * middle / (corners ? size - 1 : size);
            sum += map.at(at[0], at[axes + 1], axes - 1 - i) * place;
          }
          return sum;
        });
  }
}
