package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.data.DataFolders;
import org.atled.data.Digits;
import org.atled.data.FashionMnist;
import org.atled.data.Mnist;
import org.atled.data.Split;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.plot.Figure;
import org.atled.plot.ImageGrid;

/**
 * The penultimate layer of a network is a map φ into a space where one linear layer is enough. What
 * φ has learned is measured by the simplest classifiers, a linear probe and the nearest neighbour,
 * against the raw pixels: on the task that it was learned for, and on others (Yosinski, Clune,
 * Bengio and Lipson, "How transferable are features in deep neural networks?", 2014).
 *
 * <p>MNIST and Fashion-MNIST are used where the usual data folders have them; nothing is
 * downloaded.
 */
public final class Features implements Experiment {
  private static final int SIDE = 28;

  /** Images of other data sets from which the few are taken. */
  private static final int POOL = 3_000;

  /** Labels of each class of which sentences speak. */
  private static final int TOLD = 10;

  private static final List<Integer> FEW = List.of(1, 3, TOLD, 30, 100);

  /** Images whose neighbours are shown. */
  private static final int SHOWN = 6;

  /**
   * How much is done.
   *
   * @param train digits to learn the features from
   * @param test images to measure on
   * @param few labels of each class on other tasks, {@value #TOLD} among them
   */
  record Size(int train, int test, int epochs, int seeds, List<Integer> few) {}

  @Override
  public String name() {
    return "features";
  }

