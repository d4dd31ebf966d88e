package org.atled.train.architecture;

import java.util.Locale;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.nn.Layer;
import org.atled.nn.layer.RNNModel;
import org.atled.nn.layer.RecurrentRegressor;
import org.atled.nn.layer.SequenceClassifier;

/**
 * Layers of a recurrence, {@code lstm:2x256}: two of width 256. Of texts there is an embedding in
 * front and a product behind each step; of lines that have a class the recurrence goes both ways,
 * and the product is of the mean of its steps; of sequences of numbers one product is behind the
 * last step.
 *
 * @param dropout behind the embedding and each layer
 */
public record RecurrentNetwork(RNNModel.Kind kind, int layers, int width, double dropout)
    implements Architecture.OfTokens, Architecture.OfLines {
  private static final Stacked USUAL = new Stacked(2, 256);

  static final Family RNN =
      family(RNNModel.Kind.RNN, "for texts, and series with --horizon: plain recurrence");
  static final Family GRU =
      family(RNNModel.Kind.GRU, "for texts, and series with --horizon: gated recurrence");
  static final Family LSTM =
      family(RNNModel.Kind.LSTM, "for texts, and series with --horizon: long short-term memory");

  private static Family family(RNNModel.Kind kind, String summary) {
    return new Family(
        name(kind) + ":" + USUAL,
        summary,
        text -> Stacked.isMeant(name(kind), text),
        text -> parse(kind, text));
  }

  private static String name(RNNModel.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Without dropout, until told otherwise. */
  public static RecurrentNetwork of(RNNModel.Kind kind, int layers, int width) {
    return new RecurrentNetwork(kind, layers, width, 0);
  }

  private static RecurrentNetwork parse(RNNModel.Kind kind, String text) {
    Stacked sizes = Stacked.parse(name(kind), text, USUAL);
    return of(kind, sizes.layers(), sizes.width());
  }

  @Override
  public RecurrentNetwork dropout(double probability) {
    return new RecurrentNetwork(kind, layers, width, probability);
  }

  /**
   * {@inheritDoc}
   *
   * @param input [steps] of ids, or [steps, numbers]
   * @throws ArgumentException if the examples are no sequences
   */
  @Override
  public Layer build(Shape input, int outputs) {
    if (input.rank() == 2) {
      return new RecurrentRegressor(
          new RecurrentRegressor.Config(kind, input.size(1), width, layers, outputs, dropout));
    }
    OfTokens.check(this, input);
    return new RNNModel(new RNNModel.Config(kind, outputs, width, layers, dropout));
  }

  @Override
  public SequenceClassifier classifier(long vocabulary, Shape input, int outputs) {
    return new Stacked(layers, width)
        .classifier(this, body(kind), vocabulary, input, outputs, dropout);
  }

  private static SequenceClassifier.Body body(RNNModel.Kind kind) {
    return switch (kind) {
      case RNN -> SequenceClassifier.Body.RNN;
      case GRU -> SequenceClassifier.Body.GRU;
      case LSTM -> SequenceClassifier.Body.LSTM;
    };
  }

  @Override
  public String toString() {
    return name(kind) + ":" + new Stacked(layers, width);
  }
}
