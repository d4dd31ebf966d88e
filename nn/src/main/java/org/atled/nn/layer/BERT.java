package org.atled.nn.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.WeightTransfer;
import org.atled.nn.init.Initializer;

/**
 * The encoder of BERT (Devlin et al. 2019): ids [batch, steps] → for each step a vector that has
 * seen the whole sequence, and one for all of it. Names of weights are those of its published
 * files, for {@link #transfer}. A word, its segment and its place are added; blocks have their
 * norms after sums.
 *
 * <pre>{@code
 * BERT bert = new BERT(BERT.Config.base());
 * BERT.transfer(CellFile.read(Path.of("bert-base-uncased/model.safetensors"))).into(bert);
 * Tensor y = bert.apply(ids, segments, ids.ne(0), Mode.evaluation()).sequence();
 * }</pre>
 */
public final class BERT extends Module {
  /**
   * What a network is made from.
   *
   * @param vocabulary ids go from 0 to below it
   * @param context the greatest number of steps
   * @param segments how many there may be, ids from 0 to below it
   * @param width of a step
   * @param heads which divide it
   * @param feedforward how wide a block is between its linear layers
   * @param layers how many blocks
   * @param dropout after the embeddings, of attention and before sums
   * @param eps of the norms
   */
  public record Config(
      long vocabulary,
      long context,
      long segments,
      long width,
      long heads,
      long feedforward,
      long layers,
      double dropout,
      double eps) {
    public Config {
      if (layers < 1 || heads < 1 || width < 1 || width % heads != 0) {
        throw new ArgumentException(
            "BERT: takes at least 1 layer, and heads that divide the width, not %d, %d and %d."
                .formatted(layers, heads, width));
      }
      if (segments < 1 || feedforward < 1) {
        throw new ArgumentException(
            "BERT: takes segments and a feedforward of at least 1, not %d and %d."
                .formatted(segments, feedforward));
      }
    }

    /** As the published ones are: two segments, four times the width between, ε = 1e-12. */
    public static Config of(long vocabulary, long context, long width, long heads, long layers) {
      return new Config(vocabulary, context, 2, width, heads, 4 * width, layers, 0.1, 1e-12);
    }

    /** That of bert-base-uncased: 12 blocks of width 768, 110 million numbers. */
    public static Config base() {
      return of(30_522, 512, 768, 12, 12);
    }

    public Config withDropout(double p) {
      return new Config(vocabulary, context, segments, width, heads, feedforward, layers, p, eps);
    }
  }

  /**
   * What it gives.
   *
   * @param sequence of each step, [batch, steps, width]
   * @param pooled tanh of a product of the first step, on which classifiers stand: [batch, width]
   */
  public record Out(Tensor sequence, Tensor pooled) {}

  private final Config config;
  private final Embeddings embeddings;
  private final Encoder encoder;
  private final Pooler pooler;

  public BERT(Config config) {
    this.config = config;
    embeddings = child("embeddings", new Embeddings(config));
    encoder = child("encoder", new Encoder(config));
    pooler = child("pooler", new Pooler(config));
  }

  /** N(0, 0.02²), from which all matrices start. */
  static Initializer small() {
    return Initializer.normal(0, 0.02);
  }

  static Linear linear(long in, long out) {
    return new Linear(Linear.Config.of(in, out).initializedBy(small()), Initializer.zeros());
  }

  static LayerNorm norm(Config config) {
    return new LayerNorm(LayerNorm.Config.of(config.width()).withEps(config.eps()));
  }

  static Optional<Dropout> dropout(Config config) {
    return config.dropout() > 0 ? Optional.of(new Dropout(config.dropout())) : Optional.empty();
  }

  /** Of whole sequences of one segment. */
  public Out apply(Tensor ids, Mode mode) {
    return apply(ids, Tensor.zeros(ids.dtype(), ids.shape().toArray()), Mask.none(), mode);
  }

  /**
   * Of sequences that are padded.
   *
   * @param ids [batch, steps]
   * @param segments of each id its segment's number
   * @param real bool, true where there is an id and not only padding
   */
  public Out apply(Tensor ids, Tensor segments, Tensor real, Mode mode) {
    return apply(ids, segments, Mask.ofKeys(real), mode);
  }

  /** Of sequences that may look at what a mask allows. */
  public Out apply(Tensor ids, Tensor segments, Mask mask, Mode mode) {
    return call(mode, () -> of(vectors(ids, mode), segments, mask, mode));
  }

