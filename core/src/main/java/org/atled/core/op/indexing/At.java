package org.atled.core.op.indexing;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Index;
import org.atled.core.tensor.Tensor;

/** What index terms choose. */
public record At(List<Index> terms) implements Composite {
  public At {
    terms = List.copyOf(terms);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    return Selection.of(inputs.getFirst(), terms).read();
  }
}
