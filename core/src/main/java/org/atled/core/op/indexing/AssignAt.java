package org.atled.core.op.indexing;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.expr.Expression;
import org.atled.core.op.elementwise.Add;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.core.tensor.Update;

/**
 * Elements of a cell take the numbers of a tensor, which is broadcast to them, or have them added.
 * A second input says where they are, as places in the cell counted row-major; without one they are
 * a window.
 *
 * @param shape of what is written
 * @param window of the cell's storage, of that shape
 */
public record AssignAt(boolean adds, Shape shape, Strided window) implements Update {
  @Override
  public void check(List<TensorType> cells, List<TensorType> inputs) {
    TensorType value = inputs.getFirst();
    if (value.dtype() != cells.getFirst().dtype() || !value.shape().broadcastsTo(shape)) {
      throw new ShapeException(
          "%s does not go where %s%s is written; the types must be equal, and the shape broadcast."
              .formatted(value, cells.getFirst().dtype(), shape));
    }
  }

  @Override
  public void run(Kernels k, List<? extends Cell> cells, List<Tensor> inputs) {
    Tensor value = k.view(inputs.getFirst().strided().broadcastTo(shape));
    if (inputs.size() == 1) {
      if (adds) {
        addInto(k, value, k.view(window));
      } else {
        k.copyInto(value, window);
      }
      return;
    }
    Shape line = Shape.of(shape.elements());
    Strided all = cells.getFirst().value().strided();
    Tensor flat = k.view(all.reshape(Shape.of(all.elements())).orElseThrow());
    Tensor source = k.view(line(k, value, line));
    Tensor places = k.view(line(k, inputs.get(1), line));
    DType dtype = value.dtype();
    if (adds && dtype.isFloating() && dtype.computing() != dtype) {
      k.copyInto(k.scatter(Optional.of(Combiner.SUM), flat, places, source, 0), flat.strided());
    } else {
      Optional<Combiner> combiner = adds ? Optional.of(Combiner.SUM) : Optional.empty();
      k.scatterInto(combiner, source, places, 0, flat.strided());
    }
  }

  private static Strided line(Kernels k, Tensor x, Shape line) {
    return x.strided()
        .reshape(line)
        .orElseGet(() -> Strided.rowMajor(k.copy(x).strided().storage(), line));
  }

  private static void addInto(Kernels k, Tensor value, Tensor target) {
    DType dtype = value.dtype();
    Expression sum =
        Expression.of(
            List.of(dtype, dtype), dtype, in -> new Add().expression(dtype.computing(), in));
    k.mapInto(sum, List.of(target, value), List.of(target));
  }
}
