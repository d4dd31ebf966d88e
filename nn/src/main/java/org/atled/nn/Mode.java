package org.atled.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;

/**
 * Whether a call of a module trains or evaluates, and who observes it: an argument of the call, not
 * a switch.
 */
public sealed interface Mode {
  /**
   * Running statistics are used and left alone, and dropout passes everything, but where it is
   * asked to drop.
   *
   * @param dropping what dropout draws by, if it drops all the same: see {@link #droppingBy}
   */
  record Evaluation(List<Observer> observers, Optional<Integer> tile, Optional<Training> dropping)
      implements Mode {
    private static final Evaluation PLAIN =
        new Evaluation(List.of(), Optional.empty(), Optional.empty());

    public Evaluation {
      observers = List.copyOf(observers);
    }

    @Override
    public Evaluation observedBy(Observer observer) {
      return new Evaluation(more(observers, observer), tile, dropping);
    }

    @Override
    public Evaluation inTilesOf(int windows) {
      return new Evaluation(observers, Optional.of(windows), dropping);
    }

    @Override
    public Evaluation at(String name) {
      return new Evaluation(observers, tile, dropping.map(draws -> draws.at(name)));
    }

    /**
     * This mode, but dropout drops as it would in that training: Monte-Carlo dropout, Gal and
     * Ghahramani 2016. All else is evaluated.
     */
    public Evaluation droppingBy(Training draws) {
      return new Evaluation(observers, tile, Optional.of(draws));
    }
  }

  /**
   * Training.
   *
   * @param seed from which a module's draws come, together with its path and how often it has drawn
   *     in this call of the network
   * @param step the number of the step (INT64), read when an operation runs
   * @param examples for each entry of the batch the number of its example in the data set (INT64),
   *     so that its draws do not depend on the batch it is in
   */
  record Training(
      Seed seed,
      Slot step,
      Optional<Tensor> examples,
      List<Observer> observers,
      Optional<Integer> tile)
      implements Mode {
    public Training {
      observers = List.copyOf(observers);
    }

    @Override
    public Optional<Training> dropping() {
      return Optional.of(this);
    }

    @Override
    public Training observedBy(Observer observer) {
      return new Training(seed, step, examples, more(observers, observer), tile);
    }

    @Override
    public Training inTilesOf(int windows) {
      return new Training(seed, step, examples, observers, Optional.of(windows));
    }

    @Override
    public Training at(String name) {
      return new Training(seed.at(name), step, examples, observers, tile);
    }
  }

  /** Who hears of each call in the network, in this order. */
  List<Observer> observers();

  /** What dropout draws by; empty where it passes everything. */
  Optional<Training> dropping();

  /** Of how many windows the tiles of convolutions are, if it is said: see {@link Sliding#tile}. */
  Optional<Integer> tile();

  /**
   * This mode with the tiles of all convolutions of so many windows: 4 is faster and less exact
   * than 2, see {@link Sliding#inTilesOf}.
   */
  Mode inTilesOf(int windows);

  /** A convolution's windows as this mode wants them. */
  default Sliding tiled(Sliding sliding) {
    return tile().map(sliding::inTilesOf).orElse(sliding);
  }

  /** This mode with one more observer, of activations and, by them, of their gradients. */
  Mode observedBy(Observer observer);

  /**
   * This mode for one of several calls of a network in the same step, such as a critic's of real
   * and of generated examples: under another name it draws otherwise.
   */
  Mode at(String name);

  static Evaluation evaluation() {
    return Evaluation.PLAIN;
  }

  /** Training whose draws are keyed by seed, module, step, and place in the batch. */
  static Training training(Seed seed, Slot step) {
    return new Training(seed, step, Optional.empty(), List.of(), Optional.empty());
  }

  /** Training whose draws are keyed by seed, module, step, and example. */
  static Training training(Seed seed, Slot step, Tensor examples) {
    return new Training(seed, step, Optional.of(examples), List.of(), Optional.empty());
  }

  private static List<Observer> more(List<Observer> observers, Observer observer) {
    List<Observer> all = new ArrayList<>(observers);
    all.add(observer);
    return all;
  }
}
