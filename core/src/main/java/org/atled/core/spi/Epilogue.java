package org.atled.core.spi;

import java.util.List;
import java.util.function.UnaryOperator;
import org.atled.core.expr.Expression;

/**
 * A map on the results of a product or a reduction: {@code outputs[k][i] = expression_k(result[i],
 * inputs[0][i], …)}. The bits are those of the kernel and then a map, which would go through memory
 * once more. All operands have the sizes of the kernel's out; an output may be an input, or that
 * out. If none is that out, it is only a place to work in, and what it holds in the end is not
 * said.
 */
public record Epilogue(Expression expression, List<Strided> inputs, List<Strided> outputs) {
  Epilogue over(UnaryOperator<Strided> f) {
    return new Epilogue(
        expression, OperandLists.mapped(inputs, f), OperandLists.mapped(outputs, f));
  }
}
