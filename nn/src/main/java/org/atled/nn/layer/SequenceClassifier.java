package org.atled.nn.layer;

import java.util.Locale;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * Classes of sequences of different lengths: ids [batch, steps] → logits [batch, outputs]. An
 * embedding, a {@link Body} that looks at the steps, their mean, a product. A sequence ends where
 * the first id behind the vocabulary stands, {@link Config#padding}; what follows counts for
 * nothing, so that each gets, bit for bit, what it gets alone. One of padding alone gets the bias.
 */
public final class SequenceClassifier extends Layer {
  /** What stands between the embedding and the mean. */
  public enum Body {
    /** Nothing, so that the order of ids counts for nothing: Joulin et al. 2016. */
    BAG,
    /** A plain recurrence, both ways. */
    RNN,
    /** Gated recurrence, both ways. */
    GRU,
    /** Long short-term memory, both ways. */
    LSTM,
    /** Learned positions, and a transformer's encoder with norms first. */
    TRANSFORMER
  }

  /**
   * What a network is made from.
   *
   * @param vocabulary ids go from 0 to below it, and it itself is padding
   * @param context the greatest number of steps, which only a transformer must know
   * @param width of the embedding, and of the states of a recurrence in each direction
   * @param layers of the body, 0 of a bag
   * @param outputs how many logits there are: one for each class, or one for two classes
   * @param dropout behind the embedding, inside the body and before the product
   */
  public record Config(
      Body body,
      long vocabulary,
      long context,
      long width,
      long layers,
      long outputs,
      double dropout) {
    public Config {
      if (vocabulary < 1 || context < 1 || width < 1 || outputs < 1) {
        throw new ArgumentException(
            "SequenceClassifier: takes a vocabulary, a context, a width and outputs of at least 1, not %d, %d, %d and %d."
                .formatted(vocabulary, context, width, outputs));
      }
      if (body == Body.BAG ? layers != 0 : layers < 1) {
        throw new ArgumentException(
            "SequenceClassifier: a bag has 0 layers and any other body at least 1, but %s has %d."
                .formatted(name(body), layers));
      }
    }

    /** The id that fills a batch behind the end of a sequence. */
    public long padding() {
      return vocabulary;
    }
  }

  private final Config config;
  private final Embedding embedding;
  private final Optional<LearnedPositions> positions;
  private final Optional<Recurrent> recurrence;
  private final Optional<TransformerEncoder> encoder;
  private final Optional<Dropout> dropout;
  private final Linear head;

  public SequenceClassifier(Config config) {
    this.config = config;
    boolean attends = config.body() == Body.TRANSFORMER;
    boolean recurs = !attends && config.body() != Body.BAG;
    embedding =
        child(
            "embedding",
            new Embedding(
                EmbeddingTable.Config.of(config.vocabulary() + 1, config.width())
                    .withPadding(config.padding())));
    positions =
        attends
            ? Optional.of(
                child("positions", new LearnedPositions(config.context(), config.width())))
            : Optional.empty();
    encoder =
        attends
            ? Optional.of(child("encoder", new TransformerEncoder(encoder(config))))
            : Optional.empty();
    recurrence = recurs ? Optional.of(child("rnn", recurrence(config))) : Optional.empty();
    dropout =
        config.dropout() > 0
            ? Optional.of(child("drop", new Dropout(config.dropout())))
            : Optional.empty();
    head = child("head", new Linear((recurs ? 2 : 1) * config.width(), config.outputs()));
  }

  /** With a head for each 32 numbers of the width, or one, and four times the width between. */
  private static TransformerEncoder.Config encoder(Config config) {
    long heads = config.width() % 32 == 0 ? config.width() / 32 : 1;
    TransformerLayer.Config layer =
        TransformerLayer.Config.of(config.width(), heads)
            .withFeedforward(4 * config.width())
            .withDropout(config.dropout())
            .withNormFirst();
    return new TransformerEncoder.Config(layer, config.layers(), true);
  }

  private static Recurrent recurrence(Config config) {
    Recurrent.Config plain =
        Recurrent.Config.of(config.width(), config.width())
            .withLayers(config.layers())
            .inBothDirections();
    Recurrent.Config all = config.layers() > 1 ? plain.withDropout(config.dropout()) : plain;
    return switch (config.body()) {
      case RNN -> new RNN(all);
      case GRU -> new GRU(all);
      case LSTM -> new LSTM(all);
      case BAG, TRANSFORMER -> throw new IllegalStateException(config.body().toString());
    };
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return logits(vectors(x, mode), x, mode);
  }

  /** The vectors of ids: [batch, steps] → [batch, steps, width]. */
  public Tensor vectors(Tensor ids, Mode mode) {
    if (ids.shape().rank() != 2 || ids.shape().size(1) == 0) {
      throw new ShapeException(
          "the ids are %s but must be [batch, steps], at least one step.".formatted(ids.shape()));
    }
    return embedding.apply(ids, mode);
  }

  /**
   * The logits from vectors in place of those of ids.
   *
   * @param vectors [batch, steps, width]
   * @param ids [batch, steps], which still say where sequences end
   */
  public Tensor ofVectors(Tensor vectors, Tensor ids, Mode mode) {
    return call(mode, () -> logits(vectors, ids, mode));
  }

  private Tensor logits(Tensor vectors, Tensor ids, Mode mode) {
    Tensor real = ids.ne(config.padding());
    Tensor lengths = real.to(DType.INT64).sum(1);
    Tensor y = steps(dropped(vectors, mode), real, lengths, mode);
    Tensor sums = real.unsqueeze(2).where(y, 0.0).sum(1);
    Tensor mean = sums.div(lengths.clampMin(1L).to(y.dtype()).unsqueeze(1));
    return head.apply(dropped(mean, mode), mode);
  }

  private Tensor dropped(Tensor x, Mode mode) {
    return dropout.map(layer -> layer.apply(x, mode)).orElse(x);
  }

  /** What the body gives for each step. */
  private Tensor steps(Tensor x, Tensor real, Tensor lengths, Mode mode) {
    if (encoder.isPresent()) {
      Tensor placed = positions.orElseThrow().apply(x, mode);
      return encoder.get().apply(placed, Mask.ofKeys(real), mode);
    }
    if (recurrence.isEmpty()) {
      return x;
    }
    Padded padded = new Padded(x, lengths.clampMin(1L));
    return switch (recurrence.get()) {
      case RNN rnn -> rnn.apply(padded, mode).sequence();
      case GRU gru -> gru.apply(padded, mode).sequence();
      case LSTM lstm -> lstm.apply(padded, mode).sequence();
    };
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  private static String name(Body body) {
    return body.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "SequenceClassifier(%d, %s of %s%d, %d%s)"
        .formatted(
            config.vocabulary(),
            name(config.body()),
            config.layers() == 0 ? "" : config.layers() + "x",
            config.width(),
            config.outputs(),
            config.dropout() > 0 ? ", dropout " + config.dropout() : "");
  }
}
