package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.data.Toy;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.lectures.layer.Layer;
import org.atled.lectures.layer.Linear;
import org.atled.lectures.layer.Sequential;
import org.atled.lectures.layer.SoftmaxCrossEntropy;
import org.atled.lectures.layer.Tanh;
import org.atled.lectures.matrix.Matrix;
import org.atled.lectures.matrix.Softmax;
import org.atled.plot.DecisionMap;
import org.atled.plot.Figure;
import org.atled.plot.Panels;

/**
 * Linear layers on linear layers are one linear layer: (xW₁ + b₁)W₂ + b₂ = x(W₁W₂) + (b₁W₂ + b₂).
 * However deep, such a network draws the lines that softmax regression draws; an activation between
 * the layers is what depth needs.
 */
public final class IdentityCollapses implements Experiment {
  private static final int[] WIDTHS = {2, 8, 8, 8, 8, 2};
  private static final int POINTS = 200;
  private static final int SEEDS = 3;
  private static final int STEPS = 1_500;
  private static final double LEARNING_RATE = 0.3;

  /** A network that was trained, the linear layers of it, and what it came to. */
  private record Trained(Layer network, List<Linear> linear, double loss, double accuracy) {}

  /** x ↦ xW + b. */
  private record Affine(Matrix w, Matrix b) {
    /** One matrix and one bias for layers one after another. */
    static Affine of(List<Linear> layers) {
      Matrix w = layers.getFirst().parameters().get(0);
      Matrix b = layers.getFirst().parameters().get(1);
      for (Linear layer : layers.subList(1, layers.size())) {
        Matrix next = layer.parameters().get(0);
        w = w.times(next); // W ← W·Wˡ
        b = b.times(next).plus(layer.parameters().get(1)); // b ← b·Wˡ + bˡ
      }
      return new Affine(w, b);
    }

    Matrix of(Matrix x) {
      return x.times(w).plus(b);
    }
  }

  @Override
  public String name() {
    return "identity-collapses";
  }

  @Override
  public String title() {
    return "A deep network without activations is one matrix";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, SEEDS, STEPS);
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, 1, 500);
  }

  Findings run(Seed seed, int seeds, int steps) {
    Plane moons = Plane.of(Toy.moons().generate(seed.at("moons"), POINTS, 1).train());
    Matrix x = Matrix.of(moons.points());
    int[] y = moons.labels();
    List<Trained> shallow = new ArrayList<>();
    List<Trained> deep = new ArrayList<>();
    List<Trained> bent = new ArrayList<>();
    for (int s = 0; s < seeds; s++) {
      Draws draws = seed.at(s).draws();
      shallow.add(train(new int[] {2, 2}, List::of, x, y, steps, draws));
      deep.add(train(WIDTHS, List::of, x, y, steps, draws));
      bent.add(train(WIDTHS, () -> List.of(new Tanh()), x, y, steps, draws));
    }
    Affine one = Affine.of(deep.getFirst().linear());
    Matrix said = deep.getFirst().network().forward(x);
    double difference = said.distance(one.of(x));
    return Findings.builder()
        .say(
            "Five linear layers, 2 → 8 → 8 → 8 → 8 → 2, have %d parameters; multiplied together"
                + " they are one matrix and one bias, 6 parameters, which give the same logits for"
                + " all %d points: the greatest difference, from rounding, is %.0e.",
            parameters(deep.getFirst()), POINTS, difference)
        .say(
            "Trained on two moons they find the class of %.1f %% of the points with a loss of"
                + " %.4f, a single layer %.1f %% with %.4f: depth buys no better line.",
            100 * mean(deep), loss(deep), 100 * mean(shallow), loss(shallow))
        .say(
            "With tanh between the same layers %.1f %% are found. All are means of %d starts.",
            100 * mean(bent), seeds)
        .number("greatest-difference", difference)
        .number("greatest-logit", said.distance(said.times(0)))
        .number("shallow-loss", loss(shallow))
        .number("deep-loss", loss(deep))
        .number("shallow-accuracy", mean(shallow))
        .number("deep-accuracy", mean(deep))
        .number("bent-accuracy", mean(bent))
        .table(
            Table.of("On two moons", "network", "parameters", "loss", "accuracy")
                .row(row("one linear layer", shallow))
                .row(row("five linear layers", deep))
                .row(row("five layers with tanh between", bent)))
        .figure(
            "decisions",
            Panels.of(
                "Two moons",
                3,
                map("five linear layers", moons, deep.getFirst().network()::forward),
                map("the one matrix they make", moons, one::of),
                map("five layers, tanh between", moons, bent.getFirst().network()::forward)),
            "Left and middle are the same picture: depth alone bends nothing."
                + " Right: with an activation the boundary bends.")
        .build();
  }

  private static Trained train(
      int[] widths, Supplier<List<Layer>> between, Matrix x, int[] y, int steps, Draws draws) {
    List<Layer> layers = new ArrayList<>();
    List<Linear> linear = new ArrayList<>();
    for (int l = 1; l < widths.length; l++) {
      if (l > 1) {
        layers.addAll(between.get());
      }
      linear.add(Linear.drawn(DType.FLOAT64, widths[l - 1], widths[l], draws));
      layers.add(linear.getLast());
    }
    Layer network = Sequential.of(layers.toArray(Layer[]::new));
    Matrix targets = Matrix.oneHot(DType.FLOAT64, y, 2);
    var loss = new SoftmaxCrossEntropy();
    for (int step = 0; step < steps; step++) {
      loss.forward(network.forward(x), targets);
      List<Matrix> gradients = network.backward(loss.backward()).parameters();
      for (int p = 0; p < gradients.size(); p++) {
        network.parameters().get(p).subtract(LEARNING_RATE, gradients.get(p)); // θ ← θ − η ∇θ
      }
    }
    Matrix logits = network.forward(x);
    return new Trained(network, linear, loss.forward(logits, targets), share(logits, y));
  }

  private static double share(Matrix logits, int[] y) {
    int[] found = Softmax.greatestOf(logits);
    int right = 0;
    for (int i = 0; i < y.length; i++) {
      right += found[i] == y[i] ? 1 : 0;
    }
    return (double) right / y.length;
  }

  private static int parameters(Trained trained) {
    return trained.network().parameters().stream().mapToInt(p -> p.rows() * p.columns()).sum();
  }

  private static double mean(List<Trained> trained) {
    return trained.stream().mapToDouble(Trained::accuracy).average().orElseThrow();
  }

  private static double loss(List<Trained> trained) {
    return trained.stream().mapToDouble(Trained::loss).average().orElseThrow();
  }

  private static String[] row(String name, List<Trained> trained) {
    return new String[] {
      name,
      Integer.toString(parameters(trained.getFirst())),
      String.format(Locale.ROOT, "%.4f", loss(trained)),
      String.format(Locale.ROOT, "%.1f %%", 100 * mean(trained))
    };
  }

  private static Figure map(String title, Plane moons, UnaryOperator<Matrix> logits) {
    return DecisionMap.of(
            title,
            moons.points(),
            moons.labels(),
            points -> Softmax.of(logits.apply(Matrix.of(points))).toArray())
        .figure();
  }
}
