package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.random.Draws;
import org.atled.core.shape.DType;
import org.atled.lectures.matrix.Matrix;
import org.atled.lectures.regression.Batches;
import org.atled.lectures.regression.LogisticRegression;
import org.atled.lectures.regression.Regression;

/**
 * Logistic regression on one number, whose loss is a function of two, w and b.
 *
 * @param x the examples, [n, 1]
 * @param y their classes, [n]
 * @param best the w and b of the least loss
 */
record LineProblem(Matrix x, int[] y, LogisticRegression best) {
  static final int EXAMPLES = 100;
  private static final double START_W = -1.5;
  private static final double START_B = 2.5;

  /**
   * Where a descent went.
   *
   * @param passes how many times it had seen as many examples as there are
   * @param excess L(w, b) − min L
   */
  record Course(double[] w, double[] b, double[] passes, double[] excess) {
    /** The mean excess of the steps of one pass, counted from 1. */
    double during(int pass) {
      return IntStream.range(0, passes.length)
          .filter(i -> passes[i] > pass - 1 && passes[i] <= pass)
          .mapToDouble(i -> excess[i])
          .average()
          .orElseThrow();
    }
  }

  /** Two normal heaps that overlap, x ~ N(1 ± 1, 1.5²). */
  static LineProblem drawn(Draws draws) {
    int[] y = IntStream.range(0, EXAMPLES).map(i -> i % 2).toArray();
    Matrix x =
        Matrix.column(
            Arrays.stream(y).mapToDouble(label -> 2 * label + 1.5 * draws.normal()).toArray());
    LogisticRegression best = LogisticRegression.zeros(DType.FLOAT64, 1);
    for (int step = 0; step < 2_000; step++) {
      best.step(best.gradient(x, y), 1);
    }
    return new LineProblem(x, y, best);
  }

  /** L − min L of a model. */
  double excess(Regression at) {
    return Math.max(at.loss(x, y) - best.loss(x, y), 0);
  }

  private Regression.Gradient gradient(Regression at, int... chosen) {
    return at.gradient(x.take(chosen), Arrays.stream(chosen).map(i -> y[i]).toArray());
  }

  /** Steps down from one start, always the same. */
  Course descend(Batches batches, double learningRate, int passes, Draws draws) {
    LogisticRegression model = at(START_W, START_B);
    List<double[]> places = new ArrayList<>();
    places.add(new double[] {START_W, START_B, 0, excess(model)});
    double seen = 0;
    for (int pass = 0; pass < passes; pass++) {
      for (int[] chosen : batches.epoch(EXAMPLES, draws)) {
        model.step(gradient(model, chosen), learningRate); // θ ← θ − η ∇L(θ)
        seen += chosen.length;
        double w = model.w().get(0, 0);
        double b = model.b().get(0, 0);
        places.add(new double[] {w, b, seen / EXAMPLES, excess(model)});
      }
    }
    double[][] columns = new double[4][];
    Arrays.setAll(columns, c -> places.stream().mapToDouble(place -> place[c]).toArray());
    return new Course(columns[0], columns[1], columns[2], columns[3]);
  }

  /** √E‖g_B − ∇L‖² where the descents begin, over draws of B examples with replacement. */
  double noise(int size, int draws, Draws random) {
    LogisticRegression start = at(START_W, START_B);
    Regression.Gradient whole = start.gradient(x, y);
    double sum = 0;
    for (int i = 0; i < draws; i++) {
      int[] chosen = IntStream.range(0, size).map(unused -> random.below(EXAMPLES)).toArray();
      Regression.Gradient g = gradient(start, chosen);
      double dw = g.w().get(0, 0) - whole.w().get(0, 0);
      double db = g.b().get(0, 0) - whole.b().get(0, 0);
      sum += dw * dw + db * db;
    }
    return Math.sqrt(sum / draws);
  }

  /** The model with this w and b. */
  static LogisticRegression at(double w, double b) {
    return new LogisticRegression(Matrix.row(w), Matrix.row(b));
  }
}
