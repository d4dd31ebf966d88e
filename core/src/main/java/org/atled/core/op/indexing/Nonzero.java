package org.atled.core.op.indexing;

import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.Tensor;

/** The places of the elements that are not zero, row-major, one a row. */
public record Nonzero() implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    looksAt(x, name());
    boolean[] set = ((Storage.Bool) x.detach().to(DType.BOOL).toStorage()).array();
    int rank = x.shape().rank();
    int count = 0;
    for (boolean isSet : set) {
      count += isSet ? 1 : 0;
    }
    long[] places = new long[Shape.of(count, rank).elements()];
    int next = 0;
    for (int i = 0; i < set.length; i++) {
      if (set[i]) {
        System.arraycopy(x.shape().place(i), 0, places, next, rank);
        next += rank;
      }
    }
    return Tensor.wrap(new Storage.Int64(places), Shape.of(count, rank));
  }

  /** Says to recorders, and so forbids in a captured step, that a shape depends on numbers. */
  static void looksAt(Tensor x, String what) {
    Scope.current()
        .recorder()
        .ifPresent(r ->
            r.hostAccess(
                "%s of a %s tensor, whose result has a shape that depends on its numbers (maskedFill and mask.where(…) keep the shape),"
                    .formatted(what, x.type())));
  }
}
