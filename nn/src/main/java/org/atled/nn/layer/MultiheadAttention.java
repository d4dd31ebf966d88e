package org.atled.nn.layer;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Attention;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Attended;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.init.Initializer;

/**
 * Attention by several heads, each on its part of the width, from queries [batch, queries, width],
 * keys [batch, keys, keyWidth] and values [batch, keys, valueWidth] → [batch, queries, width]:
 * Vaswani et al. 2017, §3.2.2. Names and order of weights are PyTorch's. A query that may look at
 * no key gets 0 from every head. True in a {@link Mask} allows; in PyTorch's module it forbids.
 */
public final class MultiheadAttention extends Module {
  /**
   * Places told by turning queries and keys: {@link Tensor#rotary}.
   *
   * @param base of the angles
   * @param halves whether pairs lie half a width apart, as Llama's, else side by side
   */
  public record Rotary(double base, boolean halves) {}

  /**
   * What a module is made from.
   *
   * @param width of queries and results
   * @param heads which divide it
   * @param keyWidth of keys
   * @param valueWidth of values
   * @param bias whether there are biases
   * @param batchFirst whether sequences are [batch, steps, width], else [steps, batch, width]
   * @param dropout the probability with which a weight of attention is dropped
   * @param rotary how places are told, if they are
   */
  public record Config(
      long width,
      long heads,
      long keyWidth,
      long valueWidth,
      boolean bias,
      boolean batchFirst,
      double dropout,
      Optional<Rotary> rotary) {
    public Config {
      if (width < 1 || heads < 1 || keyWidth < 1 || valueWidth < 1) {
        throw new ArgumentException(
            "MultiheadAttention: widths and heads must be at least 1, not %d, %d, %d and %d heads."
                .formatted(width, keyWidth, valueWidth, heads));
      }
      if (width % heads != 0) {
        throw new ArgumentException(
            "MultiheadAttention: the width %d is not a multiple of the %d heads."
                .formatted(width, heads));
      }
      if (!(dropout >= 0 && dropout < 1)) {
        throw new ArgumentException(
            "MultiheadAttention: the dropout is %s but must be at least 0 and less than 1."
                .formatted(dropout));
      }
      if (rotary.isPresent() && width / heads % 2 != 0) {
        throw new ArgumentException(
            "MultiheadAttention: rotary places need an even width of a head, not %d."
                .formatted(width / heads));
      }
    }

    /** All of one width, batch first, with biases. */
    public static Config of(long width, long heads) {
      return new Config(width, heads, width, width, true, true, 0, Optional.empty());
    }

    public Config withWidths(long keys, long values) {
      return new Config(width, heads, keys, values, bias, batchFirst, dropout, rotary);
    }

    public Config withoutBias() {
      return new Config(width, heads, keyWidth, valueWidth, false, batchFirst, dropout, rotary);
    }

    /** Sequences are [steps, batch, width], PyTorch's default. */
    public Config stepsFirst() {
      return new Config(width, heads, keyWidth, valueWidth, bias, false, dropout, rotary);
    }

    public Config withDropout(double p) {
      return new Config(width, heads, keyWidth, valueWidth, bias, batchFirst, p, rotary);
    }

    public Config withRotary(Rotary how) {
      return new Config(
          width, heads, keyWidth, valueWidth, bias, batchFirst, dropout, Optional.of(how));
    }

    /** Whether one weight holds those of queries, keys and values. */
    boolean packed() {
      return keyWidth == width && valueWidth == width;
    }
  }

  /**
   * What it gives with its weights.
   *
   * @param result as {@link #apply}
   * @param weights of each head, before dropout: [batch, heads, queries, keys]
   */
  public record Out(Tensor result, Tensor weights) {
    /** The mean of all heads, PyTorch's default: [batch, queries, keys]. */
    public Tensor averaged() {
      return weights.mean(1);
    }
  }

  /**
   * Keys and values of the steps so far, [batch, heads, steps, width of a head]. Where no gradient
   * is kept, a step is written into room behind them, which costs the same however many they are; a
   * gradient of the caller's own through keys or values is an error once one was.
   */
  public static final class Cache {
    private final Tensor keys;
    private final Tensor values;

    /** Where the next step's places are, if these steps lie there. */
    private final Optional<CacheRoom> room;

    public Cache(Tensor keys, Tensor values) {
      this(keys, values, Optional.empty());
    }

    private Cache(Tensor keys, Tensor values, Optional<CacheRoom> room) {
      this.keys = keys;
      this.values = values;
      this.room = room;
    }

    /** Turned already where places are told so. */
    public Tensor keys() {
      return keys;
    }

    /** Beside the keys. */
    public Tensor values() {
      return values;
    }

    /** With some more steps behind those of a cache, if there is one. */
    static Cache grown(Optional<Cache> before, Tensor keys, Tensor values) {
      return before.map(cache -> cache.with(keys, values)).orElseGet(() -> new Cache(keys, values));
    }

