package org.atled.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.atled.core.op.nn.Recurrent;
import org.atled.core.op.nn.RecurrentGradient;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Recurrence;
import org.atled.core.tensor.Recurrence.Cell;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;

/** All steps of a recurrence: the states side by side. */
final class RecurrenceRows {
  private static final Operand REAL = Operand.between(-1.5, 1.5);
  private static final Tolerance SUMS = new Tolerance(64, 16);

  private RecurrenceRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    for (Cell cell : Cell.values()) {
      for (boolean biased : new boolean[] {false, true}) {
        for (boolean masked : new boolean[] {false, true}) {
          rows.add(row(cell, biased, masked));
        }
      }
    }
    rows.add(
        OpRow.of(
                "recurrence's gradient",
                RecurrentGradient.class,
                in ->
                    Dispatch.apply(
                            new RecurrentGradient(Cell.RELU, false, true, false),
                            in.toArray(Tensor[]::new))
                        .getFirst(),
                RecurrenceRows::back,
                REAL,
                REAL,
                REAL)
            .constant()
            .within(SUMS, SUMS)
            .on(Shape.of(2, 2), Shape.of(3, 2, 2), Shape.of(3, 2, 2))
            .on(Shape.of(3, 3), Shape.of(1, 1, 3), Shape.of(1, 1, 3)));
    return rows;
  }

  private static OpRow row(Cell cell, boolean biased, boolean masked) {
    List<Operand> operands = new ArrayList<>(List.of(REAL, REAL));
    if (biased) {
      operands.add(REAL);
    }
    operands.addAll(Collections.nCopies(cell.states(), REAL));
    if (masked) {
      operands.add(Operand.condition());
    }
    OpRow row =
        OpRow.of(
                "recurrence, "
                    + cell.name().toLowerCase(Locale.ROOT)
                    + (biased ? " with a bias" : "")
                    + (masked ? " of a mask" : ""),
                Recurrent.class,
                in -> call(cell, biased, masked, in),
                in -> states(cell, biased, masked, in),
                operands.toArray(Operand[]::new))
            .within(SUMS, SUMS);
    if (cell == Cell.RELU) {
      row = row.with(OpRow.Gradient.COARSE).atTies("0 at 0");
    }
    for (int[] sizes : new int[][] {{3, 2, 2}, {1, 1, 1}, {4, 5, 3}, {2, 0, 2}}) {
      List<Shape> shapes = new ArrayList<>();
      shapes.add(Shape.of(sizes[0], sizes[1], cell.gates() * sizes[2]));
      shapes.add(Shape.of(cell.gates() * sizes[2], sizes[2]));
      if (biased) {
        shapes.add(Shape.of(cell.gates() * sizes[2]));
      }
      for (int i = 0; i < cell.states(); i++) {
        shapes.add(Shape.of(sizes[1], sizes[2]));
      }
      if (masked) {
        shapes.add(Shape.of(sizes[0], sizes[1]));
      }
      row = row.on(shapes.toArray(Shape[]::new));
    }
    return row;
  }

  private static Tensor call(Cell cell, boolean biased, boolean masked, List<Tensor> in) {
    int state = biased ? 3 : 2;
    List<Tensor> states =
        Recurrence.of(
            cell,
            in.get(0),
            in.get(1),
            biased ? Optional.of(in.get(2)) : Optional.empty(),
            in.subList(state, state + cell.states()),
            masked ? Optional.of(in.getLast()) : Optional.empty());
    return states.size() == 1
        ? states.getFirst()
        : Structure.concat(2, states.get(0), states.get(1));
  }

  private static Numbers states(Cell cell, boolean biased, boolean masked, List<Numbers> in) {
    Numbers x = in.get(0);
    Numbers w = in.get(1);
    int steps = (int) x.shape().size(0);
    int batch = (int) x.shape().size(1);
    int n = (int) w.shape().size(1);
    int width = cell.states() * n;
    double[] all = new double[steps * batch * width];
    for (int row = 0; row < batch; row++) {
      double[] state = new double[width];
      for (int s = 0; s < cell.states(); s++) {
        for (int j = 0; j < n; j++) {
          state[s * n + j] = in.get((biased ? 3 : 2) + s).at(new int[] {row, j});
        }
      }
      for (int t = 0; t < steps; t++) {
        if (!masked || in.getLast().at(new int[] {t, row}) != 0) {
          Optional<Numbers> bias = biased ? Optional.of(in.get(2)) : Optional.empty();
          state = next(cell, bias, x, w, t, row, state);
        }
        System.arraycopy(state, 0, all, (t * batch + row) * width, width);
      }
    }
    return Numbers.of(Shape.of(steps, batch, width), i -> all[i]);
  }

  private static double[] next(
      Cell cell, Optional<Numbers> bias, Numbers x, Numbers w, int t, int row, double[] state) {
    int n = (int) w.shape().size(1);
    double[] ofX = new double[cell.gates() * n];
    double[] ofH = new double[ofX.length];
    for (int j = 0; j < ofX.length; j++) {
      double[] products = new double[n];
      for (int p = 0; p < n; p++) {
        products[p] = state[p] * w.at(new int[] {j, p});
      }
      int gate = j;
      ofX[j] = x.at(new int[] {t, row, j});
      ofH[j] = Oracle.sum(products) + bias.map(b -> b.at(new int[] {gate})).orElse(0.0);
    }
    double[] next = state.clone();
    for (int j = 0; j < n; j++) {
      switch (cell) {
        case TANH -> next[j] = StrictMath.tanh(ofX[j] + ofH[j]);
        case RELU -> next[j] = Math.max(0, ofX[j] + ofH[j]);
        case GRU -> {
          double r = sigmoid(ofX[j] + ofH[j]);
          double z = sigmoid(ofX[n + j] + ofH[n + j]);
          double fresh = StrictMath.tanh(ofX[2 * n + j] + r * ofH[2 * n + j]);
          next[j] = fresh + z * (state[j] - fresh);
        }
        case LSTM -> {
          double i = sigmoid(ofX[j] + ofH[j]);
          double f = sigmoid(ofX[n + j] + ofH[n + j]);
          double g = StrictMath.tanh(ofX[2 * n + j] + ofH[2 * n + j]);
          double o = sigmoid(ofX[3 * n + j] + ofH[3 * n + j]);
          next[n + j] = f * state[n + j] + i * g;
          next[j] = o * StrictMath.tanh(next[n + j]);
        }
      }
    }
    return next;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** Of a recurrence with relu: W, h and the cotangents of h → those of x. */
  private static Numbers back(List<Numbers> in) {
    Numbers w = in.get(0);
    Numbers h = in.get(1);
    int steps = (int) h.shape().size(0);
    int batch = (int) h.shape().size(1);
    int n = (int) h.shape().size(2);
    double[] all = new double[steps * batch * n];
    for (int row = 0; row < batch; row++) {
      double[] d = new double[n];
      for (int t = steps - 1; t >= 0; t--) {
        double[] gates = new double[n];
        for (int j = 0; j < n; j++) {
          int[] at = {t, row, j};
          gates[j] = h.at(at) > 0 ? d[j] + in.get(2).at(at) : 0;
          all[(t * batch + row) * n + j] = gates[j];
        }
        Arrays.setAll(
            d,
            j -> {
              double[] products = new double[n];
              Arrays.setAll(products, p -> gates[p] * w.at(new int[] {p, j}));
              return Oracle.sum(products);
            });
      }
    }
    return Numbers.of(h.shape(), i -> all[i]);
  }
}
