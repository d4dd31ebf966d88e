package org.atled.train.architecture;

import java.util.Locale;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.nn.layer.RNNModel;
import org.atled.nn.layer.SequenceClassifier;

/**
 * An embedding, layers of a recurrence and a product, {@code lstm:2x256}: two layers of width 256.
 * Of lines that have a class the recurrence goes both ways, and the product is of the mean of its
 * steps.
 *
 * @param dropout behind the embedding and each layer
 */
public record RecurrentText(RNNModel.Kind kind, int layers, int width, double dropout)
    implements Architecture.OfTokens, Architecture.OfLines {
  private static final Stacked USUAL = new Stacked(2, 256);

  static final Family RNN = family(RNNModel.Kind.RNN, "for texts: plain recurrence");
  static final Family GRU = family(RNNModel.Kind.GRU, "for texts: gated recurrence");
  static final Family LSTM = family(RNNModel.Kind.LSTM, "for texts: long short-term memory");

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
  public static RecurrentText of(RNNModel.Kind kind, int layers, int width) {
    return new RecurrentText(kind, layers, width, 0);
  }

  private static RecurrentText parse(RNNModel.Kind kind, String text) {
    Stacked sizes = Stacked.parse(name(kind), text, USUAL);
    return of(kind, sizes.layers(), sizes.width());
  }

  @Override
  public RecurrentText dropout(double probability) {
    return new RecurrentText(kind, layers, width, probability);
  }

  /**
   * {@inheritDoc}
   *
   * @throws ArgumentException if the examples are no sequences of ids
   */
  @Override
  public RNNModel build(Shape input, int outputs) {
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
