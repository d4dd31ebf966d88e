package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.lectures.layer.FullJacobian;
import org.atled.lectures.layer.Layer;
import org.atled.lectures.layer.Linear;
import org.atled.lectures.layer.Sequential;
import org.atled.lectures.layer.Tanh;
import org.atled.lectures.matrix.Matrix;
import org.atled.plot.Chart;
import org.atled.plot.Figure;

/**
 * The backward pass of one example through two layers of n units, by full Jacobians and by
 * vector-Jacobian products: the same numbers, 2n³ against 2n² of them in memory, 2n⁴ against 4n²
 * multiplications.
 */
public final class JacobianSizes implements Experiment {
  private static final List<Integer> SIZES = List.of(4, 8, 16, 32, 64, 128);

  /** W₁, b₁, tanh, W₂, b₂ of n units, an input, and the upstream gradient of the output. */
  private record Problem(List<Layer> layers, Matrix x, Matrix upstream) {
    static Problem drawn(int n, Seed seed) {
      List<Layer> layers =
          List.of(
              Linear.drawn(DType.FLOAT64, n, n, seed.at("first").draws()),
              new Tanh(),
              Linear.drawn(DType.FLOAT64, n, n, seed.at("second").draws()));
      return new Problem(
          layers,
          Matrix.normal(DType.FLOAT64, 1, n, 1, seed.at("x").draws()),
          Matrix.normal(DType.FLOAT64, 1, n, 1, seed.at("upstream").draws()));
    }

    Sequential network() {
      return Sequential.of(layers.toArray(Layer[]::new));
    }

    Layer.Gradients byProducts() {
      Sequential network = network();
      network.forward(x);
      return network.backward(upstream);
    }

    Layer.Gradients byJacobians() {
      return FullJacobian.backward(network(), x, upstream);
    }

    /** The same by tensors: the gradients by x, W₁, b₁, W₂ and b₂. */
    List<Matrix> byTensors() {
      List<Tensor> inputs = new ArrayList<>(List.of(tensor(x)));
      network().parameters().forEach(p -> inputs.add(tensor(p)));
      Tensor h = inputs.get(0).matmul(inputs.get(1)).add(inputs.get(2)).tanh();
      Tensor y = h.matmul(inputs.get(3)).add(inputs.get(4));
      Gradients g = Autograd.vjp(y, tensor(upstream).detach(), inputs.toArray(Tensor[]::new));
      return inputs.stream().map(in -> Matrix.of((double[][]) g.of(in).toArray())).toList();
    }

    private static Tensor tensor(Matrix matrix) {
      return Tensor.of(matrix.toArray()).requiresGrad();
    }
  }

  /**
   * What a way to go backward costs at a size.
   *
   * @param numbers that are in memory at its end
   * @param multiplications counted from the shapes of the matrices
   */
  private record Cost(long numbers, long multiplications, double seconds) {}

  /** Both ways at a size. */
  private record Row(int n, Cost jacobians, Cost products, double difference) {}

  @Override
  public String name() {
    return "jacobian";
  }

