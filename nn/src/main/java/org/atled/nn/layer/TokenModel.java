package org.atled.nn.layer;

import java.util.List;
import java.util.OptionalLong;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;

/**
 * A network from ids [batch, steps] to the logits of the next id at each step, [batch, steps,
 * vocabulary], none of which looks ahead; it can go on with sequences from where it stopped.
 */
public sealed interface TokenModel permits GPT, RNNModel {
  /**
   * What is to be continued.
   *
   * @param ids int64 [steps], at least one
   * @param seed of what is drawn for it
   */
  record Prompt(Tensor ids, Seed seed) {
    public Prompt {
      ids = EmbeddingTable.whole(ids).to(DType.INT64);
      if (ids.shape().rank() != 1 || ids.shape().size(0) == 0) {
        throw new ShapeException(
            "the ids of a prompt are %s but must be [steps], at least one step."
                .formatted(ids.shape()));
      }
    }

    /** Begins with these ids, and draws those that follow by a seed. */
    public static Prompt of(Seed seed, long... ids) {
      return new Prompt(Tensor.of(ids), seed);
    }
  }

  /** Hears of ids while they are written. */
  @FunctionalInterface
  interface Listener {
    /**
     * One more id.
     *
     * @param prompt the number of the prompt that it continues, from 0
     */
    void wrote(int prompt, long id);
  }

  /** Ids go from 0 to below it. */
  long vocabulary();

  /** The vectors of ids: [batch, steps] → [batch, steps, width]. */
  Tensor vectors(Tensor ids, Mode mode);

  /** The logits from vectors [batch, steps, width] in place of those of ids. */
  Tensor ofVectors(Tensor x, Mode mode);

  /** The greatest number of steps at a time; none for a network that may go on for ever. */
  OptionalLong context();

  /**
   * Continues prompts of any lengths. Each gets, bit for bit, what it gets alone: prompts of one
   * length are read together, then all go through the network in one pass for each id, and each
   * draws by its own seed.
   *
   * @param most how many ids are written for each
   * @param end an id after which a sequence is not continued
   * @param listener hears of each id, in an order that depends on the lengths
   * @return for each prompt what was written behind it, int64 [steps], {@code end} included
   */
  List<Tensor> generate(
      List<Prompt> prompts, int most, Sampling sampling, OptionalLong end, Listener listener);

  /** The same without an end, for who waits for the whole. */
  default List<Tensor> generate(List<Prompt> prompts, int most, Sampling sampling) {
    return generate(prompts, most, sampling, OptionalLong.empty(), (prompt, id) -> {});
  }
}
