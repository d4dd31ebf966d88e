package org.atled.lectures.backprop;

import org.atled.lectures.matrix.Decimal;
import org.atled.plot.GraphDiagram;

/**
 * What the cost of a {@link UnitChain} depends on, as a tree: wˡ, aˡ⁻¹ and bˡ make zˡ, zˡ makes aˡ,
 * and aᴸ and y make C. Each node has its value and the derivative of C by it.
 */
public final class DependencyTree {
  private DependencyTree() {}

  /** The tree for the example x with the target y. */
  public static GraphDiagram of(UnitChain chain, double x, double y) {
    UnitChain.Forward pass = chain.forward(x);
    UnitChain.Gradients d = chain.backward(pass, y);
    GraphDiagram tree =
        GraphDiagram.of("What C depends on").node("x", "x = " + Decimal.of(x), by("x", d.a()[0]));
    String before = "x";
    for (int l = 1; l <= chain.depth(); l++) {
      String w = "w" + l;
      String b = "b" + l;
      String z = "z" + l;
      String a = "a" + l;
      tree = node(tree, w, chain.w().get(l - 1), d.w()[l - 1]);
      tree = node(tree, b, chain.b().get(l - 1), d.b()[l - 1]);
      tree = node(tree, z, pass.z()[l - 1], d.z()[l - 1]);
      tree = node(tree, a, pass.a()[l], d.a()[l]);
      tree = tree.edge(w, z).edge(before, z).edge(b, z).edge(z, a);
      before = a;
    }
    return tree.node("y", "y = " + Decimal.of(y))
        .node("C", "C = " + Decimal.of(pass.cost(y)))
        .edge(before, "C")
        .edge("y", "C");
  }

  private static GraphDiagram node(
      GraphDiagram tree, String name, double value, double derivative) {
    return tree.node(name, name + " = " + Decimal.of(value), by(name, derivative));
  }

  private static String by(String name, double derivative) {
    return "∂C/∂" + name + " = " + Decimal.of(derivative);
  }
}
