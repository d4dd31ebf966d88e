package org.atled.core.op.nn;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Padding;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;

/** The windows of images as columns: [n, c, h, w] → [n, c·kernel elements, windows]. */
public record Im2Col(List<Long> kernel, Sliding sliding) implements Composite {
  @Override
  public String name() {
    return "unfold";
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    if (x.shape().rank() == 3) {
      return define(List.of(x.unsqueeze(0))).squeeze(0);
    }
    if (x.shape().rank() != 4) {
      throw new ShapeException(
          "the input is %s but must be [batch, channels, height, width], or one example."
              .formatted(x.shape()));
    }
    List<Long> both = both(kernel, sliding);
    Tensor windows = Patches.of(Patches.padded(x, Padding.ZEROS, sliding), both, sliding);
    Shape shape = windows.shape();
    return windows
        .permute(0, 1, 4, 5, 2, 3)
        .reshape(
            shape.size(0),
            shape.size(1) * shape.size(4) * shape.size(5),
            shape.size(2) * shape.size(3));
  }

  /** The kernel along both axes. */
  static List<Long> both(List<Long> kernel, Sliding sliding) {
    sliding.checkRank(2);
    if (kernel.isEmpty() || kernel.size() > 2 || kernel.stream().anyMatch(size -> size < 1)) {
      throw new ShapeException(
          "the kernel is %s but takes one number of at least 1 for each of 2 axes, or one for all."
              .formatted(kernel));
    }
    return List.of(kernel.getFirst(), kernel.getLast());
  }
}
