package org.atled.lectures.experiment;

import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.layer.Embedding;
import org.atled.nn.layer.Linear;

/**
 * The next letter from the last three: vectors of each side by side, a hidden layer, and a logit a
 * letter, at each step. Bengio et al. 2003. Before the beginning the vectors are 0.
 */
final class LetterWindow extends Layer {
  private static final int LETTERS = 3;
  private static final long EACH = 12;

  private final Embedding vectors;
  private final Linear hidden;
  private final Linear out;

  LetterWindow(long vocabulary, long width) {
    vectors = child("vectors", new Embedding(vocabulary, EACH));
    hidden = child("hidden", new Linear(LETTERS * EACH, width));
    out = child("out", new Linear(width, vocabulary));
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    Tensor now = vectors.apply(x, mode);
    Tensor[] last = new Tensor[LETTERS];
    for (int k = 0; k < LETTERS; k++) {
      Tensor nothing = Tensor.zeros(now.dtype(), x.shape().size(0), k, EACH);
      last[k] = k == 0 ? now : Structure.concat(1, nothing, now.slice(1, 0, x.shape().size(1) - k));
    }
    return out.apply(hidden.apply(Structure.concat(2, last), mode).tanh(), mode);
  }
}
