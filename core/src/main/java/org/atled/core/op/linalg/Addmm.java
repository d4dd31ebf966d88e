package org.atled.core.op.linalg;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/**
 * β·x + α·(a × b). With β = 0 the numbers of x are not looked at, NaN among them.
 *
 * @param batched whether a and b are batches of matrices, as {@link Bmm} takes them
 */
public record Addmm(boolean batched, double beta, double alpha) implements Composite {
  @Override
  public String name() {
    return batched ? "baddbmm" : "addmm";
  }

  @Override
  public Operands operands() {
    return Operands.exactly(3);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor a = inputs.get(1);
    Tensor b = inputs.get(2);
    if (!batched && (a.shape().rank() != 2 || b.shape().rank() != 2)) {
      throw new ShapeException(
          "takes matrices [m, k] and [k, n], not %s and %s.".formatted(a.shape(), b.shape()));
    }
    Tensor product = batched ? a.bmm(b) : a.matmul(b);
    if (!x.shape().broadcastsTo(product.shape())) {
      throw new ShapeException(
          "%s does not broadcast to the product, %s.".formatted(x.shape(), product.shape()));
    }
    Tensor scaled = alpha == 1 ? product : product.mul(alpha);
    if (beta == 0) {
      // A choice, so that x has the gradient 0 and a NaN in it does no harm.
      return Tensor.of(false).where(x, scaled);
    }
    return (beta == 1 ? x : x.mul(beta)).add(scaled);
  }
}
