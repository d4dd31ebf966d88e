package org.atled.nn.layer;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/** Adds to each step what tells its place: [.., steps, width] → the same. */
public abstract sealed class Positions extends Layer permits SinusoidalPositions, LearnedPositions {
  private final long length;
  private final long width;

  Positions(long length, long width) {
    if (length < 1 || width < 1) {
      throw new ArgumentException(
          "Positions: length and width must be at least 1, not %d and %d."
              .formatted(length, width));
    }
    this.length = length;
    this.width = width;
  }

  /** What is added at the places from one to before another. */
  abstract Tensor table(long from, long to);

  @Override
  protected final Tensor forward(Tensor x, Mode mode) {
    return added(x, 0);
  }

  /** For the continuation of a sequence, whose first step stands at a place. */
  public final Tensor apply(Tensor x, long from, Mode mode) {
    return call(mode, () -> added(x, from));
  }

  /**
   * For one step more of each of several sequences, which stand at places of their own.
   *
   * @param x [batch, 1, width]
   * @param at the place of each
   */
  final Tensor apply(Tensor x, List<Long> at, Mode mode) {
    return call(
        mode,
        () -> {
          Tensor[] rows = new Tensor[at.size()];
          for (int row = 0; row < rows.length; row++) {
            rows[row] = added(x.slice(0, row, row + 1L), at.get(row));
          }
          return Structure.concat(0, rows);
        });
  }

  private Tensor added(Tensor x, long from) {
    Shape shape = x.shape();
    if (shape.rank() < 2 || shape.size(-1) != width) {
      throw new ShapeException(
          "the input is %s but must be [.., steps, %d].".formatted(shape, width));
    }
    long to = from + shape.size(-2);
    if (from < 0 || to > length) {
      throw new ShapeException(
          ("the input is %s, whose steps stand at the places %d to %d, but there are places 0 to"
                  + " %d; shorten it, or give the layer more.")
              .formatted(shape, from, to - 1, length - 1));
    }
    return x.add(table(from, to).to(x.dtype()));
  }
}
