package org.atled.testkit.custom;

import java.util.List;
import java.util.Set;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.spi.BlockFunction;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * The median of three neighbours along each row of x [n, m], m ≥ 3, without the outermost: [n, m −
 * 2].
 */
public record MedianOfThree() implements SingleOp {
  /** Of one row. */
  record Row(int m) implements BlockFunction {
    @Override
    public String name() {
      return "medianOfThree";
    }

    @Override
    public long flops() {
      return 4L * m;
    }

    @Override
    public void apply(double[][] inputs, double[][] outputs) {
      double[] x = inputs[0];
      for (int i = 0; i < m - 2; i++) {
        double least = Math.min(x[i], x[i + 1]);
        double most = Math.max(x[i], x[i + 1]);
        outputs[0][i] = Math.max(least, Math.min(most, x[i + 2]));
      }
    }
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (!Set.of(DType.FLOAT32, DType.FLOAT64).contains(x.dtype())
        || x.shape().rank() != 2
        || x.shape().size(1) < 3) {
      throw new ShapeException("takes float32 or float64 [n, m], m ≥ 3, not " + x + ".");
    }
    return new TensorType(x.dtype(), x.shape().with(1, x.shape().size(1) - 2));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    Row row = new Row((int) inputs.getFirst().shape().size(1));
    return k.call(row, 1, inputs, List.of(type)).getFirst(); // one leading axis says which block
  }
}
