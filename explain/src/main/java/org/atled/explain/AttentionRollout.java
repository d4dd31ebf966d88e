package org.atled.explain;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;

/**
 * How much of each step of the input reaches each step of the output of layers of attention: Ã_L ·
 * … · Ã_1, with Ã = (A + I)/2 of the mean A of a layer's heads, since half of what a layer gives
 * comes by the residual connection around it (Abnar and Zuidema 2020, section 3). Of each output
 * the shares add up to 1. What else lies between, such as the layers of each step for itself, is
 * not looked at: the shares say where numbers may have come from, not what they did.
 *
 * @param shares [.., outputs, inputs]
 */
public record AttentionRollout(Tensor shares) {
  /**
   * Of layers in which each step looks at the steps of the layer before.
   *
   * @param layers the weights of all heads, the first layer first: [.., heads, steps, steps]
   * @throws ArgumentException if there is no layer
   * @throws ShapeException if they are not square, or of different sizes
   */
  public static AttentionRollout of(List<Tensor> layers) {
    if (layers.isEmpty()) {
      throw new ArgumentException(
          "AttentionRollout: there is no layer; give the weights of at least one.");
    }
    Shape first = layers.getFirst().shape();
    Tensor rolled = layers.getFirst();
    for (int i = 0; i < layers.size(); i++) {
      Tensor layer = layers.get(i);
      Shape shape = layer.shape();
      if (shape.rank() < 3
          || shape.size(-1) != shape.size(-2)
          || shape.rank() != first.rank()
          || !shape.with(shape.rank() - 3, 1).equals(first.with(first.rank() - 3, 1))) {
        throw new ShapeException(
            "AttentionRollout: layer %d has weights %s, but all must be [.., heads, steps, steps] of the steps of the first, %s."
                .formatted(i, shape, first));
      }
      Tensor mixed = layer.mean(-3).add(Tensor.eye((int) shape.size(-1)).to(layer.dtype()));
      // Not by 2: of a step that may look at nothing all is its own.
      Tensor rows = mixed.div(mixed.sum(-1).unsqueeze(-1));
      rolled = i == 0 ? rows : rows.matmul(rolled);
    }
    return new AttentionRollout(rolled);
  }
}
