package org.atled.core.spi;

import java.util.List;
import java.util.function.UnaryOperator;
import org.atled.core.shape.Shape;

/**
 * {@code function} on each block of the inputs: the first {@code batch} axes of all operands, which
 * have equal sizes, say which, and the others are its axes. All are FLOAT32 or FLOAT64; the
 * function sees doubles, and its results are rounded once. Nothing overlaps.
 *
 * <p>Order: the function's own, and blocks know nothing of each other. If it refuses some, the
 * first of them is named, and what the outputs then hold is not said.
 */
public record CallKernel(
    BlockFunction function, int batch, List<Strided> inputs, List<Strided> outputs)
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
    return new CallKernel(
        function, batch, OperandLists.mapped(inputs, f), OperandLists.mapped(outputs, f));
  }

  @Override
  public String title() {
    return function.name() + " of " + inputs.getFirst().shape();
  }

  @Override
  public boolean mayRefuse() {
    return true;
  }

  /** Of the leading axes, as a shape: which blocks there are. */
  public Shape blocks() {
    return outputs.getFirst().shape().slice(0, batch);
  }

  @Override
  public long flops() {
    return blocks().elements() * function.flops();
  }
}
