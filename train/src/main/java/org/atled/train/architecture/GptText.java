package org.atled.train.architecture;

import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.nn.layer.GPT;

/**
 * A transformer as GPT-2 is, {@code gpt:4x128}: four blocks of width 128, with a head for each 32
 * numbers of the width, or one.
 *
 * @param dropout behind embeddings, of attention and before sums
 */
public record GptText(int layers, int width, double dropout) implements Architecture.OfTokens {
  private static final String NAME = "gpt";
  private static final Stacked USUAL = new Stacked(4, 128);

  static final Family FAMILY =
      new Family(
          NAME + ":" + USUAL,
          "for texts: a transformer, layers x width",
          text -> Stacked.isMeant(NAME, text),
          GptText::parse);

  /** Without dropout, until told otherwise. */
  public static GptText of(int layers, int width) {
    return new GptText(layers, width, 0);
  }

  private static GptText parse(String text) {
    Stacked sizes = Stacked.parse(NAME, text, USUAL);
    return of(sizes.layers(), sizes.width());
  }

  @Override
  public GptText dropout(double probability) {
    return new GptText(layers, width, probability);
  }

  /**
   * {@inheritDoc}
   *
   * @throws ArgumentException if the examples are no sequences of ids
   */
  @Override
  public GPT build(Shape input, int outputs) {
    OfTokens.check(this, input);
    return new GPT(GPT.Config.of(outputs, input.size(0), width, layers).withDropout(dropout));
  }

  @Override
  public String toString() {
    return NAME + ":" + new Stacked(layers, width);
  }
}
