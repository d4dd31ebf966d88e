package org.atled.core.op.nn;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;

/**
 * Columns added up where their windows overlap, the transpose of {@link Im2Col}: [n, c·kernel
 * elements, windows] → [n, c, height, width].
 */
public record Col2Im(List<Long> size, List<Long> kernel, Sliding sliding) implements Composite {
  @Override
  public String name() {
    return "fold";
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    if (x.shape().rank() == 2) {
      return define(List.of(x.unsqueeze(0))).squeeze(0);
    }
    List<Long> both = Im2Col.both(kernel, sliding);
    List<Long> windows = windows(x.shape(), both);
    Tensor cut =
        x.unflatten(2, windows.get(0), windows.get(1))
            .unflatten(1, -1, both.get(0), both.get(1))
            .permute(0, 1, 4, 5, 2, 3);
    Tensor sum = Patches.overlapped(cut, both, sliding);
    long[] around = new long[4];
    for (int i = 0; i < 2; i++) {
      // What no window reaches is 0, and what was put around for them goes.
      around[2 - 2 * i] = -sliding.before(i);
      around[3 - 2 * i] = size(i) + sliding.before(i) - sum.shape().size(2 + i);
    }
    return sum.pad(around);
  }

  private List<Long> windows(Shape x, List<Long> both) {
    List<Long> windows = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      long room = size(i) + sliding.before(i) + sliding.after(i) - sliding.reach(i, both.get(i));
      windows.add(room < 0 ? 0 : room / sliding.stride(i) + 1);
    }
    long all = windows.get(0) * windows.get(1);
    long elements = both.get(0) * both.get(1);
    if (x.rank() != 3 || x.size(1) % elements != 0 || all < 1 || x.size(2) != all) {
      throw new ShapeException(
          "the input is %s but for an image of %d×%d must be [batch, channels·%d, %d], or one example."
              .formatted(x, size(0), size(1), elements, all));
    }
    return windows;
  }

  private long size(int i) {
    return size.get(size.size() == 1 ? 0 : i);
  }
}
