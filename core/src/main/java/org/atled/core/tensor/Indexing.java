package org.atled.core.tensor;

import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.op.indexing.At;
import org.atled.core.op.indexing.Gather;
import org.atled.core.op.indexing.IndexPut;
import org.atled.core.op.indexing.MaskedScatter;
import org.atled.core.op.indexing.MaskedSelect;
import org.atled.core.op.indexing.Nonzero;
import org.atled.core.op.indexing.OneHot;
import org.atled.core.op.indexing.Places;
import org.atled.core.op.indexing.Scatter;
import org.atled.core.op.indexing.ScatterReduce;
import org.atled.core.op.indexing.SparseRows;
import org.atled.core.shape.Shape;

/**
 * Elements by indices and masks. Indices are int64 or int32; one outside its axis is an error that
 * names it, and nothing has been changed then. Tensors do not change: what writes gives a new one;
 * {@link Cell#at} writes in place. Repeated targets are met in row-major order, on any number of
 * threads.
 */
public sealed interface Indexing permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * NumPy's {@code x[…]}: a term for each axis, {@link Index#ELLIPSIS} for those left over; at the
   * end it may be missing. Numbers and ranges give views.
   *
   * <p>Index tensors are broadcast against each other and name one element each, at the same place
   * of the first of them for the first axis, of the second for the second; negative indices count
   * from the end. The axes of their common shape stand where they picked, if these axes are
   * neighbours, else first. A bool tensor is as many index tensors as it has axes, of the places
   * where it is true. The gradient goes back to the elements taken, and is added up where one was
   * taken several times.
   *
   * <p>As in PyTorch, a number or an index of rank 0 only takes an axis away: for x of [2, 3, 4]
   * and i of [5], {@code x[0, :, i]} is [3, 5]; NumPy gives [5, 3]. Unlike there, steps may be
   * negative.
   *
   * @throws ShapeException if the terms do not fit the axes, or an index is outside
   * @throws TypeException if an index tensor is neither int64, int32 nor bool
   * @throws org.atled.core.error.CaptureException for a bool tensor in a captured step, as the
   *     shape depends on its numbers: use {@link #maskedFill} or {@link Logic#where}
   */
  default Tensor at(Index... terms) {
    return Dispatch.apply(new At(List.of(terms)), self());
  }

  /** {@link #at(Index...)} with index tensors for the first axes: {@code x.at(rows, columns)}. */
  default Tensor at(Tensor... indices) {
    return at(Arrays.stream(indices).map(Index::of).toArray(Index[]::new));
  }

  /**
   * {@link #at(Index...)} with terms as NumPy writes them: {@code x.at("0, ..., ::-1")}. A view.
   *
   * @throws org.atled.core.error.ArgumentException if a term cannot be read
   */
  default Tensor at(String terms) {
    return at(Index.parse(terms).toArray(Index[]::new));
  }

  /**
   * Along an axis, the elements whose indices are given: y[i.., j, k..] = x[i.., index[i.., j,
   * k..], k..]. The index has the rank of x and, but on the axis, sizes no greater; the result has
   * its shape. The gradient is added up where an element was taken several times.
   *
   * @throws ShapeException if the index does not fit, or one of its numbers is outside the axis
   * @throws TypeException if the index is neither int64 nor int32
   */
  default Tensor gather(int axis, Tensor index) {
    return Dispatch.apply(new Gather(self().shape().axis(axis)), self(), index);
  }

  /**
   * As {@link #gather}, where index and this are broadcast on the other axes: {@code
   * x.takeAlongDim(1, x.argmax(1).unsqueeze(1))}. NumPy's {@code take_along_axis}.
   */
  default Tensor takeAlongDim(int axis, Tensor index) {
    int a = self().shape().axis(axis);
    if (index.shape().rank() != self().shape().rank()) {
      return gather(a, index);
    }
    Shape wide = self().shape().with(a, 1).broadcast(index.shape().with(a, 1));
    return self()
        .broadcastTo(wide.with(a, self().shape().size(a)))
        .gather(a, index.broadcastTo(wide.with(a, index.shape().size(a))));
  }

  /**
   * The parts of an axis that an index of rank 1 (or 0, as one) names: [a, n, b] and [m] → [a, m,
   * b]. The gradient is added up where a part was taken several times.
   *
   * @throws ShapeException if the index has another rank, or one of its numbers is outside the axis
   */
  default Tensor indexSelect(int axis, Tensor index) {
    int a = self().shape().axis(axis);
    return gather(a, along("indexSelect", a, index));
  }

  /** {@link #indexSelect} of the first axis: [n, ..] and [m] → [m, ..]. */
  default Tensor rows(Tensor index) {
    return indexSelect(0, index);
  }

  /**
   * As {@link #rows}, for a table of which a step looks up little. A gradient by this, where
   * nothing else is done with it, is one of the rows alone: {@link
   * org.atled.core.autograd.Gradients#rows}.
   *
   * @throws ShapeException if the index has another rank than 1, or one of its numbers is outside
   */
  default Tensor sparseRows(Tensor index) {
    return Dispatch.apply(new SparseRows(), self(), index);
  }

  /** An index of rank 1 for all lines along an axis. */
  private Tensor along(String name, int axis, Tensor index) {
    Shape shape = self().shape();
    if (index.shape().rank() > 1) {
      throw new ShapeException(
          "%s: takes an index of rank 1, not %s (x %s).".formatted(name, index.type(), shape));
    }
    long[] ones = new long[shape.rank()];
    Arrays.fill(ones, 1);
    ones[axis] = index.shape().elements();
    return index.reshape(ones).broadcastTo(shape.with(axis, ones[axis]));
  }

  /**
   * The elements, row-major, that an index of any shape names; negative ones count from the end.
   * The result has its shape.
   *
   * @throws ShapeException if one of its numbers is outside
   */
  default Tensor take(Tensor index) {
    return self().flatten().at(index);
  }

  /**
   * The parts of an axis that an index of any shape names, whose axes take its place; negative ones
   * count from the end. NumPy's {@code take} with an axis.
   *
   * @throws ShapeException if one of its numbers is outside the axis
   */
  default Tensor take(int axis, Tensor index) {
    Index[] terms = new Index[self().shape().axis(axis) + 1];
    Arrays.fill(terms, Index.ALL);
    terms[terms.length - 1] = Index.of(index);
    return at(terms);
  }

  /**
   * With y[i.., index[i.., j, k..], k..] = source[i.., j, k..]. Where the index names an element
   * several times, the last stays, row-major; PyTorch does not say which. Only the part of the
   * source that the index covers is used. The gradient of what was overwritten is 0.
   *
   * @param index of the rank of this, and, but on the axis, no greater than it
   * @param source of this type, and nowhere smaller than the index
   * @throws ShapeException if they do not fit, or an index is outside the axis
   */
  default Tensor scatter(int axis, Tensor index, Tensor source) {
    int a = self().shape().axis(axis);
    return Dispatch.apply(new Scatter(a), self(), index, covered(source, index));
  }

  /** As {@link #scatter(int, Tensor, Tensor)}, with one number everywhere. */
  default Tensor scatter(int axis, Tensor index, double number) {
    return scatter(axis, index, number("scatter", number).broadcastTo(index.shape()));
  }

  /**
   * With source[i.., j, k..] added to y[i.., index[i.., j, k..], k..]: sums of the source in
   * row-major order, and then this. The gradient of the source is gathered.
   *
   * @param index and {@code source} as in {@link #scatter(int, Tensor, Tensor)}
   * @throws ShapeException if they do not fit, or an index is outside the axis
   */
  default Tensor scatterAdd(int axis, Tensor index, Tensor source) {
    return scatterReduce(axis, index, source, ScatterReduction.SUM, true);
  }

  /**
   * Each element of this that the index names reduced with all that the source puts there; the
   * others stay. For MAX and MIN equals share the gradient; NaN beats all, and then the gradient is
   * NaN. For PROD an element's gradient is the product of the others.
   *
   * @param index and {@code source} as in {@link #scatter(int, Tensor, Tensor)}
   * @param includeSelf whether what stands in this counts where something is put
   * @throws ShapeException if they do not fit, or an index is outside the axis
   * @throws TypeException for the mean of integers and bools
   */
  default Tensor scatterReduce(
      int axis, Tensor index, Tensor source, ScatterReduction reduction, boolean includeSelf) {
    ScatterReduce reduce = new ScatterReduce(reduction, self().shape().axis(axis), includeSelf);
    return Dispatch.apply(reduce, self(), index, covered(source, index));
  }

  /** The part of a source that an index covers; itself where it does not fit. */
  private static Tensor covered(Tensor source, Tensor index) {
    Tensor part = source;
    for (int i = 0; i < index.shape().rank() && index.shape().rank() == part.shape().rank(); i++) {
      part = part.slice(i, 0, index.shape().size(i));
    }
    return part;
  }

  private Tensor number(String name, double number) {
    long bits = Tensor.bits(name, self().dtype(), number);
    return Scope.current().kernels().fill(new TensorType(self().dtype(), Shape.scalar()), bits);
  }

  /**
   * With part i of the source added to the part of the axis that index i names.
   *
   * @param index of rank 1
   * @param source of this type and shape, but as long as the index on the axis
   * @throws ShapeException if they do not fit, or an index is outside the axis
   */
  default Tensor indexAdd(int axis, Tensor index, Tensor source) {
    int a = self().shape().axis(axis);
    return scatterAdd(a, along("indexAdd", a, index), fitting("indexAdd", a, index, source));
  }

  /**
   * With part i of the source in place of the part of the axis that index i names; of those with
   * one target the last stays.
   *
   * @param index of rank 1
   * @param source of this type and shape, but as long as the index on the axis
   * @throws ShapeException if they do not fit, or an index is outside the axis
   */
  default Tensor indexCopy(int axis, Tensor index, Tensor source) {
    int a = self().shape().axis(axis);
    return scatter(a, along("indexCopy", a, index), fitting("indexCopy", a, index, source));
  }

  /** With one number in all parts of the axis that an index of rank 1 names. */
  default Tensor indexFill(int axis, Tensor index, double number) {
    int a = self().shape().axis(axis);
    return scatter(a, along("indexFill", a, index), number);
  }

  private Tensor fitting(String name, int axis, Tensor index, Tensor source) {
    Shape shape = self().shape().with(axis, index.shape().elements());
    if (!source.shape().equals(shape)) {
      throw new ShapeException(
          "%s: the source is %s but must be %s, as long as the index on axis %d of %s."
              .formatted(name, source.shape(), shape, axis, self().shape()));
    }
    return source;
  }

  /**
   * With the numbers of a source at the places, counted row-major, that an index names; negative
   * ones count from the end. Of those with one target the last stays. NumPy's {@code put} and
   * PyTorch's {@code put_}, as a new tensor.
   *
   * @param source of this type, with as many elements as the index
   * @throws ShapeException if they do not fit, or an index is outside
   */
  default Tensor put(Tensor index, Tensor source) {
    return put(index, source, false);
  }

  /**
   * As {@link #put(Tensor, Tensor)}.
   *
   * @param accumulate whether to add to what stands there
   */
  default Tensor put(Tensor index, Tensor source, boolean accumulate) {
    Tensor flat = self().flatten();
    if (source.shape().elements() != index.shape().elements()) {
      throw new ShapeException(
          "put: the source %s has not as many elements as the index %s."
              .formatted(source.shape(), index.shape()));
    }
    Tensor places = Dispatch.apply(new Places(flat.shape(), 0, 1), index.flatten());
    Tensor line = source.flatten();
    Tensor done = accumulate ? flat.scatterAdd(0, places, line) : flat.scatter(0, places, line);
    return done.reshape(self().shape());
  }

  /**
   * With a value, which is broadcast to them, in place of the elements that index terms choose, as
   * {@link #at(Index...)} does: NumPy's {@code x[…] = value}, as a new tensor. Where one is chosen
   * several times the last number stays, row-major; or each is added. The gradient of what was
   * overwritten is 0. {@link Cell#at} writes in place.
   *
   * @param value of this type
   * @param accumulate whether to add to what stands there
   * @throws ShapeException if a term, an index or the value does not fit
   */
  default Tensor indexPut(List<Index> terms, Tensor value, boolean accumulate) {
    return Dispatch.apply(new IndexPut(terms, accumulate), self(), value);
  }

  /**
   * With the elements of a source, one after the other, row-major, where a bool mask is true; of
   * the shape that this and the mask broadcast to. The gradient is 0 for what was overwritten, and
   * for what of the source was not needed.
   *
   * @param source of this type and any shape, with as many elements as are true or more
   * @throws ShapeException if it has fewer
   * @throws TypeException if the mask is not bool, or the source has another type
   */
  default Tensor maskedScatter(Tensor mask, Tensor source) {
    return Dispatch.apply(new MaskedScatter(), self(), mask, source);
  }

  /**
   * The elements where a bool mask is true, row-major, as a vector; both are broadcast. The
   * gradient is 0 elsewhere.
   *
   * @throws TypeException if the mask is not bool
   * @throws org.atled.core.error.CaptureException in a captured step, as the shape depends on the
   *     mask's numbers: use {@link #maskedFill} or {@link Logic#where}
   */
  default Tensor maskedSelect(Tensor mask) {
    return Dispatch.apply(new MaskedSelect(), self(), mask);
  }

  /**
   * With a number where a bool mask is true; of this type, and the shape that both broadcast to.
   * The gradient is 0 there.
   *
   * @throws TypeException if the mask is not bool
   * @throws org.atled.core.error.ArgumentException if the type cannot hold the number
   */
  default Tensor maskedFill(Tensor mask, double number) {
    return mask.where(number("maskedFill", number), self());
  }

  /**
   * As {@link #maskedFill(Tensor, double)}, with the number of a tensor of rank 0, converted to
   * this type. Its gradient is the sum over where it stands.
   *
   * @throws ShapeException if its rank is not 0
   */
  default Tensor maskedFill(Tensor mask, Tensor number) {
    if (number.shape().rank() != 0) {
      throw new ShapeException(
          "maskedFill: takes a number of rank 0, not %s; use mask.where(…)."
              .formatted(number.type()));
    }
    return mask.where(number.to(self().dtype()), self());
  }

  /**
   * The places of the elements that are not zero (NaN is not), row-major: int64 [count, rank], one
   * place a row. NumPy gives the columns of it. Not differentiable.
   *
   * @throws org.atled.core.error.CaptureException in a captured step, as the shape depends on the
   *     numbers: use {@link #maskedFill} or {@link Logic#where}
   */
  default Tensor nonzero() {
    return Dispatch.apply(new Nonzero(), self());
  }

  /**
   * Of classes from 0, int64 or int32, rows with 1 at the class: y[.., c] = 1 where x[..] = c, else
   * 0; int64 [.., classes]. Not differentiable.
   *
   * @throws ShapeException if a class is outside
   */
  default Tensor oneHot(long classes) {
    return Dispatch.apply(new OneHot(classes), self());
  }
}
