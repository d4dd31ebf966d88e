package org.atled.core.tensor;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.op.nn.Col2Im;
import org.atled.core.op.nn.Im2Col;
import org.atled.core.op.structure.Diagonal;
import org.atled.core.op.structure.DiagonalEmbed;
import org.atled.core.op.structure.Fold;
import org.atled.core.op.structure.Triangle;
import org.atled.core.op.structure.Unfold;
import org.atled.core.shape.Shape;

/** Windows and diagonals: views that walk over axes in another way, and what undoes them. */
public sealed interface Windows permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * Windows of {@code size} neighbours along an axis, one every {@code step}: y[.., w, .., j] =
   * x[.., w·step + j, ..]. The axis then counts (n − size) div step + 1 windows, and a new last
   * axis goes through a window: [5] → [2, 3] for size 3 and step 2. What does not fill a window is
   * left out. A view, whose windows may overlap; the gradient is {@link #fold}.
   *
   * @throws ShapeException if the size is greater than the axis or negative, or the step below 1
   */
  default Tensor unfold(int axis, long size, long step) {
    return Dispatch.apply(new Unfold(self().shape().axis(axis), size, step), self());
  }

  /**
   * The sum of windows where they overlap, the transpose of {@link #unfold}: the last axis goes
   * through a window, {@code axis} counts windows, and y[.., w·step + j, ..] = Σ x[.., w, .., j]
   * over all w and j that meet there, 0 where none does. [2, 3] → [5] for step 2 and length 5. In a
   * fixed order; float16 and bfloat16 are added in float32. The gradient is {@link #unfold}.
   *
   * @param axis of this, not the last
   * @param length of the axis in the result
   * @throws ShapeException if the windows do not fit
   */
  default Tensor fold(int axis, long step, long length) {
    return Dispatch.apply(new Fold(self().shape().axis(axis), step, length), self());
  }

  /**
   * The windows of images as columns, PyTorch's {@code nn.functional.unfold}: [n, c, h, w] → [n,
   * c·kernel elements, windows], row-major, with zeros around. So a convolution is the product of
   * its weight as [out, c·kernel elements] with them. The gradient is {@link #fold(List, List,
   * Sliding)}. Also of one example [c, h, w].
   *
   * @param kernel height and width of a window, or one number for both
   * @param sliding stride, padding and dilation
   * @throws ShapeException if they do not fit, or the kernel reaches further than the padded image
   */
  default Tensor unfold(List<Long> kernel, Sliding sliding) {
    return Dispatch.apply(new Im2Col(List.copyOf(kernel), sliding), self());
  }

  /**
   * Columns added up where their windows overlap, the transpose of {@link #unfold(List, Sliding)}:
   * [n, c·kernel elements, windows] → [n, c, h, w], PyTorch's {@code nn.functional.fold}. What
   * stood in the padding is dropped. Also of one example.
   *
   * @param size height and width of the result, or one number for both
   * @param kernel height and width of a window, or one number for both
   * @throws ShapeException if the image has not as many windows
   */
  default Tensor fold(List<Long> size, List<Long> kernel, Sliding sliding) {
    return Dispatch.apply(new Col2Im(List.copyOf(size), List.copyOf(kernel), sliding), self());
  }

  /** The main diagonal of the first two axes, which goes last: [3, 4, 2] → [2, 3]. A view. */
  default Tensor diagonal() {
    return diagonal(0, 0, 1);
  }

  /**
   * A diagonal of two axes, which goes last: y[.., i] = x[.., i, .., i + offset, ..]. A view, empty
   * where the offset is too great; the gradient beside it is 0.
   *
   * @param offset how far above the main diagonal, below it if negative
   * @param axis of the rows, {@code other} that of the columns; negative ones count from the end
   * @throws ShapeException if both are the same axis
   */
  default Tensor diagonal(long offset, int axis, int other) {
    Shape shape = self().shape();
    return Dispatch.apply(new Diagonal(offset, shape.axis(axis), shape.axis(other)), self());
  }

  /** {@link #diag(long)} of the main diagonal. */
  default Tensor diag() {
    return diag(0);
  }

  /**
   * Of a vector the matrix with it on a diagonal and zeros elsewhere, [n] → [m, m] with m = n +
   * |offset|; of a matrix its diagonal, a view.
   *
   * @param offset how far above the main diagonal, below it if negative
   * @throws ShapeException if the rank is neither 1 nor 2
   */
  default Tensor diag(long offset) {
    return switch (self().shape().rank()) {
      case 1 -> diagEmbed(offset, 0, 1);
      case 2 -> diagonal(offset, 0, 1);
      default ->
          throw new ShapeException(
              "diag: takes a vector or a matrix, not %s; use diagEmbed or diagonal."
                  .formatted(self().type()));
    };
  }

  /** Each row of the last axis as the main diagonal of a matrix: [.., n] → [.., n, n]. */
  default Tensor diagEmbed() {
    return diagEmbed(0, -2, -1);
  }

  /**
   * The last axis as a diagonal of two new ones, zeros beside it: what {@link #diagonal(long, int,
   * int)} undoes. The gradient is the diagonal of the gradient.
   *
   * @param offset how far above the main diagonal, below it if negative
   * @param axis of the rows in the result, {@code other} that of the columns
   * @throws ShapeException if both are the same axis, or this has rank 0
   */
  default Tensor diagEmbed(long offset, int axis, int other) {
    Shape shape = self().shape();
    int last = shape.axis(-1);
    Shape wide = shape.concat(Shape.of(1));
    int rows = wide.axis(axis);
    int columns = wide.axis(other);
    if (rows == columns) {
      throw new ShapeException(
          "diagEmbed: axes %d and %d of a result of rank %d are the same; they take two."
              .formatted(axis, other, wide.rank()));
    }
    long size =
        shape.size(last) + Math.abs(Math.clamp(offset, -Shape.MAX_ELEMENTS, Shape.MAX_ELEMENTS));
    int next = 0;
    for (int i = 0; i < wide.rank(); i++) {
      wide = wide.with(i, i == rows || i == columns ? size : shape.size(next++));
    }
    return Dispatch.apply(new DiagonalEmbed(new Diagonal(offset, rows, columns), wide), self());
  }

  /** {@link #triu(long)} from the main diagonal on. */
  default Tensor triu() {
    return triu(0);
  }

  /**
   * The upper triangle of each matrix of the last two axes: y[.., i, j] = x[.., i, j] where j − i ≥
   * diagonal, else 0 (false), also where x is NaN or infinite. The gradient is 0 there too.
   *
   * @throws ShapeException if the rank is below 2
   */
  default Tensor triu(long diagonal) {
    return Dispatch.apply(new Triangle(true, diagonal), self());
  }

  /** {@link #tril(long)} up to the main diagonal. */
  default Tensor tril() {
    return tril(0);
  }

  /**
   * The lower triangle of each matrix of the last two axes: y[.., i, j] = x[.., i, j] where j − i ≤
   * diagonal, else 0 (false), also where x is NaN or infinite. The gradient is 0 there too.
   *
   * @throws ShapeException if the rank is below 2
   */
  default Tensor tril(long diagonal) {
    return Dispatch.apply(new Triangle(false, diagonal), self());
  }
}
