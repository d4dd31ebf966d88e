package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.lectures.scalar.Value;
import org.atled.plot.Chart;
import org.atled.plot.Figure;

/**
 * The gradient of a function of n numbers costs a small multiple of the function, whatever n: the
 * cheap gradient principle, Baur and Strassen, "The complexity of partial derivatives", 1983;
 * Griewank and Walther 2008, section 4.6. Differences need n + 1 functions.
 */
public final class GradientCost implements Experiment {
  private static final List<Integer> INPUTS = List.of(10, 100, 1_000, 10_000, 50_000);
  private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512);
  private static final int GATES_PER_INPUT = 10;

  /** By the rules of {@link Circuit#count} no operation takes more than four backward: 1 + 4. */
  private static final double BOUND = 5;

  @Override
  public String name() {
    return "cost";
  }

  @Override
  public String title() {
    return "The time of a gradient over the time of its function, as circuits grow";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, INPUTS, WIDTHS, new Timing(0.6));
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, List.of(10, 1_000), List.of(8, 32), new Timing(0.01));
  }

  Findings run(Seed seed, List<Integer> inputs, List<Integer> widths, Timing timing) {
    List<Timed> circuits = new ArrayList<>();
    List<Circuit.Count> counts = new ArrayList<>();
    for (int n : inputs) {
      Circuit circuit = Circuit.drawn(n, GATES_PER_INPUT * n, seed.at("circuit").at(n).draws());
      Value[] x = drawn(n, seed.at("inputs").at(n).draws());
      counts.add(Circuit.count(circuit.of(x)));
      circuits.add(Timed.of(n, timing, () -> circuit.of(x), () -> circuit.of(x).backward()));
    }
    List<Timed> networks =
        widths.stream().map(width -> Timed.network(width, seed.at(width), timing)).toList();
    return findings(circuits, counts, networks, difference(seed));
  }

  private static Value[] drawn(int n, Draws draws) {
    return IntStream.range(0, n)
        .mapToObj(i -> Value.of(draws.uniform(-1, 1)))
        .toArray(Value[]::new);
  }

  /** How far the gradient of a small circuit is from central differences, at most. */
  private static double difference(Seed seed) {
    int n = 20;
    double step = 1e-5;
    Circuit circuit = Circuit.drawn(n, GATES_PER_INPUT * n, seed.at("circuit").draws());
    Value[] x = drawn(n, seed.at("inputs").draws());
    circuit.of(x).backward();
    double[] gradient = Arrays.stream(x).mapToDouble(Value::grad).toArray();
    double most = 0;
    for (int i = 0; i < n; i++) {
      double at = x[i].data();
      x[i].set(at + step);
      double above = circuit.of(x).data();
      x[i].set(at - step);
      double below = circuit.of(x).data();
      x[i].set(at);
      most = Math.max(most, Math.abs((above - below) / (2 * step) - gradient[i]));
    }
    return most;
  }

  private static Findings findings(
      List<Timed> circuits, List<Circuit.Count> counts, List<Timed> networks, double difference) {
    Findings.Builder findings = Findings.builder();
    double[] ratios =
        counts.stream().mapToDouble(c -> 1 + (double) c.backward() / c.operations()).toArray();
    Table scalars =
        Table.of(
            "Random circuits of scalars",
            "inputs",
            "operations",
            "of the backward pass",
            "all over function, counted",
            "in time",
            "n + 1 functions over function");
    for (int i = 0; i < ratios.length; i++) {
      Timed timed = circuits.get(i);
      findings
          .number("operations-" + timed.size(), counts.get(i).operations())
          .number("counted-ratio-" + timed.size(), ratios[i])
          .number("time-ratio-" + timed.size(), timed.ratio());
      scalars =
          scalars.row(
              text("%,d", timed.size()),
              text("%,d", counts.get(i).operations()),
              text("%,d", counts.get(i).backward()),
              text("%.2f", ratios[i]),
              text("%.2f", timed.ratio()),
              text("%,d", timed.size() + 1));
    }
    Table tensors =
        Table.of("Networks of tensors, compiled", "width", "ms: loss", "with gradients", "ratio");
    for (Timed timed : networks) {
      tensors =
          tensors.row(
              Integer.toString(timed.size()),
              text("%.3f", 1e3 * timed.function()),
              text("%.3f", 1e3 * timed.both()),
              text("%.2f", timed.ratio()));
    }
    Timed largest = circuits.getLast();
    return findings
        .say(
            "A circuit of %,d inputs and %,d operations has %,d partial derivatives, and all of"
                + " them together with the function take %.2f times the operations of the function,"
                + " by a count that charges each operation once with at most 4 backward, and so"
                + " cannot exceed %.0f.",
            largest.size(),
            counts.getLast().operations(),
            largest.size(),
            ratios[ratios.length - 1],
            BOUND)
        .say(
            "In time the ratio goes from %.1f to %.1f over all sizes of circuits here, and for"
                + " compiled networks from %.1f to %.1f.",
            least(circuits), greatest(circuits), least(networks), greatest(networks))
        .say(
            "Differences would take the function once for each input and once more: %,d times for"
                + " the largest circuit.",
            largest.size() + 1)
        .say(
            "On a small circuit the gradient is that of central differences up to %.0e.",
            difference)
        .number("difference", difference)
        .table(scalars)
        .table(tensors)
        .figure(
            "seconds",
            seconds(circuits),
            "Both lines rise alike: with the size of the circuit. That of the differences rises"
                + " with its square.")
        .figure(
            "ratio",
            ratios(circuits, ratios),
            "The count charges each operation once, so it is below its bound by construction; the"
                + " time is what was measured on this machine. Differences would take n + 1.")
        .figure(
            "networks",
            networks(networks),
            "A compiled network of two hidden layers with its gradients by all weights, over the"
                + " time of its loss: two products of matrices go backward for one forward.")
        .build();
  }

  private static double least(List<Timed> all) {
    return all.stream().mapToDouble(Timed::ratio).min().orElseThrow();
  }

  private static double greatest(List<Timed> all) {
    return all.stream().mapToDouble(Timed::ratio).max().orElseThrow();
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  private static double[] each(List<Timed> all, ToDoubleFunction<Timed> what) {
    return all.stream().mapToDouble(what).toArray();
  }

  private static Figure seconds(List<Timed> circuits) {
    double[] xs = each(circuits, Timed::size);
    return Chart.of("A function and its gradient", "inputs of the circuit", "seconds")
        .logX()
        .logY()
        .line("function", xs, each(circuits, Timed::function))
        .points("function", xs, each(circuits, Timed::function))
        .line("function and gradient", xs, each(circuits, Timed::both))
        .points("function and gradient", xs, each(circuits, Timed::both))
        .dashed("n + 1 functions", xs, each(circuits, t -> (t.size() + 1) * t.function()))
        .figure();
  }

  private static Figure ratios(List<Timed> circuits, double[] counted) {
    double[] xs = each(circuits, Timed::size);
    return Chart.of("Function and gradient over function", "inputs of the circuit", "ratio")
        .logX()
        .yRange(0, 1.2 * Math.max(BOUND, greatest(circuits)))
        .line("operations, counted", xs, counted)
        .points("operations, counted", xs, counted)
        .line("time, measured", xs, each(circuits, Timed::ratio))
        .points("time, measured", xs, each(circuits, Timed::ratio))
        .horizontal("bound of the count", BOUND)
        .figure();
  }

  private static Figure networks(List<Timed> networks) {
    double[] xs = each(networks, Timed::size);
    return Chart.of("Loss and gradients over loss", "width of the network", "ratio of times")
        .logX()
        .yRange(0, 1.2 * Math.max(BOUND, greatest(networks)))
        .line("measured", xs, each(networks, Timed::ratio))
        .points("measured", xs, each(networks, Timed::ratio))
        .horizontal("1 product forward, 2 backward", 3)
        .figure();
  }
}
