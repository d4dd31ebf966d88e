package org.atled.train;

import java.util.Optional;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.data.NamedTensors;
import org.atled.data.Task;
import org.atled.data.TensorDataset;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.init.Initializer;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.Layers;
import org.atled.nn.layer.Linear;
import org.atled.nn.loss.CrossEntropyLoss;

/** Sentences of token ids, masked where they are shorter: does one hold the token 3? */
final class Reading {
  static final int LENGTH = 6;
  static final int TOKENS = 8;

  private Reading() {}

  /** The mean of the tokens that are not masked, and two logits of it. */
  static final class Reader extends Module {
    record Config(int tokens, int width) {}

    /** Two results. */
    record Out(Tensor logits, Tensor mean) {}

    private final Config config;
    private final Parameter table;
    private final Dropout drop = child("drop", new Dropout(0.1));
    private final Linear head;

    Reader(Config config) {
      this.config = config;
      table =
          parameter(
              "table",
              new TensorType(DType.FLOAT32, Shape.of(config.tokens(), config.width())),
              Initializer.normal(0, 1));
      head = child("head", new Linear(config.width(), 2));
    }

    Out apply(Tensor tokens, Tensor mask, Mode mode) {
      return call(
          mode,
          () -> {
            long[] sizes = tokens.shape().toArray();
            Tensor words =
                table
                    .value()
                    .rows(tokens.reshape(sizes[0] * sizes[1]))
                    .reshape(sizes[0], sizes[1], config.width());
            Tensor weights = mask.to(DType.FLOAT32).unsqueeze(2);
            Tensor mean = words.mul(weights).sum(1).div(weights.sum(1));
            return new Out(head.apply(drop.apply(mean, mode), mode), mean);
          });
    }

    @Override
    public Optional<Config> config() {
      return Optional.of(config);
    }
  }

  static Reader reader() {
    return new Reader(new Reader.Config(TOKENS, 5));
  }

  static Layers layers() {
    return Layers.standard().with(Reader.class, Reader.Config.class, Reader::new);
  }

  static Step step(Reader reader) {
    return (batch, mode) -> {
      Reader.Out out = reader.apply(batch.get("tokens"), batch.get("mask"), mode);
      return Outcome.of(new CrossEntropyLoss().of(out.logits(), batch.y()))
          .with("output", out.logits())
          .with("mean", out.mean());
    };
  }

  /** What is masked are 3s, so that whoever forgets the mask finds one everywhere. */
  static TensorDataset sentences(long seed, int count) {
    var draws = Seed.of(seed).draws();
    long[][] tokens = new long[count][LENGTH];
    boolean[][] mask = new boolean[count][LENGTH];
    long[] found = new long[count];
    for (int i = 0; i < count; i++) {
      int length = 1 + draws.below(LENGTH);
      for (int t = 0; t < LENGTH; t++) {
        mask[i][t] = t < length;
        tokens[i][t] = t < length ? draws.below(TOKENS) : 3;
        found[i] |= mask[i][t] && tokens[i][t] == 3 ? 1 : 0;
      }
    }
    return TensorDataset.of(
        "sentences",
        Task.Classification.numbered(2),
        NamedTensors.of("tokens", Tensor.of(tokens))
            .with("mask", Tensor.of(mask))
            .with("y", Tensor.of(found)));
  }
}
