package org.atled.train.architecture;

import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.nn.layer.SequenceClassifier;

/**
 * The mean of an embedding and a product, {@code bag:64}: a vector of 64 numbers for each token,
 * whose order counts for nothing (Joulin et al. 2016).
 *
 * @param dropout behind the embedding and the mean
 */
public record BagOfTokens(int width, double dropout) implements Architecture.OfLines {
  private static final String NAME = "bag";
  private static final int USUAL = 64;

  static final Family FAMILY =
      new Family(
          NAME + ":" + USUAL,
          "for lines with a class: the mean of an embedding",
          text -> Stacked.isMeant(NAME, text),
          BagOfTokens::parse);

  /** Without dropout, until told otherwise. */
  public static BagOfTokens of(int width) {
    return new BagOfTokens(width, 0);
  }

  private static BagOfTokens parse(String text) {
    if (text.equals(NAME)) {
      return of(USUAL);
    }
    try {
      int width = Integer.parseInt(text.substring(NAME.length() + 1));
      if (width >= 1) {
        return of(width);
      }
    } catch (NumberFormatException e) {
      throw wrong(text);
    }
    throw wrong(text);
  }

  private static ArgumentException wrong(String text) {
    return new ArgumentException(
        "\"%s\" has no width, a whole number of at least 1; write it as %s:%d."
            .formatted(text, NAME, USUAL));
  }

  @Override
  public BagOfTokens dropout(double probability) {
    return new BagOfTokens(width, probability);
  }

  @Override
  public SequenceClassifier classifier(long vocabulary, Shape input, int outputs) {
    return new Stacked(0, width)
        .classifier(this, SequenceClassifier.Body.BAG, vocabulary, input, outputs, dropout);
  }

  @Override
  public String toString() {
    return NAME + ":" + width;
  }
}
