package org.atled.nn.layer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;

/**
 * Writes ids behind prompts, step by step.
 *
 * @param <S> what a network keeps of the steps so far
 * @param network whose errors these are
 * @param context the greatest number of steps; beyond it the last ones are read anew for each id
 */
record Continuation<S>(TokenModel network, OptionalLong context, Reader<S> reader) {
  /** Reads some more steps. */
  @FunctionalInterface
  interface Reader<S> {
    /**
     * Reads ids.
     *
     * @param ids [batch, steps]
     * @param before what the steps before have left
     */
    Read<S> read(Tensor ids, Optional<S> before);
  }

  /**
   * What was read.
   *
   * @param logits [batch, steps, vocabulary]
   * @param after what it leaves
   */
  record Read<S>(Tensor logits, S after) {}

  List<Tensor> of(
      List<TokenModel.Prompt> prompts,
      int most,
      Sampling sampling,
      OptionalLong end,
      TokenModel.Listener listener) {
    if (most < 0) {
      throw new ArgumentException(
          "%s: the count of ids to write is %d but must be at least 0."
              .formatted(network.getClass().getSimpleName(), most));
    }
    SequencedMap<Long, List<Integer>> byLength = new LinkedHashMap<>();
    for (int i = 0; i < prompts.size(); i++) {
      byLength
          .computeIfAbsent(prompts.get(i).ids().shape().size(0), length -> new ArrayList<>())
          .add(i);
    }
    List<List<Long>> written = new ArrayList<>();
    prompts.forEach(prompt -> written.add(new ArrayList<>()));
    for (List<Integer> alike : byLength.values()) {
      together(
          alike,
          prompts,
          most,
          sampling,
          end,
          (prompt, id) -> {
            written.get(prompt).add(id);
            listener.wrote(prompt, id);
          });
    }
    return written.stream()
        .map(ids -> Tensor.of(ids.stream().mapToLong(Long::longValue).toArray()))
        .toList();
  }

  /** One that has ended goes along, unheard, until all have. */
  private void together(
      List<Integer> places,
      List<TokenModel.Prompt> prompts,
      int most,
      Sampling sampling,
      OptionalLong end,
      TokenModel.Listener listener) {
    List<TokenModel.Prompt> all = places.stream().map(prompts::get).toList();
    Tensor seen =
        Structure.stack(0, all.stream().map(TokenModel.Prompt::ids).toArray(Tensor[]::new));
    Tensor fresh = seen;
    Optional<S> before = Optional.empty();
    boolean[] over = new boolean[all.size()];
    int left = all.size();
    for (int i = 0; i < most && left > 0; i++) {
      long steps = seen.shape().size(1);
      if (context.isPresent() && steps > context.getAsLong()) {
        fresh = seen.slice(1, steps - context.getAsLong(), steps);
        before = Optional.empty();
      }
      Read<S> read = reader.read(fresh, before);
      before = Optional.of(read.after());
      Tensor logits = read.logits().select(1, fresh.shape().size(1) - 1);
      long[] next = new long[all.size()];
      for (int row = 0; row < next.length; row++) {
        Tensor own = logits.slice(0, row, row + 1L);
        next[row] = sampling.draw(all.get(row).seed().at(i), own).toLongs()[0];
        if (!over[row]) {
          listener.wrote(places.get(row), next[row]);
          over[row] = end.isPresent() && end.getAsLong() == next[row];
          left -= over[row] ? 1 : 0;
        }
      }
      fresh = Tensor.of(next).unsqueeze(1);
      seen = Structure.concat(1, seen, fresh);
    }
  }
}
