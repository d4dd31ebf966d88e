package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.data.Split;
import org.atled.data.Toy;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.plot.Chart;
import org.atled.plot.Classifier;
import org.atled.plot.DecisionMap;
import org.atled.plot.Figure;
import org.atled.plot.Panels;

/**
 * Dropout trains as many networks as there are ways to leave units out, all with the same weights.
 * The network with all of its units, each scaled to what it is on average over the masks, stands
 * for their average: Srivastava et al. 2014, section 7.5; Goodfellow, Bengio and Courville 2016,
 * section 7.12.
 *
 * <p>With one hidden layer it is their normalised geometric mean exactly, since the logits are
 * linear in the mask: Π softmax(z_m)^(1/2ⁿ) ∝ exp(mean of z_m) = exp(z of the mean mask).
 */
public final class DropoutEnsemble implements Experiment {
  private static final int EXAMPLES = 1_000;
  private static final int TEST = 1_000;
  private static final int FEW = 10;
  private static final int MANY = 32;
  private static final int DRAWN = 100;
  private static final int SHOWN = 300;
  private static final List<Integer> SIZES = List.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000);

  @Override
  public String name() {
    return "dropout-ensemble";
  }

  @Override
  public String title() {
    return "Dropout: the scaled network against the average of its subnetworks";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, 5, 1_000, SIZES);
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, 1, 300, List.of(1, 10, 30));
  }

  Findings run(Seed seed, int seeds, int steps, List<Integer> sizes) {
    Split first = split(seed.at(0));
    Plane test = Plane.of(first.test());
    DroppedNetwork shallow =
        DroppedNetwork.trained(List.of(FEW), Plane.of(first.train()), steps, seed.at("shallow"));
    double exact = exactDifference(shallow, test);
    List<DroppedNetwork> networks = new ArrayList<>();
    List<SubnetworkAverages> all = new ArrayList<>();
    for (int s = 0; s < seeds; s++) {
      Split split = split(seed.at(s));
      DroppedNetwork network =
          DroppedNetwork.trained(
              List.of(MANY, MANY), Plane.of(split.train()), steps, seed.at("deep").at(s));
      networks.add(network);
      all.add(
          SubnetworkAverages.of(network, Plane.of(split.test()), sizes, seed.at("masks").at(s)));
    }
    return findings(
        seed, Plane.of(first.train()).part(0, SHOWN), networks.getFirst(), exact, all, sizes);
  }

  private static Split split(Seed seed) {
    return new Toy.Moons(0.25).generate(seed.at("moons"), EXAMPLES, TEST);
  }

  /**
   * The largest difference between the scaled network and the normalised geometric mean of all 2ⁿ
   * subnetworks, over all points.
   */
  private static double exactDifference(DroppedNetwork network, Plane test) {
    Tensor sum = network.logProbabilities(test.x(), mask(0)).mul(0);
    for (int bits = 0; bits < 1 << FEW; bits++) {
      sum = sum.add(network.logProbabilities(test.x(), mask(bits)));
    }
    Tensor geometric = sum.div(1 << FEW).softmax(1); // exp of the mean of ln p, made to sum to 1
    Tensor scaled = network.logProbabilities(test.x(), network.whole()).exp();
    return geometric.sub(scaled).abs().max().item();
  }

  /** The units whose bits are set, times 2, as half of them are there. */
  private static List<Tensor> mask(int bits) {
    double[] mask = IntStream.range(0, FEW).mapToDouble(i -> 2 * ((bits >> i) & 1)).toArray();
    return List.of(Tensor.of(mask));
  }

  private static Findings findings(
      Seed seed,
      Plane train,
      DroppedNetwork network,
      double exact,
      List<SubnetworkAverages> all,
      List<Integer> sizes) {
    int last = sizes.size() - 1;
    int drawn = Math.min(DRAWN, sizes.getLast());
    double scaled = all.stream().mapToDouble(SubnetworkAverages::scaled).average().orElseThrow();
    double[] loss = mean(all, SubnetworkAverages::loss);
    double[] arithmetic = mean(all, SubnetworkAverages::arithmetic);
    double[] geometric = mean(all, SubnetworkAverages::geometric);
    Table table =
        Table.of(
            "Two hidden layers, new points, means of " + all.size() + " networks",
            "averaged subnetworks",
            "loss",
            "distance from the scaled network",
            "of the geometric mean");
    for (int i = 0; i <= last; i++) {
      table =
          table.row(
              sizes.get(i).toString(),
              text("%.4f", loss[i]),
              text("%.4f", arithmetic[i]),
              text("%.4f", geometric[i]));
    }
    table = table.row("the scaled network", text("%.4f", scaled), "0", "0");
    return Findings.builder()
        .say(
            "With one hidden layer of %d units the scaled network is the geometric mean of all"
                + " %,d subnetworks: the probabilities differ by %.0e at most, which is rounding.",
            FEW, 1 << FEW, exact)
        .say(
            "With two hidden layers it is not exact: a single subnetwork differs from the scaled"
                + " network by %.3f on average, the mean of %,d by %.3f, their geometric mean by"
                + " %.3f.",
            arithmetic[0], sizes.getLast(), arithmetic[last], geometric[last])
        .say(
            "On new points a single subnetwork has a loss of %.3f, the average of %,d one of %.3f,"
                + " and the scaled network %.3f, in one pass instead of %,d.",
            loss[0], sizes.getLast(), loss[last], scaled, sizes.getLast())
        .number("exact-difference", exact)
        .number("single-loss", loss[0])
        .number("average-loss", loss[last])
        .number("scaled-loss", scaled)
        .number("single-distance", arithmetic[0])
        .number("average-distance", arithmetic[last])
        .number("geometric-distance", geometric[last])
        .table(table)
        .figure(
            "subnetworks",
            maps(seed, train, network, drawn),
            "Four of the networks that share their weights, the average of "
                + drawn
                + " of them, and the one that stands for all; "
                + SHOWN
                + " of the points they learned.")
        .figure(
            "distance",
            distances(sizes, arithmetic, geometric),
            "How far averages of subnetworks are from the scaled network. They come nearer, down to"
                + " what is left because with two hidden layers it is not exact.")
        .figure(
            "loss",
            losses(sizes, loss, scaled),
            "The loss on new points falls with the number of subnetworks that are averaged, and is"
                + " soon near that of the scaled network.")
        .build();
  }

  private static double[] mean(
      List<SubnetworkAverages> all, Function<SubnetworkAverages, double[]> what) {
    return IntStream.range(0, what.apply(all.getFirst()).length)
        .mapToDouble(i -> all.stream().mapToDouble(a -> what.apply(a)[i]).average().orElseThrow())
        .toArray();
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }

  private static Figure maps(Seed seed, Plane train, DroppedNetwork network, int count) {
    List<Figure> maps = new ArrayList<>();
    for (int k = 1; k <= 4; k++) {
      List<Tensor> masks = network.masks(seed.at("shown").at(k));
      maps.add(map("subnetwork " + k, train, x -> network.logProbabilities(x, masks).exp()));
    }
    List<List<Tensor>> drawn =
        IntStream.rangeClosed(1, count)
            .mapToObj(k -> network.masks(seed.at("shown").at(k)))
            .toList();
    maps.add(
        map(
            "average of " + count,
            train,
            x ->
                drawn.stream()
                    .map(masks -> network.logProbabilities(x, masks).exp())
                    .reduce(Tensor::add)
                    .orElseThrow()
                    .div(count)));
    maps.add(
        map("the scaled network", train, x -> network.logProbabilities(x, network.whole()).exp()));
    return Panels.of("Subnetworks and what stands for them", 3, maps.toArray(Figure[]::new));
  }

  private static Figure map(String title, Plane train, UnaryOperator<Tensor> probabilities) {
    Classifier classifier = points -> (double[][]) probabilities.apply(Tensor.of(points)).toArray();
    return DecisionMap.of(title, train.points(), train.labels(), classifier).figure();
  }

  private static Figure distances(List<Integer> sizes, double[] arithmetic, double[] geometric) {
    double[] xs = sizes.stream().mapToDouble(k -> k).toArray();
    return Chart.of("From averages to the scaled network", "subnetworks", "mean |Δ probability|")
        .logX()
        .logY()
        .line("mean", xs, arithmetic)
        .points("mean", xs, arithmetic)
        .line("geometric mean", xs, geometric)
        .points("geometric mean", xs, geometric)
        .figure();
  }

  private static Figure losses(List<Integer> sizes, double[] loss, double scaled) {
    double[] xs = sizes.stream().mapToDouble(k -> k).toArray();
    return Chart.of("Loss on new points", "subnetworks that are averaged", "cross-entropy")
        .logX()
        .line("average", xs, loss)
        .points("average", xs, loss)
        .horizontal("the scaled network", scaled)
        .figure();
  }
}
