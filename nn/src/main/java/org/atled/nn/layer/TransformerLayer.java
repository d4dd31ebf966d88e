package org.atled.nn.layer;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.init.Initializer;

/**
 * Attentions and then two linear layers at each step, each beside the identity and with a layer
 * norm: Vaswani et al. 2017, §3.1. Names are PyTorch's.
 */
public abstract sealed class TransformerLayer extends Module
    permits TransformerEncoderLayer, TransformerDecoderLayer {
  /** What stands between the two linear layers. */
  public enum Between {
    RELU,
    GELU
  }

  /**
   * What a layer is made from.
   *
   * @param attention of its attentions, without other widths
   * @param feedforward how wide it is between the linear layers
   * @param dropout the probability of dropouts before sums and between the linear layers
   * @param between the linear layers
   * @param eps of the norms
   * @param normFirst whether norms stand before what is added (pre-norm), else after the sums
   */
  public record Config(
      MultiheadAttention.Config attention,
      long feedforward,
      double dropout,
      Between between,
      double eps,
      boolean normFirst) {
    public Config {
      if (feedforward < 1) {
        throw new ArgumentException(
            "A transformer's feedforward must be at least 1, not %d.".formatted(feedforward));
      }
      if (!attention.packed()) {
        throw new ArgumentException(
            "A transformer's keys and values are as wide as its queries, %d; leave withWidths(…) out."
                .formatted(attention.width()));
      }
    }

    /**
     * As in PyTorch 2,048 between the linear layers, dropouts of 0.1, relu, ε = 1e-5 and norms
     * after sums; batch first.
     */
    public static Config of(long width, long heads) {
      return new Config(
          MultiheadAttention.Config.of(width, heads).withDropout(0.1),
          2048,
          0.1,
          Between.RELU,
          1e-5,
          false);
    }

    public Config withFeedforward(long wide) {
      return new Config(attention, wide, dropout, between, eps, normFirst);
    }

    /**
     * The same with dropout of this probability behind each part, and of the weights of attention.
     */
    public Config withDropout(double p) {
      return new Config(attention.withDropout(p), feedforward, p, between, eps, normFirst);
    }

    public Config with(Between activation) {
      return new Config(attention, feedforward, dropout, activation, eps, normFirst);
    }

    public Config withEps(double value) {
      return new Config(attention, feedforward, dropout, between, value, normFirst);
    }

    public Config withNormFirst() {
      return new Config(attention, feedforward, dropout, between, eps, true);
    }

    /** Sequences are [steps, batch, width], PyTorch's default. */
    public Config stepsFirst() {
      return new Config(attention.stepsFirst(), feedforward, dropout, between, eps, normFirst);
    }

    /** Queries and keys of a sequence that looks at itself are turned by their places. */
    public Config withRotary(MultiheadAttention.Rotary how) {
      return new Config(attention.withRotary(how), feedforward, dropout, between, eps, normFirst);
    }

    /** Without biases, those of norms too. */
    public Config withoutBias() {
      return new Config(attention.withoutBias(), feedforward, dropout, between, eps, normFirst);
    }

    /** Without places, which belong to a sequence that looks at itself. */
    MultiheadAttention.Config across() {
      return new MultiheadAttention.Config(
          attention.width(),
          attention.heads(),
          attention.width(),
          attention.width(),
          attention.bias(),
          attention.batchFirst(),
          attention.dropout(),
          Optional.empty());
    }
  }

  private final Config config;
  private final Linear linear1;
  private final Linear linear2;
  private final List<LayerNorm> norms;
  private final Optional<Dropout> dropout;
  private final List<Dropout> dropouts;

  /**
   * Registers all but attentions.
   *
   * @param parts how many are added to the identity
   * @param matrices how those of the linear layers start
   */
  TransformerLayer(Config config, int parts, Initializer matrices) {
    this.config = config;
    long width = config.attention().width();
    linear1 = child("linear1", linear(width, config.feedforward(), matrices));
    linear2 = child("linear2", linear(config.feedforward(), width, matrices));
    norms = IntStream.rangeClosed(1, parts).mapToObj(i -> child("norm" + i, norm(config))).toList();
    boolean drops = config.dropout() > 0;
    dropout = drops ? Optional.of(dropout("dropout")) : Optional.empty();
    dropouts =
        drops
            ? IntStream.rangeClosed(1, parts).mapToObj(i -> dropout("dropout" + i)).toList()
            : List.of();
  }

  private Linear linear(long in, long out, Initializer matrices) {
    Linear.Config plain = Linear.Config.of(in, out).initializedBy(matrices);
    return new Linear(config.attention().bias() ? plain : plain.withoutBias());
  }

  static LayerNorm norm(Config config) {
    LayerNorm.Config norm = LayerNorm.Config.of(config.attention().width()).withEps(config.eps());
    return new LayerNorm(config.attention().bias() ? norm : norm.withoutBias());
  }

  private Dropout dropout(String name) {
    return child(name, new Dropout(config.dropout()));
  }

  /** x and what a part makes of it, with the norm of its number. */
  final Tensor beside(Tensor x, int part, UnaryOperator<Tensor> body, Mode mode) {
    LayerNorm norm = norms.get(part);
    UnaryOperator<Tensor> dropping =
        y -> dropouts.isEmpty() ? y : dropped(dropouts.get(part), y, mode);
    return config.normFirst()
        ? x.add(dropping.apply(body.apply(norm.apply(x, mode))))
        : norm.apply(x.add(dropping.apply(body.apply(x))), mode);
  }

  /** The linear layers. */
  final Tensor feedforward(Tensor x, Mode mode) {
    Tensor wide = linear1.apply(x, mode);
    Tensor active =
        switch (config.between()) {
          case RELU -> wide.relu();
          case GELU -> wide.gelu();
        };
    return linear2.apply(dropout.map(d -> dropped(d, active, mode)).orElse(active), mode);
  }

  /** Draws go by examples, which lie along the first axis. */
  private Tensor dropped(Dropout layer, Tensor x, Mode mode) {
    return config.attention().batchFirst()
        ? layer.apply(x, mode)
        : layer.apply(x.transpose(0, 1), mode).transpose(0, 1);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "%s(%d, %d heads, %d, %s%s%s)"
        .formatted(
            getClass().getSimpleName(),
            config.attention().width(),
            config.attention().heads(),
            config.feedforward(),
            config.between().name().toLowerCase(Locale.ROOT),
            config.normFirst() ? ", norm first" : "",
            config.dropout() > 0 ? ", dropout " + config.dropout() : "");
  }
}
