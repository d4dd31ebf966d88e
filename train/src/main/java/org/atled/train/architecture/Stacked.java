package org.atled.train.architecture;

import java.util.Locale;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.nn.layer.SequenceClassifier;

/** Layers of one width, {@code 4x128}, as networks for texts are written. */
record Stacked(int layers, int width) {
  /** Whether a text is meant to be of a family. */
  static boolean isMeant(String name, String text) {
    return text.equals(name) || text.startsWith(name + ":");
  }

  /**
   * The sizes behind a name.
   *
   * @param usual where none are written
   */
  static Stacked parse(String name, String text, Stacked usual) {
    if (text.equals(name)) {
      return usual;
    }
    String[] sizes = text.substring(name.length() + 1).toLowerCase(Locale.ROOT).split("x", -1);
    try {
      if (sizes.length == 2) {
        Stacked stacked = new Stacked(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]));
        if (stacked.layers >= 1 && stacked.width >= 1) {
          return stacked;
        }
      }
    } catch (NumberFormatException e) {
      throw wrong(name, text, usual);
    }
    throw wrong(name, text, usual);
  }

  /** A network of these sizes that tells classes of lines apart. */
  SequenceClassifier classifier(
      Architecture.OfLines architecture,
      SequenceClassifier.Body body,
      long vocabulary,
      Shape input,
      int outputs,
      double dropout) {
    Architecture.OfTokens.check(architecture, input);
    return new SequenceClassifier(
        new SequenceClassifier.Config(
            body, vocabulary, input.size(0), width, layers, outputs, dropout));
  }

  private static ArgumentException wrong(String name, String text, Stacked usual) {
    return new ArgumentException(
        "\"%s\" has no layers and width, whole numbers of at least 1; write it as %s:%s, %d layers of width %d."
            .formatted(text, name, usual, usual.layers, usual.width));
  }

  @Override
  public String toString() {
    return layers + "x" + width;
  }
}
