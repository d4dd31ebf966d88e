package org.atled.generative;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.data.Dataset;
import org.atled.nn.Layer;
import org.atled.nn.layer.Sequential;
import org.atled.train.SavedModel;

/**
 * What a classifier, trained on real examples, makes of those that a model made: which classes it
 * names, whether they are those asked for, and how far its features of them lie from those of real
 * ones ({@link Frechet}). Features are what its last layer is given: of {@code lenet5} 84 numbers.
 */
public final class Judge {
  /** Go through the classifier together. */
  private static final int BATCH = 256;

  private final SavedModel saved;
  private final List<String> classes;
  private final Layer body;
  private final Layer head;

  private Judge(SavedModel saved, List<String> classes, Sequential network) {
    this.saved = saved;
    this.classes = classes;
    int last = network.layers().size() - 1;
    body = network.part(0, last);
    head = network.layers().get(last);
  }

  /**
   * A judge.
   *
   * @param saved a classifier
   * @throws StateException if it names no classes, is not one layer after the other, or takes
   *     examples that are prepared
   */
  public static Judge of(SavedModel saved) {
    List<String> classes = saved.objective().named().orElse(List.of());
    if (classes.isEmpty()) {
      throw new StateException(
          "%s names no classes, so that it cannot judge examples; take a classifier, such as one of atled train digits --model lenet5."
              .formatted(saved.module().getClass().getSimpleName()));
    }
    if (saved.preparation().isPresent()) {
      throw new StateException(
          "The classifier takes examples that are prepared, not those that a model makes; train one"
              + " on the data as they are, without --normalize.");
    }
    if (!(saved.module() instanceof Sequential network) || network.layers().size() < 2) {
      throw new StateException(
          "The classifier is not two layers or more, one after the other, the last of which is"
              + " given features; take one such as lenet5 or mlp:256.");
    }
    return new Judge(saved, classes, network);
  }

  /**
   * What was found of made examples.
   *
   * @param named how many are named as of each class
   * @param asAsked the share that is named as was asked for, where it was
   * @param features how many features were compared
   * @param distance d² to real examples, see {@link Frechet}
   */
  public record Verdict(
      List<Integer> named, OptionalDouble asAsked, int features, double distance) {
    public Verdict {
      named = List.copyOf(named);
    }

    /** How many examples there are. */
    public int count() {
      return named.stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * −Σ p·ln p over the shares of classes, in nats: ln k if all k are made as often, 0 if one is
     * made again and again.
     */
    public double entropy() {
      double sum = 0;
      for (int each : named) {
        double p = (double) each / count();
        sum -= each == 0 ? 0 : p * StrictMath.log(p);
      }
      return sum;
    }

    /** Classes of which nothing was made, by number. */
    public List<Integer> missing() {
      return IntStream.range(0, named.size()).filter(i -> named.get(i) == 0).boxed().toList();
    }

    /** The class that was made least, by number. */
    public int rarest() {
      return IntStream.range(0, named.size())
          .reduce((a, b) -> named.get(b) < named.get(a) ? b : a)
          .orElseThrow();
    }
  }

  /** The classes that it names. */
  public List<String> classes() {
    return classes;
  }

  /**
   * Judges.
   *
   * @param made [n, …], at least 2
   * @param asked the class that each was asked to be of, [n], if it was
   * @param real examples that neither the model nor the classifier learned from
   * @throws ArgumentException if examples have another shape than the classifier learned
   */
  public Verdict of(Tensor made, Optional<Tensor> asked, Dataset real) {
    Shape each = made.shape().slice(1, made.shape().rank());
    if (!each.equals(saved.info().input())) {
      throw new ArgumentException(
          "The classifier learned from examples %s but is to judge examples %s; take one that learned from the same data."
              .formatted(saved.info().input(), each));
    }
    Tensor features = features(made);
    long[] found =
        Autograd.noGrad(() -> saved.objective().predictions(head.apply(features)).argmax(1))
            .toLongs();
    Integer[] named = new Integer[classes.size()];
    Arrays.fill(named, 0);
    for (long label : found) {
      named[(int) label]++;
    }
    return new Verdict(
        List.of(named),
        asked.isPresent() ? OptionalDouble.of(share(found, asked.get())) : OptionalDouble.empty(),
        (int) features.shape().size(1),
        Frechet.distance(features, features(real)));
  }

  private static double share(long[] found, Tensor asked) {
    long[] wanted = asked.toLongs();
    return (double) IntStream.range(0, found.length).filter(i -> found[i] == wanted[i]).count()
        / found.length;
  }

  /** d² between two sets of real examples: what no model of them should be far below. */
  public double distance(Dataset some, Dataset others) {
    return Frechet.distance(features(some), features(others));
  }

  private Tensor features(Dataset examples) {
    List<Tensor> parts = new ArrayList<>();
    for (int from = 0; from < examples.size(); from += BATCH) {
      int to = Math.min(examples.size(), from + BATCH);
      parts.add(part(examples.batch(IntStream.range(from, to).toArray()).x()));
    }
    return Structure.concat(0, parts.toArray(Tensor[]::new));
  }

  private Tensor features(Tensor examples) {
    int count = (int) examples.shape().size(0);
    List<Tensor> parts = new ArrayList<>();
    for (int from = 0; from < count; from += BATCH) {
      parts.add(part(examples.slice(0, from, Math.min(count, from + BATCH))));
    }
    return Structure.concat(0, parts.toArray(Tensor[]::new));
  }

  private Tensor part(Tensor examples) {
    return Autograd.noGrad(() -> body.apply(examples).flatten(1));
  }
}
