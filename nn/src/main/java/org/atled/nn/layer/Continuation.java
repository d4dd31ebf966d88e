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
 * Writes ids behind prompts, step by step: prompts of one length are read together, and from then
 * on all go through the network as one batch.
 *
 * @param <S> what a network keeps of the steps so far
 * @param network whose errors these are
 * @param context the greatest number of steps; beyond it the last ones are read anew for each id
 */
record Continuation<S>(TokenModel network, OptionalLong context, Reader<S> reader) {
  /** Reads some more steps. */
  interface Reader<S> {
    /**
     * Reads ids.
     *
     * @param ids [batch, steps]; one step where what is before is of sequences of several lengths
     * @param before what the steps before have left
     */
    Read<S> read(Tensor ids, Optional<S> before);

    /** What several batches have left as that of one, in their order. */
    S join(List<S> parts);

    /**
     * That of some sequences of a batch.
     *
     * @param rows int64 [n], which
     */
    S keep(S all, Tensor rows);
  }

  /**
   * What was read.
   *
   * @param logits [batch, steps, vocabulary]
   * @param after what it leaves
   */
  record Read<S>(Tensor logits, S after) {}

  /** Sequences, and what the steps before their last one have left. */
  private record Batch<S>(List<Sequence> all, S before) {}

  /** A prompt and what is behind it so far. */
  private static final class Sequence {
    private final int place;
    private final TokenModel.Prompt prompt;
    private final List<Long> written = new ArrayList<>();
    private boolean isOver;

    Sequence(int place, TokenModel.Prompt prompt) {
      this.place = place;
      this.prompt = prompt;
    }

    long steps() {
      return prompt.ids().shape().size(0) + written.size();
    }

    /** The last so many steps, or all if there are fewer. */
    Tensor last(long most) {
      Tensor all = written.isEmpty() ? prompt.ids() : Structure.concat(0, prompt.ids(), ids());
      return all.slice(0, Math.max(0, steps() - most), steps());
    }

    Tensor ids() {
      return Tensor.of(written.stream().mapToLong(Long::longValue).toArray());
    }
  }

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
    List<Sequence> all = new ArrayList<>();
    prompts.forEach(prompt -> all.add(new Sequence(all.size(), prompt)));
    Writer writer = new Writer(sampling, end, listener);
    Optional<Batch<S>> known = Optional.empty();
    for (int i = 0; i < most && all.stream().anyMatch(each -> !each.isOver); i++) {
      Optional<Batch<S>> going = known.flatMap(this::going);
      List<List<Sequence>> others = byLength(all, going.map(Batch::all).orElse(List.of()));
      List<Batch<S>> read = new ArrayList<>();
      going.ifPresent(batch -> read.add(step(batch, writer)));
      others.forEach(alike -> read.add(anew(alike, writer)));
      known = joined(read);
    }
    return all.stream().map(Sequence::ids).toList();
  }

  /** The others, which are read from their beginning, or from where the context reaches back to. */
  private List<List<Sequence>> byLength(List<Sequence> all, List<Sequence> going) {
    SequencedMap<Long, List<Sequence>> found = new LinkedHashMap<>();
    for (Sequence each : all) {
      if (!each.isOver && !going.contains(each)) {
        long length = Math.min(each.steps(), context.orElse(Long.MAX_VALUE));
        found.computeIfAbsent(length, unused -> new ArrayList<>()).add(each);
      }
    }
    return List.copyOf(found.values());
  }

  private boolean isBeyond(Sequence each) {
    return context.isPresent() && each.steps() > context.getAsLong();
  }

  /** Those of a batch that go on within the context. */
  private Optional<Batch<S>> going(Batch<S> batch) {
    List<Sequence> left = new ArrayList<>();
    List<Long> rows = new ArrayList<>();
    for (int row = 0; row < batch.all().size(); row++) {
      Sequence each = batch.all().get(row);
      if (!each.isOver && !isBeyond(each)) {
        left.add(each);
        rows.add((long) row);
      }
    }
    if (left.isEmpty() || left.size() == batch.all().size()) {
      return left.isEmpty() ? Optional.empty() : Optional.of(batch);
    }
    Tensor kept = Tensor.of(rows.stream().mapToLong(Long::longValue).toArray());
    return Optional.of(new Batch<>(left, reader.keep(batch.before(), kept)));
  }

  /** One step more of each. */
  private Batch<S> step(Batch<S> batch, Writer writer) {
    long[] fresh = batch.all().stream().mapToLong(each -> each.written.getLast()).toArray();
    Read<S> read = reader.read(Tensor.of(fresh).unsqueeze(1), Optional.of(batch.before()));
    writer.write(batch.all(), read.logits());
    return new Batch<>(batch.all(), read.after());
  }

  private Batch<S> anew(List<Sequence> alike, Writer writer) {
    long most = context.orElse(Long.MAX_VALUE);
    Tensor[] ids = alike.stream().map(each -> each.last(most)).toArray(Tensor[]::new);
    Read<S> read = reader.read(Structure.stack(0, ids), Optional.empty());
    writer.write(alike, read.logits());
    return new Batch<>(alike, read.after());
  }

  private Optional<Batch<S>> joined(List<Batch<S>> read) {
    List<Batch<S>> going = read.stream().flatMap(batch -> going(batch).stream()).toList();
    if (going.size() < 2) {
      return going.stream().findFirst();
    }
    List<Sequence> all = going.stream().flatMap(batch -> batch.all().stream()).toList();
    return Optional.of(new Batch<>(all, reader.join(going.stream().map(Batch::before).toList())));
  }

  /** Chooses the next id of each, and tells of it. */
  private record Writer(Sampling sampling, OptionalLong end, TokenModel.Listener listener) {
    void write(List<Sequence> all, Tensor logits) {
      Tensor last = logits.select(1, logits.shape().size(1) - 1);
      for (int row = 0; row < all.size(); row++) {
        Sequence each = all.get(row);
        Tensor own = last.slice(0, row, row + 1L);
        long next = sampling.draw(each.prompt.seed().at(each.written.size()), own).toLongs()[0];
        each.written.add(next);
        listener.wrote(each.place, next);
        each.isOver = end.isPresent() && end.getAsLong() == next;
      }
    }
  }
}
