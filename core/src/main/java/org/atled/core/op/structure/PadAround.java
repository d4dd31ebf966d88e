package org.atled.core.op.structure;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Range;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Padding.Around;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;

/** An axis continued on both sides by its own elements; negative amounts take elements off. */
public record PadAround(Around around, int axis, long before, long after) implements Composite {
  @Override
  public String name() {
    return "pad";
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    long size = x.shape().size(axis);
    long most = Math.max(before, after);
    long limit =
        switch (around) {
          case REFLECT -> size - 1;
          case REPLICATE -> size == 0 ? 0 : Long.MAX_VALUE;
          case SYMMETRIC, CIRCULAR -> size;
        };
    if (most > Math.max(limit, 0)) {
      throw new ShapeException(
          "%s takes at most %d on axis %d of %s, not %d; pad several times, or with a number."
              .formatted(around.word(), Math.max(limit, 0), axis, x.shape(), most));
    }
    long first = Math.max(0, -before);
    long count = size - first - Math.max(0, -after);
    List<Tensor> parts = new ArrayList<>();
    if (before > 0) {
      parts.add(
          switch (around) {
            case REFLECT -> part(x, before, -1, before);
            case SYMMETRIC -> part(x, before - 1, -1, before);
            case REPLICATE -> repeated(x, 0, before);
            case CIRCULAR -> part(x, size - before, 1, before);
          });
    }
    parts.add(part(x, first, 1, count));
    if (after > 0) {
      parts.add(
          switch (around) {
            case REFLECT -> part(x, size - 2, -1, after);
            case SYMMETRIC -> part(x, size - 1, -1, after);
            case REPLICATE -> repeated(x, size - 1, after);
            case CIRCULAR -> part(x, 0, 1, after);
          });
    }
    return parts.size() == 1
        ? parts.getFirst()
        : Structure.concat(axis, parts.toArray(Tensor[]::new));
  }

  private Tensor part(Tensor x, long start, long step, long count) {
    return Dispatch.apply(new Slice(new Range(axis, start, step, count)), x);
  }

  private Tensor repeated(Tensor x, long place, long times) {
    return part(x, place, 1, 1).broadcastTo(x.shape().with(axis, times));
  }
}
