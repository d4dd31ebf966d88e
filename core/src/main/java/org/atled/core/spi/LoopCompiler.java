package org.atled.core.spi;

import java.util.List;
import org.atled.core.expr.Expression;

/** Turns expressions into loops. The scalar one generates byte code, others use vectors. */
public interface LoopCompiler {
  /** A loop for operands whose inner strides are of these kinds; may be cached and shared. */
  Loop compile(Form form);

  /**
   * What a loop is generated for.
   *
   * @param steps the kind of each operand's inner stride, inputs first, then outputs
   */
  record Form(Expression expression, List<Step> steps) {
    public Form {
      steps = List.copyOf(steps);
    }
  }

  /** An operand's stride along the inner axis. */
  enum Step {
    /** 0: the same element every time, read once before the loop. */
    ZERO,
    /** 1: neighbours. */
    ONE,
    /** Whatever the strides say. */
    ANY
  }

  /**
   * A generated loop over two axes: for o in [0, outer), i in [0, inner) it computes the outputs at
   * {@code offsets[x] + o·outerStrides[x] + i·innerStrides[x]} from the inputs there; x counts
   * inputs, then outputs. What it writes for one o may be read for the next at the same i.
   * Stateless.
   */
  @FunctionalInterface
  interface Loop {
    /**
     * @param arrays the Java arrays of the operands, inputs first
     */
    void run(
        Object[] arrays,
        int[] offsets,
        int[] outerStrides,
        int outer,
        int[] innerStrides,
        int inner);
  }
}
