package org.atled.core.op.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Epilogue;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.MultiOp;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Recurrence.Cell;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * The steps of a {@link Recurrent} backwards: W, of a plain cell h after each step, of a GRU the
 * gates kept and h before each step, of an LSTM the gates kept, c before each step and c after it,
 * then the cotangents of h and c, those that there are, and the mask. It gives those of x, for a
 * GRU those of the product by the state as well, and those of the state before the first step.
 *
 * @param byHidden whether there is a cotangent of h
 * @param byMemory whether there is one of c
 */
public record RecurrentGradient(Cell cell, boolean masked, boolean byHidden, boolean byMemory)
    implements MultiOp {
  @Override
  public boolean isDifferentiable() {
    return false;
  }

  private int saved() {
    return switch (cell) {
      case TANH, RELU -> 1;
      case GRU -> 2;
      case LSTM -> 3;
    };
  }

  @Override
  public Operands operands() {
    return Operands.exactly(
        1 + saved() + (byHidden ? 1 : 0) + (byMemory ? 1 : 0) + (masked ? 1 : 0));
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    Shape states = inputs.get(saved()).shape();
    TensorType gates = inputs.get(0);
    TensorType x = new TensorType(gates.dtype(), states.with(2, gates.shape().size(0)));
    TensorType state = new TensorType(gates.dtype(), states.slice(1, 3));
    List<TensorType> types = new ArrayList<>(List.of(x));
    if (cell == Cell.GRU) {
      types.add(x);
    }
    for (int i = 0; i < cell.states(); i++) {
      types.add(state);
    }
    return types;
  }

  @Override
  public List<Tensor> forward(Kernels k, List<TensorType> types, List<Tensor> inputs) {
    List<Tensor> results = types.stream().map(k::allocate).toList();
    Shape shape = types.getFirst().shape();
    if (shape.isEmpty()) {
      return results;
    }
    Shape states = inputs.get(saved()).shape();
    int n = (int) states.size(2);
    CellFormulas formulas = new CellFormulas(cell, masked, types.getFirst().dtype());
    int first = results.size() - cell.states();
    // One place each for all steps: what a step gives, the one before takes.
    Strided d = results.get(first).strided().broadcastTo(states);
    Strided passed = k.allocate(types.get(first)).strided().broadcastTo(states);
    List<Strided> in = new ArrayList<>(List.of(d));
    int next = 1 + saved();
    if (byHidden) {
      in.add(backwards(inputs.get(next++)));
    }
    List<Strided> out = new ArrayList<>();
    for (int i = 0; i < first; i++) {
      out.addAll(Recurrent.parts(backwards(results.get(i)), cell.gates(), n));
    }
    if (cell == Cell.LSTM) {
      Strided ofMemory = results.getLast().strided().broadcastTo(states);
      in.add(ofMemory);
      if (byMemory) {
        in.add(backwards(inputs.get(next)));
      }
      out.add(ofMemory);
    }
    in.addAll(kept(inputs, n));
    List<Strided> mask = List.of();
    if (masked) {
      Strided forwards = Recurrent.mask(inputs.getLast(), n);
      mask = List.of(backwards(forwards));
    }
    in.addAll(mask);
    if (formulas.carries()) {
      out.add(passed);
    }
    Strided a = backwards(results.get(first - 1));
    Strided w = inputs.getFirst().strided();
    Strided right = w.broadcastTo(Shape.of(a.sizes()[0], a.sizes()[2], n));
    List<Strided> past = new ArrayList<>(List.of(passed));
    past.addAll(mask);
    k.recur(
        List.of(
            new MapKernel(formulas.gradient(byHidden, byMemory), in, out),
            new GemmKernel(
                a,
                right,
                d,
                formulas.carries()
                    ? Optional.of(new Epilogue(formulas.carried(), past, List.of(d)))
                    : Optional.empty())));
    return results;
  }

  /** What the forward pass left, in the order of the formulas. */
  private List<Strided> kept(List<Tensor> inputs, int n) {
    if (cell.gates() == 1) {
      return List.of(backwards(inputs.get(1)));
    }
    List<Strided> gates = Recurrent.parts(backwards(inputs.get(1)), 4, n);
    return cell == Cell.GRU
        ? List.of(gates.get(0), gates.get(1), gates.get(3), gates.get(2), backwards(inputs.get(2)))
        : List.of(
            gates.get(0),
            gates.get(1),
            gates.get(2),
            gates.get(3),
            backwards(inputs.get(2)),
            backwards(inputs.get(3)));
  }

  private static Strided backwards(Tensor x) {
    return backwards(x.strided());
  }

  private static Strided backwards(Strided x) {
    return x.slice(0, x.sizes()[0] - 1, -1, x.sizes()[0]);
  }
}
