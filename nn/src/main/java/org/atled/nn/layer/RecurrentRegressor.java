package org.atled.nn.layer;

import java.util.Locale;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * Numbers from a whole sequence: a recurrence goes over its steps, and a linear layer sees the last
 * one's result, y = W·h_T + b. Shapes: [batch, steps, in] → [batch, out].
 */
public final class RecurrentRegressor extends Layer {
  /**
   * What a network is made from.
   *
   * @param in numbers at each step
   * @param width of the states
   * @param layers of the recurrence
   * @param out numbers that it gives
   * @param dropout between layers and behind the last one
   */
  public record Config(
      RNNModel.Kind kind, long in, long width, long layers, long out, double dropout) {
    public Config {
      if (in < 1 || width < 1 || layers < 1 || out < 1) {
        throw new ArgumentException(
            "RecurrentRegressor: takes in, width, layers and out of at least 1, not %d, %d, %d and %d."
                .formatted(in, width, layers, out));
      }
    }

    /** A regressor without dropout. */
    public static Config of(RNNModel.Kind kind, long in, long width, long layers, long out) {
      return new Config(kind, in, width, layers, out, 0);
    }
  }

  private final Config config;
  private final Recurrent recurrence;
  private final Optional<Dropout> dropout;
  private final Linear decoder;

  public RecurrentRegressor(Config config) {
    this.config = config;
    Recurrent.Config plain =
        Recurrent.Config.of(config.in(), config.width()).withLayers(config.layers());
    recurrence =
        child(
            "rnn",
            config.kind().make(config.layers() > 1 ? plain.withDropout(config.dropout()) : plain));
    dropout =
        config.dropout() == 0
            ? Optional.empty()
            : Optional.of(child("drop", new Dropout(config.dropout())));
    decoder = child("decoder", new Linear(config.width(), config.out()));
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    Tensor sequence =
        switch (recurrence) {
          case HiddenRecurrent rnn -> rnn.apply(x, mode).sequence();
          case LSTM lstm -> lstm.apply(x, mode).sequence();
        };
    Tensor last = sequence.select(1, -1);
    return decoder.apply(dropout.map(layer -> layer.apply(last, mode)).orElse(last), mode);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "RecurrentRegressor(%s, %d to %d, %d layers of %d%s)"
        .formatted(
            config.kind().name().toLowerCase(Locale.ROOT),
            config.in(),
            config.out(),
            config.layers(),
            config.width(),
            config.dropout() > 0 ? ", dropout " + config.dropout() : "");
  }
}
