package org.atled.train.architecture;

import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.nn.Layer;
import org.atled.train.Objective;

/**
 * A network but for the sizes that data decide: {@link #build} makes it for some. It prints in the
 * words that {@link Architectures#parse} reads.
 */
public interface Architecture {
  /**
   * The network for a data set; its weights are not drawn yet.
   *
   * @param input the shape of one example
   * @param outputs how many numbers it is to give for one: the size of the last axis
   * @throws org.atled.core.error.AtledException if there is no such network
   */
  Layer build(Shape input, int outputs);

  /**
   * The same where it is known what the outputs mean.
   *
   * @throws org.atled.core.error.AtledException if there is no such network
   */
  default Layer build(Shape input, Objective objective) {
    return build(input, objective.outputs());
  }

  /** One with hidden layers, after each of which come an activation and dropout. */
  interface Layered extends Architecture {
    /** The same with another activation. */
    Layered activation(Supplier<? extends Layer> layer);

    /** The same with another probability of dropout; 0 for none. */
    Layered dropout(double probability);
  }

  /**
   * One for texts: an example is ids [steps], the outputs are those of each step, as many as the
   * vocabulary has.
   */
  interface OfTokens extends Architecture {
    /** The same with another probability of dropout; 0 for none. */
    OfTokens dropout(double probability);

    /** Holds examples to sequences. */
    static void check(Architecture architecture, Shape input) {
      if (input.rank() != 1) {
        throw new ArgumentException(
            "%s reads ids [steps], but an example is %s; take mlp:512."
                .formatted(architecture, input));
      }
    }
  }

  /** One for classes of series: an example is [channels, steps]. */
  interface OfSeries extends Architecture {
    /**
     * Holds examples to series.
     *
     * @param name of the architecture
     * @throws ArgumentException if they are not
     */
    static void check(String name, Shape input) {
      if (input.rank() != 2) {
        throw new ArgumentException(
            "%s takes series [channels, steps], but an example is %s; take mlp:512."
                .formatted(name, input));
      }
    }
  }

  /**
   * One for lines of text that have a class: an example is ids [steps], padded behind its end, and
   * the outputs are those of the whole.
   */
  interface OfLines extends Architecture {
    /** The same with another probability of dropout; 0 for none. */
    OfLines dropout(double probability);

    /**
     * The network for lines; its weights are not drawn yet.
     *
     * @param vocabulary ids go from 0 to below it; it itself is padding
     * @param input the greatest number of steps
     * @param outputs how many numbers it is to give for a line
     * @throws ArgumentException if the examples are no sequences of ids
     */
    Layer classifier(long vocabulary, Shape input, int outputs);

    /**
     * {@inheritDoc}
     *
     * @throws ArgumentException always: it is {@link #classifier} that makes a network
     */
    @Override
    default Layer build(Shape input, int outputs) {
      throw new ArgumentException(
          "%s reads lines of text that have a class; name a table with such a column and --target, or take mlp:512."
              .formatted(this));
    }
  }

  /**
   * Architectures that are written alike, as they are offered to people.
   *
   * @param example one of them: {@code mlp:512,512}
   * @param summary what it is, in a few words
   * @param isMeant whether a text is meant to be one of them
   * @param reader reads such a text
   */
  record Family(
      String example,
      String summary,
      Predicate<String> isMeant,
      Function<String, ? extends Architecture> reader) {
    /** Its first word: {@code mlp}. */
    public String name() {
      return example.split(":", 2)[0];
    }
  }
}
