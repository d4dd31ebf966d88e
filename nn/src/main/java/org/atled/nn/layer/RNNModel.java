package org.atled.nn.layer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * A language model by recurrence: ids [batch, steps] → for each step the logits of the next id,
 * [batch, steps, vocabulary]. Dropout stands behind the embedding, between layers and behind the
 * last one (Zaremba et al. 2014). Names of weights are those of PyTorch's example
 * word_language_model.
 */
public final class RNNModel extends Layer implements TokenModel {
  /** Which recurrence goes over the ids. */
  public enum Kind {
    RNN,
    LSTM,
    GRU;

    Recurrent make(Recurrent.Config config) {
      return switch (this) {
        case RNN -> new RNN(config);
        case LSTM -> new LSTM(config);
        case GRU -> new GRU(config);
      };
    }
  }

  /**
   * What a network is made from.
   *
   * @param vocabulary ids go from 0 to below it
   * @param width of the embedding and of the states
   * @param layers of the recurrence
   */
  public record Config(Kind kind, long vocabulary, long width, long layers, double dropout) {
    public Config {
      if (vocabulary < 1 || width < 1 || layers < 1) {
        throw new ArgumentException(
            "RNNModel: takes a vocabulary, a width and layers of at least 1, not %d, %d and %d."
                .formatted(vocabulary, width, layers));
      }
    }

    /** A model without dropout. */
    public static Config of(Kind kind, long vocabulary, long width, long layers) {
      return new Config(kind, vocabulary, width, layers, 0);
    }

    public Config withDropout(double p) {
      return new Config(kind, vocabulary, width, layers, p);
    }
  }

  /**
   * The results of some more steps.
   *
   * @param logits for these
   * @param state after them: h, and c of an LSTM, each [layers, batch, width]
   */
  public record Step(Tensor logits, List<Tensor> state) {}

  private final Config config;
  private final Embedding encoder;
  private final Recurrent recurrence;
  private final Optional<Dropout> dropout;
  private final Linear decoder;

  public RNNModel(Config config) {
    this.config = config;
    encoder = child("encoder", new Embedding(config.vocabulary(), config.width()));
    recurrence = child("rnn", recurrence(config));
    dropout =
        config.dropout() == 0
            ? Optional.empty()
            : Optional.of(child("drop", new Dropout(config.dropout())));
    decoder = child("decoder", new Linear(config.width(), config.vocabulary()));
  }

  private static Recurrent recurrence(Config config) {
    Recurrent.Config plain =
        Recurrent.Config.of(config.width(), config.width()).withLayers(config.layers());
    return config.kind().make(config.layers() > 1 ? plain.withDropout(config.dropout()) : plain);
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return next(vectors(x, mode), List.of(), mode).logits();
  }

  @Override
  public Tensor ofVectors(Tensor x, Mode mode) {
    return call(mode, () -> next(x, List.of(), mode).logits());
  }

  /**
   * For the next steps of sequences: what {@link #apply} gives for them in the whole.
   *
   * @param ids [batch, steps], the next
   * @param before the state that the steps before left; empty at the beginning
   */
  public Step step(Tensor ids, List<Tensor> before, Mode mode) {
    return call(mode, () -> next(vectors(ids, mode), before, mode));
  }

  @Override
  public Tensor vectors(Tensor ids, Mode mode) {
    if (ids.shape().rank() != 2 || ids.shape().size(1) == 0) {
      throw new ShapeException(
          "the ids are %s but must be [batch, steps], at least one step.".formatted(ids.shape()));
    }
    return encoder.apply(ids, mode);
  }

  private Step next(Tensor vectors, List<Tensor> before, Mode mode) {
    Step hidden = recurrent(dropped(vectors, mode), before, mode);
    return new Step(decoder.apply(dropped(hidden.logits(), mode), mode), hidden.state());
  }

  private Tensor dropped(Tensor x, Mode mode) {
    return dropout.map(layer -> layer.apply(x, mode)).orElse(x);
  }

  /** With the recurrence's results in place of logits. */
  private Step recurrent(Tensor x, List<Tensor> before, Mode mode) {
    boolean begins = before.isEmpty();
    return switch (recurrence) {
      case HiddenRecurrent rnn -> {
        HiddenRecurrent.Out out =
            begins ? rnn.apply(x, mode) : rnn.apply(x, before.getFirst(), mode);
        yield new Step(out.sequence(), List.of(out.state()));
      }
      case LSTM lstm -> {
        LSTM.Out out =
            begins
                ? lstm.apply(x, mode)
                : lstm.apply(x, new LSTM.State(before.get(0), before.get(1)), mode);
        yield new Step(out.sequence(), out.state().both());
      }
    };
  }

  @Override
  public List<Tensor> generate(
      List<Prompt> prompts, int most, Sampling sampling, OptionalLong end, Listener listener) {
    return new Continuation<>(this, context(), new Reader())
        .of(prompts, most, sampling, end, listener);
  }

  /** A state is that of as many steps as there were, whatever their number. */
  private final class Reader implements Continuation.Reader<List<Tensor>> {
    @Override
    public Continuation.Read<List<Tensor>> read(Tensor ids, Optional<List<Tensor>> before) {
      Step step = Autograd.noGrad(() -> step(ids, before.orElse(List.of()), Mode.evaluation()));
      return new Continuation.Read<>(step.logits(), step.state());
    }

    @Override
    public List<Tensor> join(List<List<Tensor>> parts) {
      return IntStream.range(0, parts.getFirst().size())
          .mapToObj(i ->
              Structure.concat(1, parts.stream().map(each -> each.get(i)).toArray(Tensor[]::new)))
          .toList();
    }

    @Override
    public List<Tensor> keep(List<Tensor> all, Tensor rows) {
      return all.stream().map(each -> each.indexSelect(1, rows)).toList();
    }
  }

  @Override
  public long vocabulary() {
    return config.vocabulary();
  }

  @Override
  public OptionalLong context() {
    return OptionalLong.empty();
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "RNNModel(%s, %d, %d layers of %d%s)"
        .formatted(
            config.kind().name().toLowerCase(Locale.ROOT),
            config.vocabulary(),
            config.layers(),
            config.width(),
            config.dropout() > 0 ? ", dropout " + config.dropout() : "");
  }
}
