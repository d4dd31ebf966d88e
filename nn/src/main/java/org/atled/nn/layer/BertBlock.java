package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Attention;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.Module;

/** norm(x + attention(x)), and then norm(y + mlp(y)), by the names of BERT's published files. */
final class BertBlock extends Module {
  private final Attending attention;
  private final Wide intermediate;
  private final Output output;

  BertBlock(BERT.Config config) {
    attention = child("attention", new Attending(config));
    intermediate = child("intermediate", new Wide(config));
    output = child("output", new Output(config.feedforward(), config));
  }

  Tensor apply(Tensor x, Mask mask, Mode mode) {
    return call(
        mode,
        () -> {
          Tensor y = attention.apply(x, mask, mode);
          return output.apply(intermediate.apply(y, mode), y, mode);
        });
  }

  private static final class Attending extends Module {
    private final SelfAttention self;
    private final Output output;

    Attending(BERT.Config config) {
      self = child("self", new SelfAttention(config));
      output = child("output", new Output(config.width(), config));
    }

    Tensor apply(Tensor x, Mask mask, Mode mode) {
      return call(mode, () -> output.apply(self.apply(x, mask, mode), x, mode));
    }
  }

  private static final class SelfAttention extends Module {
    private final BERT.Config config;
    private final Linear query;
    private final Linear key;
    private final Linear value;

    SelfAttention(BERT.Config config) {
      this.config = config;
      query = child("query", BERT.linear(config.width(), config.width()));
      key = child("key", BERT.linear(config.width(), config.width()));
      value = child("value", BERT.linear(config.width(), config.width()));
    }

    Tensor apply(Tensor x, Mask mask, Mode mode) {
      return call(
          mode,
          () -> {
            Tensor q = heads(query.apply(x, mode));
            Shape scores = q.shape().with(3, x.shape().size(1));
            Attention plain = mask.attention(scores, 0);
            Attention attention =
                MultiheadAttention.factors(config.dropout(), scores, mode, this::draws)
                    .map(plain::weightedBy)
                    .orElse(plain);
            return q.scaledDotProductAttention(
                    heads(key.apply(x, mode)), heads(value.apply(x, mode)), attention)
                .transpose(1, 2)
                .flatten(2, 3);
          });
    }

    private Tensor heads(Tensor x) {
      return x.unflatten(2, config.heads(), config.width() / config.heads()).transpose(1, 2);
    }
  }

  /** gelu of a product that makes steps wider. */
  private static final class Wide extends Module {
    private final Linear dense;

    Wide(BERT.Config config) {
      dense = child("dense", BERT.linear(config.width(), config.feedforward()));
    }

    Tensor apply(Tensor x, Mode mode) {
      return call(mode, () -> dense.apply(x, mode).gelu());
    }
  }

  /** A product back to the width, and the norm of its sum with what went around. */
  private static final class Output extends Module {
    private final Linear dense;
    private final LayerNorm norm;
    private final Optional<Dropout> dropout;

    Output(long in, BERT.Config config) {
      dense = child("dense", BERT.linear(in, config.width()));
      norm = child("LayerNorm", BERT.norm(config));
      dropout = BERT.dropout(config).map(layer -> child("dropout", layer));
    }

    Tensor apply(Tensor x, Tensor around, Mode mode) {
      return call(
          mode,
          () -> {
            Tensor y = dense.apply(x, mode);
            return norm.apply(
                around.add(dropout.map(layer -> layer.apply(y, mode)).orElse(y)), mode);
          });
    }
  }
}
