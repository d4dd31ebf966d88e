package org.atled.nn.layer;

import java.util.List;
import java.util.Optional;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Attention;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Attended;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.init.Initializer;

/** x + attention(norm(x)), and then y + mlp(norm(y)), by GPT-2's names. */
final class GptBlock extends Module {
  private final LayerNorm norm1;
  private final SelfAttention attention;
  private final LayerNorm norm2;
  private final Mlp mlp;

  GptBlock(GPT.Config config) {
    norm1 = child("ln_1", new LayerNorm(config.width()));
    attention = child("attn", new SelfAttention(config));
    norm2 = child("ln_2", new LayerNorm(config.width()));
    mlp = child("mlp", new Mlp(config));
  }

  /**
   * Goes on with sequences.
   *
   * @param lengths of these, where they differ; then x is a step of each
   */
  MultiheadAttention.Step apply(
      Tensor x,
      Optional<MultiheadAttention.Cache> before,
      Optional<List<Long>> lengths,
      Mode mode) {
    return call(
        mode,
        () -> {
          MultiheadAttention.Step step =
              attention.apply(norm1.apply(x, mode), before, lengths, mode);
          Tensor y = x.add(step.result());
          return new MultiheadAttention.Step(
              y.add(mlp.apply(norm2.apply(y, mode), mode)), step.cache());
        });
  }

  /** Evaluation reads weights of int8 from now on. */
  void quantize() {
    attention.all.int8.make();
    attention.out.int8.make();
    mlp.wide.int8.make();
    mlp.narrow.int8.make();
  }

  /** x·W + b with W [in, out], GPT-2's {@code Conv1D}. */
  private static final class Product extends Module {
    private final Parameter weight;
    private final Parameter bias;
    private final Int8Copy int8;

    /** From N(0, deviation²). */
    Product(long in, long out, double deviation) {
      weight =
          parameter(
              "weight",
              new TensorType(DType.FLOAT32, Shape.of(in, out)),
              Initializer.normal(0, deviation));
      int8 = new Int8Copy(weight, false);
      bias = parameter("bias", new TensorType(DType.FLOAT32, Shape.of(out)), Initializer.zeros());
    }

    Tensor apply(Tensor x, Mode mode) {
      return call(
          mode,
          () ->
              int8.product(x, mode)
                  .orElseGet(() -> x.matmul(weight.value().to(x.dtype())))
                  .add(bias.value().to(x.dtype())));
    }
  }

  /** What is added to the identity starts smaller the more layers there are. */
  private static Product last(long in, GPT.Config config) {
    return new Product(in, config.width(), 0.02 / Math.sqrt(2.0 * config.layers()));
  }

  private static Optional<Dropout> dropout(GPT.Config config) {
    return config.dropout() > 0 ? Optional.of(new Dropout(config.dropout())) : Optional.empty();
  }

  private static final class SelfAttention extends Module {
    private final GPT.Config config;
    private final Product all;
    private final Product out;
    private final Optional<Dropout> dropout;

    SelfAttention(GPT.Config config) {
      this.config = config;
      all = child("c_attn", new Product(config.width(), 3 * config.width(), 0.02));
      out = child("c_proj", last(config.width(), config));
      dropout = dropout(config).map(layer -> child("resid_dropout", layer));
    }

    MultiheadAttention.Step apply(
        Tensor x,
        Optional<MultiheadAttention.Cache> before,
        Optional<List<Long>> lengths,
        Mode mode) {
      return call(
          mode,
          () -> {
            List<Tensor> parts = all.apply(x, mode).chunk(-1, 3).stream().map(this::heads).toList();
            MultiheadAttention.Cache seen =
                lengths
                    .map(each ->
                        MixedCaches.with(before.orElseThrow(), each, parts.get(1), parts.get(2)))
                    .orElseGet(
                        () -> MultiheadAttention.Cache.grown(before, parts.get(1), parts.get(2)));
            long past = before.map(MultiheadAttention.Cache::steps).orElse(0L);
            Tensor q = parts.getFirst();
            Attention causal =
                lengths
                    .map(each -> MixedCaches.attention(each, seen.keys()))
                    .orElseGet(() -> Attention.toAll().causally(past));
            tellOf(new Attended(q, seen.keys(), seen.values(), causal), mode);
            Attention attention =
                MultiheadAttention.factors(
                        config.dropout(), q.shape().with(3, seen.steps()), mode, this::draws)
                    .map(causal::weightedBy)
                    .orElse(causal);
            Tensor y = q.scaledDotProductAttention(seen.keys(), seen.values(), attention);
            Tensor mixed = out.apply(y.transpose(1, 2).flatten(2, 3), mode);
            return new MultiheadAttention.Step(
                dropout.map(layer -> layer.apply(mixed, mode)).orElse(mixed), seen);
          });
    }

    private Tensor heads(Tensor x) {
      return x.unflatten(2, config.heads(), config.width() / config.heads()).transpose(1, 2);
    }
  }

  private static final class Mlp extends Module {
    private final Product wide;
    private final Product narrow;
    private final Optional<Dropout> dropout;

    Mlp(GPT.Config config) {
      wide = child("c_fc", new Product(config.width(), 4 * config.width(), 0.02));
      narrow = child("c_proj", last(4 * config.width(), config));
      dropout = dropout(config).map(layer -> child("dropout", layer));
    }

    Tensor apply(Tensor x, Mode mode) {
      return call(
          mode,
          () -> {
            Tensor y = narrow.apply(wide.apply(x, mode).geluTanh(), mode);
            return dropout.map(layer -> layer.apply(y, mode)).orElse(y);
          });
    }
  }
}
