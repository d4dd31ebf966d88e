package org.atled.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Autograd.Independent;
import org.atled.core.autograd.Gradients;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Defined;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Recorder;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.Update;

/**
 * Holds operations that have a faster way of their own to their {@linkplain Defined definition}:
 * values, first and second derivatives, in float64, for every row, case and layout.
 */
final class Definitions {
  private static final double RELATIVE = 1e-11;
  private static final double ABSOLUTE = 1e-12;

  private Definitions() {}

  /** One check for each row of such an operation and each layout. */
  static List<Check> checks() {
    List<Check> checks = new ArrayList<>();
    for (OpRow row : OpTable.rows()) {
      if (Defined.class.isAssignableFrom(row.operation())
          && KernelOp.class.isAssignableFrom(row.operation())) {
        for (Layout layout : Layout.values()) {
          checks.add(new Check(row + ", " + layout, () -> check(row, layout)));
        }
      }
    }
    return checks;
  }

  private static void check(OpRow row, Layout layout) {
    for (List<Shape> shapes : row.cases()) {
      List<Numbers> samples =
          Samples.draw(row, shapes, DType.FLOAT64).stream().map(layout::adapt).toList();
      List<Tensor> operands = new ArrayList<>();
      for (int i = 0; i < samples.size(); i++) {
        DType type = row.operands().get(i).dtype(DType.FLOAT64);
        Tensor operand = layout.lay(samples.get(i), type);
        operands.add(type.isFloating() ? operand.requiresGrad() : operand);
      }
      Applied applied = new Applied();
      Tensor fast = Scope.current().withRecorder(applied).call(() -> row.call().apply(operands));
      Defined op =
          applied.defined.stream()
              .filter(row.operation()::isInstance)
              .findFirst()
              .orElseThrow(() -> new AssertionError(row + " applies no " + row.operation()));
      // Of nothing there is nothing to compare, and a greatest element is not defined.
      if (!fast.shape().isEmpty()) {
        same(row + ", value", fast, op.define(operands));
        List<Tensor> quick = derivatives(row.call(), operands);
        List<Tensor> plain = derivatives(op::define, operands);
        int wanted = quick.size() / 2;
        for (int i = 0; i < quick.size(); i++) {
          String order = i < wanted ? "first" : "second";
          same(row + ", " + order + " derivative " + i % wanted, quick.get(i), plain.get(i));
        }
      }
    }
  }

  /**
   * By each operand of floats the first derivative of Σ w·y, and the second: that of Σ of squares.
   */
  private static List<Tensor> derivatives(
      Function<List<Tensor>, Tensor> call, List<Tensor> operands) {
    Tensor[] wrt = operands.stream().filter(Tensor::needsGrad).toArray(Tensor[]::new);
    Tensor y = call.apply(operands);
    Tensor weights = Tensor.arange(y.shape().elements()).to(DType.FLOAT64).mul(0.37).sin();
    Gradients first =
        Autograd.gradients(y.mul(weights.reshape(y.shape())).sum(), Independent.ZEROS, wrt);
    List<Tensor> all = new ArrayList<>();
    Tensor squares = Tensor.of(0.0).requiresGrad();
    for (Tensor x : wrt) {
      all.add(first.of(x));
      squares = squares.add(first.of(x).square().sum());
    }
    Gradients second = Autograd.gradients(squares, Independent.ZEROS, wrt);
    for (Tensor x : wrt) {
      all.add(second.of(x));
    }
    return all;
  }

  private static void same(String what, Tensor fast, Tensor defined) {
    if (!fast.type().equals(defined.type()) || !fast.allClose(defined, RELATIVE, ABSOLUTE)) {
      throw new AssertionError(what + " is " + fast + " but by its definition " + defined);
    }
  }

  /** Notes the operations that pass the door. */
  private static final class Applied implements Recorder {
    private final List<Defined> defined = new ArrayList<>();

    @Override
    public void applied(KernelOp op, List<Tensor> inputs, List<Tensor> results) {
      if (op instanceof Defined definition) {
        defined.add(definition);
      }
    }

    @Override
    public void updated(Update update, List<? extends Cell> cells, List<Tensor> inputs) {}

    @Override
    public void hostAccess(String what) {}
  }
}