    private Cache with(Tensor moreKeys, Tensor moreValues) {
      checkContinued(moreKeys, moreValues);
      if (!CacheRoom.takes(keys, values, moreKeys, moreValues)) {
        return new Cache(
            Structure.concat(2, keys, moreKeys), Structure.concat(2, values, moreValues));
      }
      return room.flatMap(there -> in(there, moreKeys, moreValues))
          .orElseGet(() -> {
            CacheRoom larger = CacheRoom.behind(keys, values, moreKeys.shape().size(2));
            return in(larger, moreKeys, moreValues).orElseThrow();
          });
    }

    private Optional<Cache> in(CacheRoom there, Tensor moreKeys, Tensor moreValues) {
      return there
          .grown(steps(), moreKeys, moreValues)
          .map(all -> new Cache(all.get(0), all.get(1), Optional.of(there)));
    }

    private void checkContinued(Tensor moreKeys, Tensor moreValues) {
      Shape k = keys.shape();
      Shape more = moreKeys.shape();
      if (k.rank() != 4 || !k.with(2, more.size(2)).equals(more)) {
        throw new ShapeException(
            ("the cache holds keys %s, which those of these steps, %s, do not continue, [batch,"
                    + " heads, steps, width]; give the cache that the steps before these left.")
                .formatted(k, more));
      }
      Shape v = values.shape();
      if (v.rank() != 4
          || !v.with(2, more.size(2)).equals(moreValues.shape())
          || v.size(2) != k.size(2)) {
        throw new ShapeException(
            ("the cache holds values %s beside keys %s, which the values of these steps, %s, do not"
                    + " continue; give the cache that the steps before these left.")
                .formatted(v, k, moreValues.shape()));
      }
    }

    /** How many steps there were. */
    public long steps() {
      return keys.shape().size(2);
    }
  }

  /**
   * The results of some more steps.
   *
   * @param result for these
   * @param cache of all so far
   */
  public record Step(Tensor result, Cache cache) {}

  private final Config config;
  private final List<Parameter> in;
  private final Optional<Parameter> bias;
  private final Linear out;

  public MultiheadAttention(long width, long heads) {
    this(Config.of(width, heads));
  }

  public MultiheadAttention(Config config) {
    this(config, Initializer.standard());
  }

  /** With a last product that starts in another way; biases start as 0, as PyTorch's. */
  MultiheadAttention(Config config, Initializer outInit) {
    this.config = config;
    long width = config.width();
    in =
        config.packed()
            ? List.of(weight("in_proj_weight", 3 * width, width))
            : List.of(
                weight("q_proj_weight", width, width),
                weight("k_proj_weight", width, config.keyWidth()),
                weight("v_proj_weight", width, config.valueWidth()));
    bias =
        config.bias()
            ? Optional.of(
                parameter(
                    "in_proj_bias",
                    new TensorType(DType.FLOAT32, Shape.of(3 * width)),
                    Initializer.zeros()))
            : Optional.empty();
    Linear.Config plain = Linear.Config.of(width, width).initializedBy(outInit);
    out =
        child(
            "out_proj",
            new Linear(config.bias() ? plain : plain.withoutBias(), Initializer.zeros()));
  }

  private Parameter weight(String name, long... sizes) {
    return parameter(
        name, new TensorType(DType.FLOAT32, Shape.of(sizes)), Initializer.xavierUniform(1));
  }

  /** Attention of queries to keys. */
  public Tensor apply(Tensor queries, Tensor keys, Tensor values, Mask mask, Mode mode) {
    return call(
        mode,
        () -> {
          List<Tensor> parts = parts(queries, keys, values, 0);
          return joined(attended(parts, mask, 0, mode), mode);
        });
  }

  /** Attention of a sequence to itself. */
  public Tensor apply(Tensor x, Mask mask, Mode mode) {
    return apply(x, x, x, mask, mode);
  }

  /**
   * As {@link #apply(Tensor, Tensor, Tensor, Mask, Mode)}, with the weights, which are then kept.
   */
  public Out weighted(Tensor queries, Tensor keys, Tensor values, Mask mask, Mode mode) {
    return call(
        mode,
        () -> {
          List<Tensor> parts = parts(queries, keys, values, 0);
          Shape scores = scores(parts);
          Attention allowed = mask.attention(scores, 0);
          Tensor weights = parts.get(0).attentionWeights(parts.get(1), allowed);
          tellOf(new Attended(parts.get(0), parts.get(1), parts.get(2), allowed), mode);
          Tensor used = factors(scores, mode).map(weights::mul).orElse(weights);
          return new Out(joined(used.matmul(parts.get(2)), mode), weights);
        });
  }

  /**
   * Attention of the next steps of a sequence to themselves and all before, none of which looks
   * ahead.
   *
   * @param x [batch, steps, width], the next steps
   * @param before the cache that those before left; empty at the beginning
   * @param mask of keys and pairs, of all steps so far
   */
  public Step step(Tensor x, Optional<Cache> before, Mask mask, Mode mode) {
    return call(
        mode,
        () -> {
          long past = before.map(Cache::steps).orElse(0L);
          List<Tensor> parts = parts(x, x, x, past);
          Cache all = Cache.grown(before, parts.get(1), parts.get(2));
          Mask ahead = new Mask(mask.pairs(), mask.keys(), true);
          List<Tensor> seen = List.of(parts.get(0), all.keys(), all.values());
          return new Step(joined(attended(seen, ahead, past, mode), mode), all);
        });
  }

