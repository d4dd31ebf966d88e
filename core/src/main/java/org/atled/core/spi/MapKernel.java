package org.atled.core.spi;

import java.util.List;
import java.util.function.UnaryOperator;
import org.atled.core.expr.Expression;

/**
 * {@code outputs[k][i] = expression_k(inputs[0][i], …)}. All operands have the same sizes; an
 * output may be an input (same storage, offset and strides).
 */
public record MapKernel(Expression expression, List<Strided> inputs, List<Strided> outputs)
    implements Kernel {
  @Override
  public List<Strided> reads() {
    return inputs;
  }

  @Override
  public List<Strided> writes() {
    return outputs;
  }

  @Override
  public Kernel over(UnaryOperator<Strided> f) {
    return new MapKernel(
        expression, OperandLists.mapped(inputs, f), OperandLists.mapped(outputs, f));
  }

  @Override
  public String title() {
    return "map " + outputs.getFirst().shape();
  }

  @Override
  public int independentAxes() {
    return outputs.getFirst().rank();
  }

  @Override
  public boolean isUniform() {
    return inputs.stream().allMatch(Strided::isOneNumber);
  }

  @Override
  public long flops() {
    return outputs.getFirst().elements() * expression.flops();
  }
}