  @Override
  public String title() {
    return "What the penultimate layer knows: linear probes, neighbours, and use on other tasks";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, new Size(8_000, 1_000, 6, 3, FEW), others());
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, new Size(2_000, 400, 5, 1, FEW), others());
  }

  private static List<Split> others() {
    DataFolders folders = DataFolders.usual();
    return Stream.of(Mnist.find(folders), FashionMnist.find(folders))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * @param others data sets on which features of digits are used
   */
  Findings run(Seed seed, Size size, List<Split> others) {
    List<Transfer.Task> digits = new ArrayList<>();
    List<Transfer.Task> held = new ArrayList<>();
    List<FeatureNetwork> ofAll = new ArrayList<>();
    List<FeatureNetwork> ofFive = new ArrayList<>();
    for (int s = 0; s < size.seeds(); s++) {
      Split split = Digits.generate(seed.at("digits").at(s), size.train(), size.test());
      Labelled train = Labelled.of(split.train(), size.train());
      Labelled test = Labelled.of(split.test(), size.test());
      Seed weights = seed.at("weights").at(s);
      digits.add(new Transfer.Task(train, test));
      held.add(new Transfer.Task(train.only(5, 10), test.only(5, 10)));
      ofAll.add(FeatureNetwork.trained(train, size.epochs(), weights));
      ofFive.add(FeatureNetwork.trained(train.only(0, 5), size.epochs(), weights));
    }
    Findings.Builder findings = Findings.builder();
    sameTask(digits, ofAll, findings);
    List<Transfer> transfers = new ArrayList<>();
    transfers.add(Transfer.measure("digits 5 to 9", "digits 0 to 4", size.few(), held, ofFive));
    for (Split other : others) {
      Transfer.Task task =
          new Transfer.Task(
              Labelled.of(other.train(), POOL), Labelled.of(other.test(), size.test()));
      List<Transfer.Task> tasks = Collections.nCopies(size.seeds(), task);
      transfers.add(Transfer.measure(other.info().name(), "digits", size.few(), tasks, ofAll));
    }
    otherTasks(transfers, findings);
    return findings.build();
  }

  private static void sameTask(
      List<Transfer.Task> digits, List<FeatureNetwork> networks, Findings.Builder findings) {
    Table table =
        Table.of("Accuracy on new digits, medians", "seen", "linear probe", "nearest neighbour");
    List<Double> probes = new ArrayList<>();
    List<Double> neighbours = new ArrayList<>();
    for (Representation representation : Representation.values()) {
      double[] probe = new double[digits.size()];
      double[] neighbour = new double[digits.size()];
      for (int s = 0; s < digits.size(); s++) {
        FeatureNetwork network = networks.get(s);
        Labelled train = digits.get(s).train().through(x -> representation.of(x, network));
        Labelled test = digits.get(s).test().through(x -> representation.of(x, network));
        probe[s] = Probe.linear(train, test);
        neighbour[s] = Probe.neighbour(train, test);
      }
      probes.add(Spread.median(probe));
      neighbours.add(Spread.median(neighbour));
      String name = representation.toString();
      table = table.row(name, percent(probes.getLast()), percent(neighbours.getLast()));
      findings
          .number("probe-on-" + name.replace(' ', '-'), probes.getLast())
          .number("neighbour-on-" + name.replace(' ', '-'), neighbours.getLast());
    }
    int pixels = Representation.RAW_PIXELS.ordinal();
    int penultimate = Representation.PENULTIMATE_LAYER.ordinal();
    findings
        .say(
            "A linear probe reads %s of new digits right from %d pixels and %s from the %d numbers"
                + " of the penultimate layer: the network has all but made the classes linearly"
                + " separable (medians of %d seeds).",
            percent(probes.get(pixels)),
            SIDE * SIDE,
            percent(probes.get(penultimate)),
            FeatureNetwork.FEATURES,
            digits.size())
        .say(
            "The nearest neighbour is right for %s by pixels and for %s by features, which are"
                + " %.0f times as few numbers to compare.",
            percent(neighbours.get(pixels)),
            percent(neighbours.get(penultimate)),
            (double) SIDE * SIDE / FeatureNetwork.FEATURES)
        .table(table)
        .figure(
            "neighbours",
            neighbours(digits.getFirst(), networks.getFirst()),
            "Digits whose nearest neighbour by pixels is of another class, but not by features."
                + " Pixels compare where there is ink; features compare what the network took it"
                + " for.");
  }

  /** First those that pixels get wrong and features right. */
  private static Figure neighbours(Transfer.Task digits, FeatureNetwork network) {
    Labelled train = digits.train();
    Labelled test = digits.test();
    long[] byPixels = Probe.nearest(train.x(), test.x()).toLongs();
    Tensor features = train.through(network::features).x();
    long[] byFeatures = Probe.nearest(features, test.through(network::features).x()).toLongs();
    IntPredicate better =
        i ->
            train.y()[(int) byPixels[i]] != test.y()[i]
                && train.y()[(int) byFeatures[i]] == test.y()[i];
    int[] shown =
        IntStream.concat(
                IntStream.range(0, test.size()).filter(better),
                IntStream.range(0, test.size()).filter(better.negate()))
            .limit(SHOWN)
            .toArray();
    ImageGrid grid = ImageGrid.of("Nearest neighbours", 6);
    for (int i : shown) {
      int pixel = (int) byPixels[i];
      int feature = (int) byFeatures[i];
      grid =
          grid.image(test.image(i), "a " + test.y()[i])
              .image(train.image(pixel), "by pixels a " + train.y()[pixel])
              .image(train.image(feature), "by features a " + train.y()[feature]);
    }
    return grid.figure();
  }

  private static void otherTasks(List<Transfer> transfers, Findings.Builder findings) {
    for (Transfer transfer : transfers) {
      findings.say(
          "With %d labels of each class of %s, a probe on the penultimate layer of a network that"
              + " learned %s is right for %s, on its first layer for %s, and on raw pixels for %s.",
          TOLD,
          transfer.task(),
          transfer.source(),
          percent(transfer.accuracy(Representation.PENULTIMATE_LAYER, TOLD)),
          percent(transfer.accuracy(Representation.FIRST_LAYER, TOLD)),
          percent(transfer.accuracy(Representation.RAW_PIXELS, TOLD)));
      for (Representation representation : Representation.values()) {
        String name = transfer.task() + " " + representation;
        findings.number(name.replace(' ', '-'), transfer.accuracy(representation, TOLD));
      }
      findings.figure(
          "transfer-to-" + transfer.task().replace(' ', '-'),
          transfer.figure(),
          "Linear probes on %s. Bands: the least and the greatest of the seeds."
              .formatted(transfer.task()));
    }
    if (transfers.size() == 1) {
      findings.say(
          "No other data set was found, so this other task is other classes of the same digits;"
              + " with MNIST or Fashion-MNIST in the data folder there are tasks that are less like"
              + " the first.");
    }
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