  @Override
  public String title() {
    return "Full Jacobians against vector-Jacobian products, as layers grow";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, SIZES);
  }

  Findings run(Seed seed, List<Integer> sizes) {
    List<Row> rows = new ArrayList<>();
    for (int n : sizes) {
      Problem problem = Problem.drawn(n, seed.at(n));
      double difference =
          Math.max(
              difference(all(problem.byJacobians()), all(problem.byProducts())),
              difference(problem.byTensors(), all(problem.byProducts())));
      rows.add(
          new Row(
              n,
              jacobians(problem, Timing.seconds(problem::byJacobians)),
              products(problem, Timing.seconds(problem::byProducts)),
              difference));
    }
    return findings(rows, rowsByUnitVectors(Problem.drawn(sizes.getFirst(), seed.at("rows"))));
  }

  private static List<Matrix> all(Layer.Gradients gradients) {
    List<Matrix> all = new ArrayList<>(List.of(gradients.input()));
    all.addAll(gradients.parameters());
    return all;
  }

  private static double difference(List<Matrix> some, List<Matrix> others) {
    double most = 0;
    for (int i = 0; i < some.size(); i++) {
      most = Math.max(most, some.get(i).distance(others.get(i)));
    }
    return most;
  }

  /** How far row i of ∂y/∂x is from the product of the unit vector eᵢ with it, at most. */
  private static double rowsByUnitVectors(Problem problem) {
    Sequential network = problem.network();
    Matrix jacobian = network.jacobians(problem.x).input();
    double most = 0;
    for (int i = 0; i < jacobian.rows(); i++) {
      network.forward(problem.x);
      Matrix unit = Matrix.identity(DType.FLOAT64, jacobian.rows()).rows(i, i + 1);
      most = Math.max(most, network.backward(unit).input().distance(jacobian.rows(i, i + 1)));
    }
    return most;
  }

  /** What {@link Sequential#jacobians} multiplies, and then g · ∂y/∂θ for each θ. */
  private static Cost jacobians(Problem problem, double seconds) {
    long out = problem.upstream.columns();
    Layer.Jacobians whole = problem.network().jacobians(problem.x);
    long numbers = elements(whole.input());
    for (Matrix byParameter : whole.parameters()) {
      numbers += elements(byParameter);
    }
    long multiplications = numbers; // g [1, out] · J [out, elements]: each number of J once
    Matrix input = problem.x;
    for (Layer layer : problem.layers) {
      Layer.Jacobians own = layer.jacobians(input);
      multiplications += out * elements(own.input()); // ∂y/∂z [out, k] · ∂z/∂x [k, in]
      for (Matrix byParameter : own.parameters()) {
        multiplications += out * elements(byParameter); // ∂y/∂z [out, k] · ∂z/∂θ [k, elements]
      }
      input = layer.forward(input);
    }
    return new Cost(numbers, multiplications, seconds);
  }

  /** g · Wᵀ and xᵀ · g in each linear layer, g ⊙ tanh′ between. */
  private static Cost products(Problem problem, double seconds) {
    long numbers = elements(problem.x);
    long multiplications = 0;
    for (Layer layer : problem.layers) {
      for (Matrix parameter : layer.parameters()) {
        numbers += elements(parameter);
      }
      multiplications +=
          layer.parameters().isEmpty()
              ? elements(problem.upstream)
              : 2 * elements(layer.parameters().getFirst());
    }
    return new Cost(numbers, multiplications, seconds);
  }

  private static long elements(Matrix matrix) {
    return (long) matrix.rows() * matrix.columns();
  }

  private static Findings findings(List<Row> rows, double unitVectors) {
    Findings.Builder findings = Findings.builder();
    Row last = rows.getLast();
    double difference = rows.stream().mapToDouble(Row::difference).max().orElseThrow();
    Table table =
        Table.of(
            "One backward pass through two layers of n units",
            "n",
            "numbers, Jacobians",
            "numbers, products",
            "multiplications, Jacobians",
            "multiplications, products",
            "ms, Jacobians",
            "ms, products");
    for (Row row : rows) {
      table =
          table.row(
              Integer.toString(row.n),
              count(row.jacobians.numbers),
              count(row.products.numbers),
              count(row.jacobians.multiplications),
              count(row.products.multiplications),
              String.format(Locale.ROOT, "%.3f", 1e3 * row.jacobians.seconds),
              String.format(Locale.ROOT, "%.3f", 1e3 * row.products.seconds));
      findings
          .number("jacobian-numbers-" + row.n, row.jacobians.numbers)
          .number("product-numbers-" + row.n, row.products.numbers)
          .number("jacobian-multiplications-" + row.n, row.jacobians.multiplications)
          .number("product-multiplications-" + row.n, row.products.multiplications);
    }
    return findings
        .say(
            "Full Jacobians, vector-Jacobian products and tensors give the same gradients: they"
                + " differ by %.0e at most.",
            difference)
        .say(
            "At %d units the Jacobians hold %,d numbers and take %,d multiplications; the products"
                + " hold %,d and take %,d.",
            last.n,
            last.jacobians.numbers,
            last.jacobians.multiplications,
            last.products.numbers,
            last.products.multiplications)
        .say(
            "Here that was %.0f ms against %.2f ms, %,.0f times as long.",
            1e3 * last.jacobians.seconds,
            1e3 * last.products.seconds,
            last.jacobians.seconds / last.products.seconds)
        .say(
            "The Jacobian of y = xW + b by W is almost all zeros, [n, n²] with n numbers other than"
                + " 0 in a row, and that of tanh is a diagonal: g·J is xᵀ·g and g ⊙ tanh′ without"
                + " them.")
        .say(
            "Who wants the Jacobian itself gets it row by row, as the products with the unit"
                + " vectors: n backward passes.")
        .number("difference", difference)
        .number("unit-vectors-difference", unitVectors)
        .table(table)
        .figure(
            "counts",
            counts(rows),
            "On log axes a power of n is a line with the exponent as its slope: n⁴ and n³ for the"
                + " Jacobians, n² for the products.")
        .figure("seconds", seconds(rows), "The time of one backward pass on this machine.")
        .build();
  }

  private static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static double[] each(List<Row> rows, ToDoubleFunction<Row> what) {
    return rows.stream().mapToDouble(what).toArray();
  }

  private static Figure counts(List<Row> rows) {
    double[] ns = each(rows, Row::n);
    return Chart.of("What a backward pass takes", "units n", "count")
        .logX()
        .logY()
        .size(560, 340)
        .line("Jacobians: multiplications", ns, each(rows, r -> r.jacobians.multiplications))
        .points("Jacobians: multiplications", ns, each(rows, r -> r.jacobians.multiplications))
        .line("Jacobians: numbers", ns, each(rows, r -> r.jacobians.numbers))
        .points("Jacobians: numbers", ns, each(rows, r -> r.jacobians.numbers))
        .line("products: multiplications", ns, each(rows, r -> r.products.multiplications))
        .points("products: multiplications", ns, each(rows, r -> r.products.multiplications))
        .line("products: numbers", ns, each(rows, r -> r.products.numbers))
        .points("products: numbers", ns, each(rows, r -> r.products.numbers))
        .figure();
  }

  private static Figure seconds(List<Row> rows) {
    double[] ns = each(rows, Row::n);
    return Chart.of("Time of a backward pass", "units n", "seconds")
        .logX()
        .logY()
        .line("full Jacobians", ns, each(rows, r -> r.jacobians.seconds))
        .points("full Jacobians", ns, each(rows, r -> r.jacobians.seconds))
        .line("vector-Jacobian products", ns, each(rows, r -> r.products.seconds))
        .points("vector-Jacobian products", ns, each(rows, r -> r.products.seconds))
        .figure();
  }
}
