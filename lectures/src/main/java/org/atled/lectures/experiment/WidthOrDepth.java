package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.Split;
import org.atled.data.Toy;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.Layer;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.Panels;
import org.atled.train.architecture.Mlp;

/**
 * The same number of parameters in one wide hidden layer or in several narrow ones. One layer can
 * approximate anything if it is wide enough (Cybenko 1989), and there are functions for which it
 * must be exponentially wider than a deep network (Telgarsky 2016); what gradient descent finds is
 * another question, and is what is measured here.
 */
public final class WidthOrDepth implements Experiment {
  private static final int BITS = 8;
  private static final double LEARNING_RATE = 0.01;

  /** Learn from (x, y), then name the classes of (testX, testY). */
  private record Task(Tensor x, Tensor y, Tensor testX, Tensor testY) {
    static Task of(Split split) {
      Plane train = Plane.of(split.train());
      Plane test = Plane.of(split.test());
      return new Task(train.x(), train.y(), test.x(), test.y());
    }

    int inputs() {
      return (int) x.shape().size(1);
    }

    double accuracy(Layer model) {
      return Autograd.noGrad(() -> model.apply(testX).argmax(1).eq(testY).to(DType.FLOAT32).mean())
          .item();
    }
  }

  /** Accuracies [seeds, budgets] of one form against the parameters that it really has. */
  private record Curve(NetworkForm form, double[] parameters, double[][] accuracies) {
    double[] medians() {
      return Spread.medians(accuracies);
    }
  }

  @Override
  public String name() {
    return "width-or-depth";
  }

