package org.atled.nn.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;

/**
 * GPT-2 (Radford et al. 2019): ids [batch, steps] → for each step the logits of the next id,
 * [batch, steps, vocabulary], of which none looks ahead. Names of weights are those of its
 * published files, matrices there being [in, out]; the last product takes the weight of the first
 * layer.
 */
public final class GPT extends Layer implements TokenModel {
  /**
   * What a network is made from.
   *
   * @param vocabulary ids go from 0 to below it
   * @param context the greatest number of steps
   * @param width of a step
   * @param heads which divide it
   * @param layers how many blocks
   * @param dropout after embeddings, of attention and before sums
   */
  public record Config(
      long vocabulary, long context, long width, long heads, long layers, double dropout) {
    public Config {
      if (layers < 1 || heads < 1 || width < 1 || width % heads != 0) {
        throw new ArgumentException(
            "GPT: takes at least 1 layer, and heads that divide the width, not %d, %d and %d."
                .formatted(layers, heads, width));
      }
    }

    /** Without dropout, with heads as wide as 32 numbers, or one. */
    public static Config of(long vocabulary, long context, long width, long layers) {
      return new Config(vocabulary, context, width, width % 32 == 0 ? width / 32 : 1, layers, 0);
    }

    public Config withHeads(long number) {
      return new Config(vocabulary, context, width, number, layers, dropout);
    }

    public Config withDropout(double p) {
      return new Config(vocabulary, context, width, heads, layers, p);
    }
  }

  /**
   * The results of some more steps.
   *
   * @param logits for these
   * @param caches of all so far, one for each block
   */
  public record Step(Tensor logits, List<MultiheadAttention.Cache> caches) {}

  private final Config config;
  private final Embedding tokens;
  private final LearnedPositions places;
  private final Optional<Dropout> dropout;
  private final Stack<GptBlock> blocks;
  private final LayerNorm norm;
  private final Int8Copy head;

  public GPT(Config config) {
    this.config = config;
    Initializer small = Initializer.normal(0, 0.02);
    tokens =
        child(
            "wte",
            new Embedding(
                Embedding.Config.of(config.vocabulary(), config.width()).initializedBy(small)));
    places = child("wpe", new LearnedPositions(config.context(), config.width()));
    dropout =
        config.dropout() > 0
            ? Optional.of(child("drop", new Dropout(config.dropout())))
            : Optional.empty();
    blocks =
        child(
            "h",
            new Stack<>(
                Stream.generate(() -> new GptBlock(config)).limit(config.layers()).toList()));
    norm = child("ln_f", new LayerNorm(config.width()));
    head = new Int8Copy(tokens.weight(), true);
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return next(vectors(x, mode), List.of(), Optional.empty(), mode).logits();
  }

  @Override
  public Tensor vectors(Tensor ids, Mode mode) {
    return tokens.apply(checked(ids), mode);
  }

  @Override
  public Tensor ofVectors(Tensor x, Mode mode) {
    return call(mode, () -> next(x, List.of(), Optional.empty(), mode).logits());
  }

  /**
   * For the next steps of sequences: what {@link #apply} gives for them in the whole.
   *
   * @param ids [batch, steps], the next
   * @param before the caches that the steps before left; empty at the beginning
   */
  public Step step(Tensor ids, List<MultiheadAttention.Cache> before, Mode mode) {
    return call(mode, () -> next(tokens.apply(checked(ids), mode), before, Optional.empty(), mode));
  }

  private static Tensor checked(Tensor ids) {
    if (ids.shape().rank() != 2 || ids.shape().size(1) == 0) {
      throw new ShapeException(
          "the ids are %s but must be [batch, steps], at least one step.".formatted(ids.shape()));
    }
    return ids;
  }

  /**
   * @param lengths of the sequences so far where they differ
   */
  private Step next(
      Tensor vectors,
      List<MultiheadAttention.Cache> before,
      Optional<List<Long>> lengths,
      Mode mode) {
    if (!before.isEmpty() && before.size() != blocks.each().size()) {
      throw new StateException(
          "there are %d caches for %d blocks; give those that the last step left."
              .formatted(before.size(), blocks.each().size()));
    }
    long past = before.isEmpty() ? 0 : before.getFirst().steps();
    Tensor placed =
        lengths
            .map(each -> places.apply(vectors, each, mode))
            .orElseGet(() -> places.apply(vectors, past, mode));
    Tensor y = dropout.map(layer -> layer.apply(placed, mode)).orElse(placed);
    List<MultiheadAttention.Cache> after = new ArrayList<>();
    for (int i = 0; i < blocks.each().size(); i++) {
      Optional<MultiheadAttention.Cache> cache =
          before.isEmpty() ? Optional.empty() : Optional.of(before.get(i));
      MultiheadAttention.Step step = blocks.each().get(i).apply(y, cache, lengths, mode);
      y = step.result();
      after.add(step.cache());
    }
    Tensor last = norm.apply(y, mode);
    Tensor logits =
        head.product(last, mode)
            .orElseGet(() -> last.linear(tokens.weight().value().to(last.dtype())));
    return new Step(logits, List.copyOf(after));
  }

