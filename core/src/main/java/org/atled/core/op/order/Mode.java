package org.atled.core.op.order;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.op.scan.CumExtremum;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Indexed;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * The int64 place along an axis of the element that is there most often, of several such values the
 * least, and of its equals the last: the end of the longest run of the sorted elements.
 */
public record Mode(int axis) implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    long size = x.shape().size(axis);
    if (size == 0) {
      throw new ShapeException(
          "axis %d of %s is empty; no element is the mode.".formatted(axis, x.shape()));
    }
    Indexed sorted = x.sort(axis);
    Tensor place = CumExtremum.places(x.shape(), axis);
    Tensor start = startsRun(sorted.values(), axis).where(place, 0).cumMax(axis);
    Tensor end = place.sub(start).argmax(axis).unsqueeze(axis);
    return sorted.indices().gather(axis, end).squeeze(axis);
  }

  /** Whether an element differs from the one before it along an axis, which is not empty. */
  public static Tensor startsRun(Tensor x, int axis) {
    long size = x.shape().size(axis);
    Tensor differs = x.slice(axis, 1, size).ne(x.slice(axis, 0, size - 1));
    Shape first = x.shape().with(axis, 1);
    return Structure.concat(axis, Tensor.full(new TensorType(DType.BOOL, first), 1), differs);
  }
}