  @Override
  public String title() {
    return "Wide or deep: accuracy against parameters on spirals and on parity";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, 5, 1_000, 40, 80, 160, 320, 640, 1_280);
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, 3, 400, 40, 640);
  }

  Findings run(Seed seed, int seeds, int steps, int... budgets) {
    List<Task> spirals = new ArrayList<>();
    for (int s = 0; s < seeds; s++) {
      spirals.add(Task.of(new Toy.Spirals(2, 2.5, 0.02).generate(seed.at(s), 500, 1_000)));
    }
    Findings.Builder findings = Findings.builder();
    List<Curve> onSpirals = curves("spirals", spirals, seed, steps, budgets, findings);
    List<Task> parity = Collections.nCopies(seeds, parity());
    List<Curve> onParity = curves("parity", parity, seed, steps, budgets, findings);
    say(findings, "On two spirals", "new points", onSpirals, budgets);
    say(findings, "On the parity of " + BITS + " bits", "all inputs", onParity, budgets);
    return findings
        .say(
            "With %d parameters each layer of the deep network on spirals has %d units, and what so"
                + " narrow a layer has lost no later one finds again. That a deep network could do"
                + " more (Telgarsky 2016) does not say that gradient descent finds it.",
            budgets[0], NetworkForm.DEEP.width(spirals.getFirst().inputs(), budgets[0]))
        .say(
            "These are medians of %d seeds, all trained for %,d steps of Adam; the bands in the"
                + " figure show how much the first weights matter.",
            seeds, steps)
        .table(table("Spirals, median accuracy", onSpirals, budgets))
        .table(table("Parity, median accuracy", onParity, budgets))
        .figure(
            "accuracy",
            Panels.of(
                "The same parameters, wide or deep",
                2,
                chart("Two spirals", "accuracy on new points", onSpirals),
                chart("Parity of " + BITS + " bits", "accuracy on all inputs", onParity)),
            "Lines are medians and bands all of the seeds. A half is what guessing gives.")
        .build();
  }

  /** All inputs of ±1, and whether an odd number of them is +1. Nothing is held out. */
  private static Task parity() {
    int count = 1 << BITS;
    float[] x = new float[count * BITS];
    long[] y = new long[count];
    for (int i = 0; i < count; i++) {
      for (int bit = 0; bit < BITS; bit++) {
        x[i * BITS + bit] = (i >> bit & 1) == 1 ? 1 : -1;
      }
      y[i] = Integer.bitCount(i) % 2;
    }
    Tensor inputs = Tensor.of(x, count, BITS);
    Tensor classes = Tensor.of(y);
    return new Task(inputs, classes, inputs, classes);
  }

  private static List<Curve> curves(
      String name, List<Task> tasks, Seed seed, int steps, int[] budgets, Findings.Builder found) {
    List<Curve> curves = new ArrayList<>();
    for (NetworkForm form : NetworkForm.values()) {
      double[] parameters = new double[budgets.length];
      double[][] accuracies = new double[tasks.size()][budgets.length];
      for (int b = 0; b < budgets.length; b++) {
        int inputs = tasks.getFirst().inputs();
        int width = form.width(inputs, budgets[b]);
        Layer model = Mlp.of(Collections.nCopies(form.layers, width)).build(Shape.of(inputs), 2);
        parameters[b] = model.state().parameterCount();
        FullBatch training =
            new FullBatch(model, new CrossEntropyLoss(), Adam.withLearningRate(LEARNING_RATE));
        for (int s = 0; s < tasks.size(); s++) {
          Task task = tasks.get(s);
          training.restart(seed.at(name).at(s)).steps(steps, task.x(), task.y());
          accuracies[s][b] = task.accuracy(model);
        }
      }
      Curve curve = new Curve(form, parameters, accuracies);
      double[] medians = curve.medians();
      for (int b = 0; b < budgets.length; b++) {
        found.number(name + "-" + form.key + "-" + budgets[b], medians[b]);
      }
      curves.add(curve);
    }
    return curves;
  }

  private static void say(
      Findings.Builder findings, String where, String what, List<Curve> curves, int[] budgets) {
    int few = Math.max(0, budgets.length - 4);
    int many = budgets.length - 1;
    findings.say(
        "%s 1, 2 and %d hidden layers get %s %% of %s right with %,d parameters, and %s %% with"
            + " %,d: the deep network is %s the wide one, and then %s it.",
        where,
        NetworkForm.DEEP.layers,
        percents(curves, few),
        what,
        budgets[few],
        percents(curves, many),
        budgets[many],
        beside(curves, few),
        beside(curves, many));
  }

  /** As in 67, 66 and 62. */
  private static String percents(List<Curve> curves, int budget) {
    return String.format(
        Locale.ROOT,
        "%.0f, %.0f and %.0f",
        curves.stream().map(curve -> 100 * curve.medians()[budget]).toArray());
  }

  /** Where the deep network is beside the wide one. */
  private static String beside(List<Curve> curves, int budget) {
    double lead = curves.getLast().medians()[budget] - curves.getFirst().medians()[budget];
    return Math.abs(lead) < 0.01 ? "level with" : lead > 0 ? "ahead of" : "behind";
  }

  private static Table table(String title, List<Curve> curves, int[] budgets) {
    List<String> header = new ArrayList<>(List.of("at most so many parameters"));
    curves.forEach(curve -> header.add(curve.form().label));
    Table table = Table.of(title, header.toArray(String[]::new));
    for (int b = 0; b < budgets.length; b++) {
      int budget = b;
      List<String> cells = new ArrayList<>(List.of(String.format(Locale.ROOT, "%,d", budgets[b])));
      curves.forEach(
          curve -> cells.add(String.format(Locale.ROOT, "%.3f", curve.medians()[budget])));
      table = table.row(cells.toArray(String[]::new));
    }
    return table;
  }

  private static Figure chart(String title, String y, List<Curve> curves) {
    Chart chart = Chart.of(title, "parameters", y).logX().yRange(0.4, 1.02).size(400, 300);
    for (Curve curve : curves) {
      String name = curve.form().label;
      double[] medians = curve.medians();
      chart =
          chart
              .band(
                  name,
                  curve.parameters(),
                  Spread.least(curve.accuracies()),
                  Spread.greatest(curve.accuracies()))
              .line(name, curve.parameters(), medians)
              .points(name, curve.parameters(), medians);
    }
    return chart.horizontal("guessing", 0.5).figure();
  }
}