  /**
   * Rounds a copy of the weights of all products to int8, with a scale for each output: {@link
   * QuantizedWeight}. From now on evaluation and writing multiply by that copy. A step of one
   * sequence waits for its weights to come from memory, and these are a quarter of the bytes. In
   * training nothing is rounded; whoever changes a weight has to call this again. A plan that was
   * made before goes on by the weights that it was made with.
   */
  public void quantize() {
    blocks.each().forEach(GptBlock::quantize);
    head.make();
  }

  /**
   * Continues sequences, with a cache as long as they are within the context, and then by the last
   * steps that it holds. The same seed gives the same ids, with and without a cache.
   *
   * <p>It keeps nothing for a gradient. What is drawn for a prompt depends on its place in the
   * batch.
   *
   * @param prompt ids [batch, steps], at least one step
   * @param count how many ids more
   * @return prompt and continuation, int64 [batch, steps + count]
   */
  public Tensor generate(Tensor prompt, int count, Sampling sampling, Seed seed) {
    if (count < 0) {
      throw new ArgumentException(
          "GPT: the count of ids to write is %d but must be at least 0.".formatted(count));
    }
    Tensor all = EmbeddingTable.whole(checked(prompt)).to(DType.INT64);
    Tensor fresh = all;
    List<MultiheadAttention.Cache> caches = List.of();
    for (int i = 0; i < count; i++) {
      long steps = all.shape().size(1);
      if (steps > config.context()) {
        fresh = all.slice(1, steps - config.context(), steps);
        caches = List.of();
      }
      Step step = written(fresh, caches);
      caches = step.caches();
      Tensor logits = step.logits().select(1, fresh.shape().size(1) - 1);
      fresh = sampling.draw(seed.at(i), logits).unsqueeze(1);
      all = Structure.concat(1, all, fresh);
    }
    return all;
  }

  @Override
  public List<Tensor> generate(
      List<Prompt> prompts, int most, Sampling sampling, OptionalLong end, Listener listener) {
    return new Continuation<>(this, context(), new Reader())
        .of(prompts, most, sampling, end, listener);
  }

  private final class Reader implements Continuation.Reader<MixedCaches> {
    @Override
    public Continuation.Read<MixedCaches> read(Tensor ids, Optional<MixedCaches> before) {
      if (before.isEmpty() || before.get().areEqual()) {
        Step step = written(ids, before.map(MixedCaches::caches).orElse(List.of()));
        return new Continuation.Read<>(step.logits(), MixedCaches.of(step.caches()));
      }
      List<Long> lengths = before.get().lengths();
      Mode mode = Mode.evaluation();
      Step step =
          Autograd.noGrad(() ->
              call(
                  mode,
                  () ->
                      next(
                          tokens.apply(checked(ids), mode),
                          before.get().caches(),
                          Optional.of(lengths),
                          mode)));
      return new Continuation.Read<>(
          step.logits(),
          new MixedCaches(step.caches(), lengths.stream().map(each -> each + 1).toList()));
    }

    @Override
    public MixedCaches join(List<MixedCaches> parts) {
      return MixedCaches.join(parts);
    }

    @Override
    public MixedCaches keep(MixedCaches all, Tensor rows) {
      return all.keep(rows);
    }
  }

  @Override
  public long vocabulary() {
    return config.vocabulary();
  }

  @Override
  public OptionalLong context() {
    return OptionalLong.of(config.context());
  }

  /** A step without a history, which would hold all keys and values of every step before. */
  Step written(Tensor ids, List<MultiheadAttention.Cache> before) {
    return Autograd.noGrad(() -> step(ids, before, Mode.evaluation()));
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "GPT(%d, context %d, %d layers of %d, %d heads%s)"
        .formatted(
            config.vocabulary(),
            config.context(),
            config.layers(),
            config.width(),
            config.heads(),
            config.dropout() > 0 ? ", dropout " + config.dropout() : "");
  }
}
