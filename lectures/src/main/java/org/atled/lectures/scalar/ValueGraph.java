package org.atled.lectures.scalar;

import java.util.HashMap;
import java.util.Map;
import org.atled.core.error.ArgumentException;
import org.atled.lectures.matrix.Decimal;
import org.atled.plot.GraphDiagram;

/**
 * How a value was made, as a drawing: each node with its operation, its number and its derivative.
 */
public final class ValueGraph {
  /** More nodes nobody reads. */
  public static final int MOST = 120;

  private ValueGraph() {}

  /**
   * The graph of a value.
   *
   * @param names what values are called, where a name says more than an operation
   * @throws ArgumentException if it has more than {@value #MOST} nodes
   */
  public static GraphDiagram of(String title, Value result, Map<Value, String> names) {
    Topology order = Topology.of(result);
    if (order.size() > MOST) {
      throw new ArgumentException(
          "The graph \""
              + title
              + "\" has "
              + order.size()
              + " nodes, and more than "
              + MOST
              + " cannot be read; draw a smaller network, or one example instead of a batch.");
    }
    Map<Value, String> ids = new HashMap<>();
    GraphDiagram diagram = GraphDiagram.of(title);
    for (int i = 0; i < order.size(); i++) {
      Value value = order.get(i);
      ids.put(value, Integer.toString(i));
      diagram = diagram.node(Integer.toString(i), lines(value, names.getOrDefault(value, "")));
      for (Value operand : value.operands()) {
        diagram = diagram.edge(ids.getOrDefault(operand, ""), Integer.toString(i));
      }
    }
    return diagram;
  }

  /** {@code w1[1,2] = 0.5} or {@code tanh = 0.46}, and below it the derivative. */
  private static String[] lines(Value value, String name) {
    String called = name.isEmpty() ? value.operation() : name;
    String number = Decimal.of(value.data());
    return new String[] {
      called.isEmpty() ? number : called + " = " + number, "grad " + Decimal.of(value.grad())
    };
  }
}
