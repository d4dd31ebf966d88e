package org.atled.core.expr;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.atled.core.shape.DType;

/** One formula for every type of floats, written down once for each when it is first needed. */
public final class FloatExpression {
  private final int inputs;
  private final Function<List<Term>, List<Term>> body;
  private final int outputs;
  private final ConcurrentHashMap<DType, Expression> known = new ConcurrentHashMap<>();

  private FloatExpression(int inputs, int outputs, Function<List<Term>, List<Term>> body) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.body = body;
  }

  /** A formula with one result; inputs and result have the same type. */
  public static FloatExpression of(int inputs, Function<List<Term>, Term> body) {
    return new FloatExpression(inputs, 1, terms -> List.of(body.apply(terms)));
  }

  /** A formula with several results. */
  public static FloatExpression of(int inputs, int outputs, Function<List<Term>, List<Term>> body) {
    return new FloatExpression(inputs, outputs, body);
  }

  /** The formula on elements of a type. */
  public Expression at(DType type) {
    Expression expression = known.get(type);
    if (expression == null) {
      expression =
          Expression.of(
              Collections.nCopies(inputs, type), Collections.nCopies(outputs, type), body);
      known.put(type, expression);
    }
    return expression;
  }
}
