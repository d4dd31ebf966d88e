package org.atled.core.tensor;

import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.op.nn.AffineGrid;
import org.atled.core.op.nn.GridSample;
import org.atled.core.op.nn.Interpolate;
import org.atled.core.shape.Shape;

/** Images [batch, channels, axes..] resized, read at places, and rearranged. */
public sealed interface Vision permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * Resized: [batch, channels, axes..] → the same with other sizes of the axes, each by itself.
   * Element i of an axis lies at place p = (i + ½)·step − ½ of the input, i·step with corners
   * aligned, where step is the old size by the new one, or 1 by the scale. NEAREST takes the
   * element at ⌊i·step⌋, NEAREST_EXACT that at ⌊(i + ½)·step⌋; the linear modes take both
   * neighbours of p, not below 0, by their nearness, BICUBIC four by Keys' polynomial, where the
   * first and the last element go on beyond the ends; AREA takes means. The nearest is found in
   * float32, of float64 in float64, as in PyTorch, where rounding decides between neighbours. An
   * infinite neighbour makes NaN where its share is 0.
   *
   * <p>The gradient of an element is shared by what was read for it.
   *
   * <pre>{@code
   * Tensor twice = image.interpolate(Interpolation.by(2).with(Interpolation.Mode.BILINEAR));
   * }</pre>
   *
   * @throws ShapeException if the mode or the numbers are for another number of axes, or one is
   *     empty
   * @throws TypeException if it is of integers, but by the nearest
   */
  default Tensor interpolate(Interpolation interpolation) {
    return Dispatch.apply(new Interpolate(interpolation), self());
  }

  /**
   * Read at places: of [n, c, h, w] at grid [n, i, j, 2] → [n, c, i, j], where grid[.., 0] goes
   * along the width and grid[.., 1] along the height, from −1 at one end to 1 at the other; of
   * volumes [n, c, d, h, w] at [n, k, i, j, 3], whose last goes along the depth. A place that is
   * NaN gives NaN, and what is at the first place where BORDER and REFLECTION, or the nearest,
   * bound it (PyTorch's answer; with zeros outside the nearest to it is 0).
   *
   * <p>The gradient goes to the elements read and to the places: that by a place is 0 where BORDER
   * or REFLECTION hold it at the ends, and by the nearest always.
   *
   * @param grid of this type
   * @throws ShapeException if they do not fit, or BICUBIC is to read a volume
   * @throws TypeException if they are not floats of one type
   */
  default Tensor gridSample(Tensor grid, GridSampling sampling) {
    return Dispatch.apply(new GridSample(sampling), self(), grid);
  }

  /**
   * {@link #gridSample(Tensor, GridSampling)} as PyTorch's defaults have it: bilinear, with zeros
   * outside, and −1 and 1 at the outer edges.
   */
  default Tensor gridSample(Tensor grid) {
    return gridSample(grid, GridSampling.standard());
  }

  /**
   * The places that affine maps send a regular grid to, for {@link #gridSample}: of maps [n, 2, 3]
   * and sizes n, c, h, w the grid [n, h, w, 2], g[n, i, j] = map[n]·(x_j, y_i, 1), with x and y
   * from −1 to 1; of [n, 3, 4] and n, c, d, h, w the grid [n, d, h, w, 3] (Jaderberg et al. 2015).
   *
   * @param alignCorners as {@link GridSampling#alignCorners}: else the ends lie half a cell inside
   * @param sizes of the images that will be read; c does not matter
   * @throws ShapeException if they do not fit
   */
  default Tensor affineGrid(boolean alignCorners, long... sizes) {
    List<Long> all = Arrays.stream(sizes).boxed().toList();
    return Dispatch.apply(new AffineGrid(alignCorners, all), self());
  }

  /**
   * Channels become pixels: [.., c·r², h, w] → [.., c, h·r, w·r], y[.., c, i·r + a, j·r + b] =
   * x[.., (c·r + a)·r + b, i, j] (Shi et al. 2016). {@link #pixelUnshuffle} undoes it.
   *
   * @param factor r
   * @throws ShapeException if there are fewer than three axes, or r² does not divide the channels
   */
  default Tensor pixelShuffle(long factor) {
    Shape shape = planes("pixelShuffle", factor);
    int rank = shape.rank();
    if (shape.size(rank - 3) % (factor * factor) != 0) {
      throw new ShapeException(
          "pixelShuffle: %d channels of %s cannot become blocks of %d×%d pixels; %d must divide them."
              .formatted(shape.size(rank - 3), shape, factor, factor, factor * factor));
    }
    return self()
        .unflatten(rank - 3, shape.size(rank - 3) / (factor * factor), factor, factor)
        .movedim(new int[] {rank - 2, rank - 1}, new int[] {rank - 1, rank + 1})
        .reshape(
            shape
                .with(rank - 3, shape.size(rank - 3) / (factor * factor))
                .with(rank - 2, shape.size(rank - 2) * factor)
                .with(rank - 1, shape.size(rank - 1) * factor));
  }

  /**
   * Pixels become channels: [.., c, h·r, w·r] → [.., c·r², h, w], what {@link #pixelShuffle}
   * undoes.
   *
   * @param factor r
   * @throws ShapeException if there are fewer than three axes, or r does not divide the last two
   */
  default Tensor pixelUnshuffle(long factor) {
    Shape shape = planes("pixelUnshuffle", factor);
    int rank = shape.rank();
    long height = shape.size(rank - 2);
    long width = shape.size(rank - 1);
    if (height % factor != 0 || width % factor != 0) {
      throw new ShapeException(
          "pixelUnshuffle: %d×%d pixels of %s cannot be cut into blocks of %d×%d."
              .formatted(height, width, shape, factor, factor));
    }
    return self()
        .unflatten(rank - 1, width / factor, factor)
        .unflatten(rank - 2, height / factor, factor)
        .movedim(new int[] {rank - 1, rank + 1}, new int[] {rank - 2, rank - 1})
        .reshape(
            shape
                .with(rank - 3, shape.size(rank - 3) * factor * factor)
                .with(rank - 2, height / factor)
                .with(rank - 1, width / factor));
  }

  private Shape planes(String name, long factor) {
    Shape shape = self().shape();
    if (shape.rank() < 3 || factor < 1) {
      throw new ShapeException(
          "%s: takes [.., channels, height, width] and a factor of at least 1, not %s and %d."
              .formatted(name, shape, factor));
    }
    return shape;
  }

  /**
   * The channels of each group dealt out in turn: of [n, g·k, ..] channel i·g + j of the result is
   * channel j·k + i (Zhang et al. 2018), so that the next grouped convolution sees all groups.
   *
   * @param groups g
   * @throws ShapeException if there are fewer than three axes, or g does not divide the channels
   */
  default Tensor channelShuffle(long groups) {
    Shape shape = self().shape();
    if (shape.rank() < 3 || groups < 1 || shape.size(1) % groups != 0) {
      throw new ShapeException(
          "channelShuffle: takes [batch, channels, axes..] whose channels come in groups, not %s in %d."
              .formatted(shape, groups));
    }
    return self().unflatten(1, groups, shape.size(1) / groups).transpose(1, 2).reshape(shape);
  }
}
