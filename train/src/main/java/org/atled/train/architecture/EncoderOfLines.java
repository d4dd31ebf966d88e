package org.atled.train.architecture;

import org.atled.core.shape.Shape;
import org.atled.nn.layer.SequenceClassifier;

/**
 * A transformer's encoder, whose steps see the whole line, and their mean, {@code
 * transformer:2x64}: two layers of width 64, with a head for each 32 numbers of the width, or one.
 *
 * @param dropout behind the embedding, in the layers and behind the mean
 */
public record EncoderOfLines(int layers, int width, double dropout)
    implements Architecture.OfLines {
  private static final String NAME = "transformer";
  private static final Stacked USUAL = new Stacked(2, 64);

  static final Family FAMILY =
      new Family(
          NAME + ":" + USUAL,
          "for lines with a class: a transformer's encoder, layers x width",
          text -> Stacked.isMeant(NAME, text),
          EncoderOfLines::parse);

  /** Without dropout, until told otherwise. */
  public static EncoderOfLines of(int layers, int width) {
    return new EncoderOfLines(layers, width, 0);
  }

  private static EncoderOfLines parse(String text) {
    Stacked sizes = Stacked.parse(NAME, text, USUAL);
    return of(sizes.layers(), sizes.width());
  }

  @Override
  public EncoderOfLines dropout(double probability) {
    return new EncoderOfLines(layers, width, probability);
  }

  @Override
  public SequenceClassifier classifier(long vocabulary, Shape input, int outputs) {
    return new Stacked(layers, width)
        .classifier(this, SequenceClassifier.Body.TRANSFORMER, vocabulary, input, outputs, dropout);
  }

  @Override
  public String toString() {
    return NAME + ":" + new Stacked(layers, width);
  }
}