  /** Those of ids. */
  Tensor vectors(Tensor ids, Mode mode) {
    if (ids.shape().rank() != 2 || ids.shape().size(1) == 0) {
      throw new ShapeException(
          "the ids are %s but must be [batch, steps], at least one step.".formatted(ids.shape()));
    }
    return embeddings.words(ids, mode);
  }

  /** From vectors [batch, steps, width] in place of those of ids. */
  public Out ofVectors(Tensor x, Tensor segments, Mask mask, Mode mode) {
    return call(mode, () -> of(x, segments, mask, mode));
  }

  private Out of(Tensor words, Tensor segments, Mask mask, Mode mode) {
    if (words.shape().rank() != 3 || !segments.shape().equals(words.shape().slice(0, 2))) {
      throw new ShapeException(
          "the segments are %s but must be [batch, steps], one for each step of %s."
              .formatted(segments.shape(), words.shape()));
    }
    Tensor sequence = encoder.apply(embeddings.apply(words, segments, mode), mask, mode);
    return new Out(sequence, pooler.apply(sequence, mode));
  }

  /**
   * The weights of a published file by this network's names: those of a larger model's encoder
   * stand behind {@code bert.}, and early files call a norm's weight and bias {@code gamma} and
   * {@code beta}. What belongs to heads is left over in its report.
   *
   * @param published by path, as a safetensors file has them
   */
  public static WeightTransfer transfer(Map<String, Tensor> published) {
    Map<String, Tensor> own = new LinkedHashMap<>();
    published.forEach((path, tensor) -> {
      String name =
          path.replaceFirst("^bert\\.", "")
              .replaceFirst("\\.gamma$", ".weight")
              .replaceFirst("\\.beta$", ".bias");
      if (own.put(name, tensor) != null) {
        throw new ArgumentException(
            "BERT: the file has \"%s\" twice, once by its early name \"%s\"; leave one out."
                .formatted(name, path));
      }
    });
    return WeightTransfer.of(own);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "BERT(%d, context %d, %d layers of %d, %d heads%s)"
        .formatted(
            config.vocabulary(),
            config.context(),
            config.layers(),
            config.width(),
            config.heads(),
            config.dropout() > 0 ? ", dropout " + config.dropout() : "");
  }

  private static final class Embeddings extends Module {
    private final Embedding words;
    private final LearnedPositions places;
    private final Embedding segments;
    private final LayerNorm norm;
    private final Optional<Dropout> dropout;

    Embeddings(Config config) {
      words = child("word_embeddings", embedding(config.vocabulary(), config));
      places = child("position_embeddings", new LearnedPositions(config.context(), config.width()));
      segments = child("token_type_embeddings", embedding(config.segments(), config));
      norm = child("LayerNorm", norm(config));
      dropout = dropout(config).map(layer -> child("dropout", layer));
    }

    private static Embedding embedding(long entries, Config config) {
      return new Embedding(
          EmbeddingTable.Config.of(entries, config.width()).initializedBy(small()));
    }

    Tensor words(Tensor ids, Mode mode) {
      return call(mode, () -> words.apply(ids, mode));
    }

    Tensor apply(Tensor x, Tensor kinds, Mode mode) {
      return call(
          mode,
          () -> {
            Tensor kind = segments.apply(kinds, mode).to(x.dtype());
            Tensor y = norm.apply(places.apply(x.add(kind), mode), mode);
            return dropout.map(layer -> layer.apply(y, mode)).orElse(y);
          });
    }
  }

  private static final class Encoder extends Module {
    private final Stack<BertBlock> blocks;

    Encoder(Config config) {
      blocks =
          child(
              "layer",
              new Stack<>(
                  Stream.generate(() -> new BertBlock(config)).limit(config.layers()).toList()));
    }

    Tensor apply(Tensor x, Mask mask, Mode mode) {
      return call(
          mode,
          () -> {
            Tensor y = x;
            for (BertBlock block : blocks.each()) {
              y = block.apply(y, mask, mode);
            }
            return y;
          });
    }
  }

  private static final class Pooler extends Module {
    private final Linear dense;

    Pooler(Config config) {
      dense = child("dense", linear(config.width(), config.width()));
    }

    Tensor apply(Tensor x, Mode mode) {
      return call(mode, () -> dense.apply(x.select(1, 0), mode).tanh());
    }
  }
}
