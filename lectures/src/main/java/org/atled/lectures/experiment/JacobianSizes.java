package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.atled.core.random.Seed;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.lectures.layer.Layer;
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

  /** Both ways at a size. */
  private record Row(
      int n,
      BackwardWays.Count jacobians,
      double jacobianSeconds,
      BackwardWays.Count products,
      double productSeconds,
      double difference) {}

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
    return run(seed, SIZES, new Timing(0.4));
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, List.of(4, 32), new Timing(0.01));
  }

  Findings run(Seed seed, List<Integer> sizes, Timing timing) {
    List<Row> rows = new ArrayList<>();
    for (int n : sizes) {
      BackwardWays ways = BackwardWays.drawn(n, seed.at(n));
      double difference =
          Math.max(
              difference(all(ways.byJacobians()), all(ways.byProducts())),
              difference(ways.byTensors(), all(ways.byProducts())));
      rows.add(
          new Row(
              n,
              ways.jacobians(),
              timing.seconds(ways::byJacobians),
              ways.products(),
              timing.seconds(ways::byProducts),
              difference));
    }
    return findings(
        rows, BackwardWays.drawn(sizes.getFirst(), seed.at("rows")).rowsByUnitVectors());
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
              count(row.jacobians.numbers()),
              count(row.products.numbers()),
              count(row.jacobians.multiplications()),
              count(row.products.multiplications()),
              String.format(Locale.ROOT, "%.3f", 1e3 * row.jacobianSeconds),
              String.format(Locale.ROOT, "%.3f", 1e3 * row.productSeconds));
      findings
          .number("jacobian-numbers-" + row.n, row.jacobians.numbers())
          .number("product-numbers-" + row.n, row.products.numbers())
          .number("jacobian-multiplications-" + row.n, row.jacobians.multiplications())
          .number("product-multiplications-" + row.n, row.products.multiplications());
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
            last.jacobians.numbers(),
            last.jacobians.multiplications(),
            last.products.numbers(),
            last.products.multiplications())
        .say(
            "Here that was %.0f ms against %.2f ms, %,.0f times as long.",
            1e3 * last.jacobianSeconds,
            1e3 * last.productSeconds,
            last.jacobianSeconds / last.productSeconds)
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
        .line("Jacobians: multiplications", ns, each(rows, r -> r.jacobians.multiplications()))
        .points("Jacobians: multiplications", ns, each(rows, r -> r.jacobians.multiplications()))
        .line("Jacobians: numbers", ns, each(rows, r -> r.jacobians.numbers()))
        .points("Jacobians: numbers", ns, each(rows, r -> r.jacobians.numbers()))
        .line("products: multiplications", ns, each(rows, r -> r.products.multiplications()))
        .points("products: multiplications", ns, each(rows, r -> r.products.multiplications()))
        .line("products: numbers", ns, each(rows, r -> r.products.numbers()))
        .points("products: numbers", ns, each(rows, r -> r.products.numbers()))
        .figure();
  }

  private static Figure seconds(List<Row> rows) {
    double[] ns = each(rows, Row::n);
    return Chart.of("Time of a backward pass", "units n", "seconds")
        .logX()
        .logY()
        .line("full Jacobians", ns, each(rows, r -> r.jacobianSeconds))
        .points("full Jacobians", ns, each(rows, r -> r.jacobianSeconds))
        .line("vector-Jacobian products", ns, each(rows, r -> r.productSeconds))
        .points("vector-Jacobian products", ns, each(rows, r -> r.productSeconds))
        .figure();
  }
}