  private Tensor attended(List<Tensor> parts, Mask mask, long past, Mode mode) {
    Shape scores = scores(parts);
    Attention attention = mask.attention(scores, past);
    tellOf(new Attended(parts.get(0), parts.get(1), parts.get(2), attention), mode);
    attention = factors(scores, mode).map(attention::weightedBy).orElse(attention);
    return parts.get(0).scaledDotProductAttention(parts.get(1), parts.get(2), attention);
  }

  private static Shape scores(List<Tensor> parts) {
    return parts.get(0).shape().with(3, parts.get(1).shape().size(2));
  }

  private Optional<Tensor> factors(Shape scores, Mode mode) {
    return factors(config.dropout(), scores, mode, this::draws);
  }

  /** What a dropout multiplies weights by: 0, or 1/(1 − p). */
  static Optional<Tensor> factors(
      double p, Shape scores, Mode mode, Function<Mode.Training, Seed> draws) {
    if (p == 0 || mode.dropping().isEmpty()) {
      return Optional.empty();
    }
    Mode.Training training = mode.dropping().get();
    TensorType type = new TensorType(DType.FLOAT32, scores);
    Tensor draw =
        Sample.uniform(draws.apply(training), training.step().value(), training.examples(), type);
    return Optional.of(draw.ge(p).to(DType.FLOAT32).mul(1 / (1 - p)));
  }

  /** Queries, keys and values of all heads, [batch, heads, steps, width of a head]. */
  private List<Tensor> parts(Tensor queries, Tensor keys, Tensor values, long from) {
    check(queries, keys, values);
    List<Tensor> products;
    if (queries == keys && keys == values && config.packed()) {
      products = linear(queries, in.getFirst().value(), bias.map(Parameter::value)).chunk(-1, 3);
    } else {
      products = List.of(part(queries, 0), part(keys, 1), part(values, 2));
    }
    return List.of(
        turned(heads(products.get(0)), from),
        turned(heads(products.get(1)), from),
        heads(products.get(2)));
  }

  private Tensor part(Tensor x, int which) {
    long width = config.width();
    Tensor weight =
        config.packed()
            ? in.getFirst().value().slice(0, which * width, (which + 1) * width)
            : in.get(which).value();
    return linear(x, weight, bias.map(b -> b.value().slice(0, which * width, (which + 1) * width)));
  }

  private static Tensor linear(Tensor x, Tensor weight, Optional<Tensor> bias) {
    Tensor w = weight.to(x.dtype());
    return bias.map(b -> x.linear(w, b.to(x.dtype()))).orElseGet(() -> x.linear(w));
  }

  private Tensor heads(Tensor x) {
    Tensor split = x.unflatten(2, config.heads(), config.width() / config.heads());
    return config.batchFirst() ? split.transpose(1, 2) : split.permute(1, 2, 0, 3);
  }

  private Tensor turned(Tensor x, long from) {
    return config.rotary().map(rotary -> x.rotary(from, rotary.base(), rotary.halves())).orElse(x);
  }

  /** All heads side by side, and mixed. */
  private Tensor joined(Tensor x, Mode mode) {
    Tensor ordered = config.batchFirst() ? x.transpose(1, 2) : x.permute(2, 0, 1, 3);
    return out.apply(ordered.flatten(2, 3), mode);
  }

  private void check(Tensor queries, Tensor keys, Tensor values) {
    check("queries", queries, config.width());
    check("keys", keys, config.keyWidth());
    check("values", values, config.valueWidth());
    int batch = config.batchFirst() ? 0 : 1;
    if (!keys.shape().slice(0, 2).equals(values.shape().slice(0, 2))
        || keys.shape().size(batch) != queries.shape().size(batch)) {
      throw new ShapeException(
          ("the queries are %s, the keys %s and the values %s, but must be of one batch, and keys"
                  + " and values equally many.")
              .formatted(queries.shape(), keys.shape(), values.shape()));
    }
  }

  private void check(String name, Tensor x, long width) {
    Shape shape = x.shape();
    String wanted = config.batchFirst() ? "[batch, steps, %d]" : "[steps, batch, %d]";
    if (shape.rank() != 3 || shape.size(2) != width) {
      throw new ShapeException(
          "the %s are %s but must be %s.".formatted(name, shape, wanted.formatted(width)));
    }
    if (shape.size(config.batchFirst() ? 1 : 0) == 0) {
      throw new ShapeException(
          "the %s are %s, sequences of no step; give each at least one.".formatted(name, shape));
    }
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "MultiheadAttention(%d, %d heads%s%s%s)"
        .formatted(
            config.width(),
            config.heads(),
            config.packed()
                ? ""
                : ", keys of %d, values of %d".formatted(config.keyWidth(), config.valueWidth()),
            config.bias() ? "" : ", no bias",
            config.dropout() > 0 ? ", dropout " + config.dropout() : "");
  }
}
