package org.atled.core.tensor;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;

/** The expressions of element-wise operations, each made once for the types that it sees. */
final class Expressions {
  private static final int MOST = 4096;

  private static final ConcurrentHashMap<Signature, Expression> OF_OPERATIONS =
      new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<Conversion, Expression> CONVERSIONS =
      new ConcurrentHashMap<>();

  /** What an element-wise operation's expression depends on. */
  private record Signature(Elementwise op, List<DType> inputs, DType computing, DType output) {}

  private record Conversion(DType from, DType to) {}

  private Expressions() {}

  /** Of an operation on inputs, with a result of a type. */
  static Expression of(Elementwise op, DType output, List<Tensor> inputs) {
    DType[] stored = new DType[inputs.size()];
    TensorType[] types = new TensorType[stored.length];
    for (int i = 0; i < stored.length; i++) {
      types[i] = inputs.get(i).type();
      stored[i] = types[i].dtype();
    }
    DType computing = op.computing(List.of(types));
    Signature signature = new Signature(op, List.of(stored), computing, output);
    Expression expression = OF_OPERATIONS.get(signature);
    if (expression == null) {
      expression =
          Expression.of(signature.inputs(), output, terms -> op.expression(computing, terms));
      if (OF_OPERATIONS.size() >= MOST) {
        // Operations that carry a number, a new one each step, would fill the memory.
        OF_OPERATIONS.clear();
      }
      OF_OPERATIONS.put(signature, expression);
    }
    return expression;
  }

  /** That takes a number from one type to another. */
  static Expression conversion(DType from, DType to) {
    return CONVERSIONS.computeIfAbsent(
        new Conversion(from, to),
        types ->
            Expression.of(List.of(types.from()), types.to(), in -> in.getFirst().to(types.to())));
  }
}
