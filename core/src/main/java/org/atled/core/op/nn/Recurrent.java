package org.atled.core.op.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Autograd.Independent;
import org.atled.core.autograd.Gradients;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Epilogue;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Defined;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.MultiOp;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Recurrence;
import org.atled.core.tensor.Recurrence.Cell;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * All steps of a recurrence: x [steps, batch, gates·n], W [gates·n, n], a bias [gates·n], the state
 * before, [batch, n] each, and a mask [steps, batch] → h, and for an LSTM c, after each step,
 * [steps, batch, n]; and what the gradient needs of the gates, [steps, batch, 4·n]: of an LSTM i,
 * f, g and o, of a GRU r, z, a_n and n.
 *
 * <p>One kernel goes through the steps: the product by the state, and then a map. The gradient goes
 * back through them, which gives that of x; with it as rows, A, and the states before as rows, H,
 * ∂L/∂W is Aᵀ·H.
 */
public record Recurrent(Cell cell, boolean biased, boolean masked) implements MultiOp, Defined {
  private static final int GATES_KEPT = 4;

  @Override
  public String name() {
    return "recurrence";
  }

  @Override
  public Operands operands() {
    return Operands.exactly(state() + cell.states() + (masked ? 1 : 0));
  }

  /** Which operand is h before the first step. */
  private int state() {
    return biased ? 3 : 2;
  }

  /** Side by side along the last axis: h, and c. */
  @Override
  public Tensor define(List<Tensor> inputs) {
    List<Tensor> states = states(inputs);
    return states.size() == 1
        ? states.getFirst()
        : Structure.concat(2, states.get(0), states.get(1));
  }

  /** The state after each step, h and for an LSTM c, in terms of tensor operations. */
  public List<Tensor> states(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    int steps = (int) x.shape().size(0);
    List<Tensor> state = inputs.subList(state(), state() + cell.states());
    List<Tensor[]> all = state.stream().map(s -> new Tensor[steps]).toList();
    for (int t = 0; t < steps; t++) {
      Tensor h = state.getFirst();
      Tensor a = biased ? h.linear(inputs.get(1), inputs.get(2)) : h.linear(inputs.get(1));
      List<Tensor> next = new ArrayList<>(Recurrence.step(cell, x.select(0, t), a, state));
      if (masked) {
        Tensor on = inputs.getLast().select(0, t).unsqueeze(1);
        for (int i = 0; i < next.size(); i++) {
          next.set(i, on.where(next.get(i), state.get(i)));
        }
      }
      state = next;
      for (int i = 0; i < next.size(); i++) {
        all.get(i)[t] = next.get(i);
      }
    }
    return all.stream().map(each -> Structure.stack(0, each)).toList();
  }

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    TensorType x = inputs.get(0);
    TensorType w = inputs.get(1);
    if (w.shape().rank() != 2 || w.shape().size(0) != cell.gates() * w.shape().size(1)) {
      throw new ShapeException(
          "the weight is %s but must be [%d·n, n], gates by numbers of the state."
              .formatted(w, cell.gates()));
    }
    long n = w.shape().size(1);
    if (x.shape().rank() != 3 || x.shape().size(2) != w.shape().size(0) || x.shape().size(0) < 1) {
      throw new ShapeException(
          "x is %s but the weight %s needs [steps, batch, %d] with at least one step."
              .formatted(x, w, w.shape().size(0)));
    }
    if (x.dtype() != DType.FLOAT32 && x.dtype() != DType.FLOAT64) {
      throw new TypeException("x is " + x + "; takes float32 or float64, convert with to(…).");
    }
    long batch = x.shape().size(1);
    check("weight", w, x, w.shape());
    if (biased) {
      check("bias", inputs.get(2), x, Shape.of(w.shape().size(0)));
    }
    for (int i = 0; i < cell.states(); i++) {
      check(i == 0 ? "state h" : "state c", inputs.get(state() + i), x, Shape.of(batch, n));
    }
    Shape steps = x.shape().slice(0, 2);
    if (masked && !inputs.getLast().equals(new TensorType(DType.BOOL, steps))) {
      throw new ShapeException(
          "the mask is %s but must be bool%s, as x is %s.".formatted(inputs.getLast(), steps, x));
    }
    List<TensorType> types = new ArrayList<>();
    for (int i = 0; i < cell.states(); i++) {
      types.add(new TensorType(x.dtype(), steps.concat(Shape.of(n))));
    }
    if (cell.gates() > 1) {
      types.add(new TensorType(x.dtype(), steps.concat(Shape.of(GATES_KEPT * n))));
    }
    return types;
  }

  private static void check(String name, TensorType given, TensorType x, Shape wanted) {
    if (!given.shape().equals(wanted) || given.dtype() != x.dtype()) {
      throw new ShapeException(
          "the %s is %s but must be %s%s, as x is %s."
              .formatted(name, given, x.dtype(), wanted, x));
    }
  }

  @Override
  public List<Tensor> forward(Kernels k, List<TensorType> types, List<Tensor> inputs) {
    TensorType states = types.getFirst();
    if (states.shape().isEmpty()) {
      return types.stream().map(k::allocate).toList();
    }
    int steps = (int) states.shape().size(0);
    int n = (int) states.shape().size(2);
    List<Strided> before = new ArrayList<>();
    List<Strided> after = new ArrayList<>();
    for (int i = 0; i < cell.states(); i++) {
      // With the state before the first step in front, so that each step finds the last one's.
      Shape one = states.shape().with(0, steps + 1);
      Strided all = k.allocate(new TensorType(states.dtype(), one)).strided();
      Shape start = states.shape().slice(1, 3);
      k.copyInto(inputs.get(state() + i), all.slice(0, 0, 1, 1).reshape(start).orElseThrow());
      before.add(all.slice(0, 0, 1, steps));
      after.add(all.slice(0, 1, 1, steps));
    }
    List<Tensor> results = new ArrayList<>(after.stream().map(k::view).toList());
    CellFormulas formulas = new CellFormulas(cell, masked, states.dtype());
    Strided product = after.getFirst();
    List<Kernel> parts = new ArrayList<>();
    if (cell.gates() > 1) {
      Tensor gates = k.allocate(types.getLast());
      results.add(gates);
      product = columns(gates.strided(), 0, cell.gates() * n);
      parts.add(
          cell == Cell.LSTM
              ? lstm(formulas, gates.strided(), before, after, inputs)
              : gru(formulas, gates.strided(), before, after, inputs));
    }
    parts.addFirst(product(formulas, before.getFirst(), product, inputs));
    k.recur(parts);
    return results;
  }

  private Kernel product(CellFormulas formulas, Strided h, Strided out, List<Tensor> inputs) {
    int n = h.sizes()[2];
    int gates = cell.gates() * n;
    int steps = h.sizes()[0];
    Strided right = inputs.get(1).strided().permute(1, 0).broadcastTo(Shape.of(steps, n, gates));
    if (cell == Cell.GRU && !biased) {
      return new GemmKernel(h, right, out);
    }
    List<Strided> operands = new ArrayList<>();
    if (biased) {
      operands.add(inputs.get(2).strided().broadcastTo(out.shape()));
    }
    if (cell != Cell.GRU) {
      operands.add(inputs.get(0).strided());
    }
    if (masked && cell.gates() == 1) {
      operands.add(h);
      operands.add(mask(inputs.getLast(), n));
    }
    return new GemmKernel(
        h, right, out, Optional.of(new Epilogue(formulas.sum(biased), operands, List.of(out))));
  }

  private Kernel lstm(
      CellFormulas formulas,
      Strided gates,
      List<Strided> before,
      List<Strided> after,
      List<Tensor> inputs) {
    int n = before.getFirst().sizes()[2];
    List<Strided> four = parts(gates, 4, n);
    List<Strided> in = new ArrayList<>(four);
    in.add(before.get(1));
    if (masked) {
      in.add(before.get(0));
      in.add(mask(inputs.getLast(), n));
    }
    List<Strided> out = new ArrayList<>(four);
    out.addAll(after);
    return new MapKernel(formulas.step(), in, out);
  }

  private Kernel gru(
      CellFormulas formulas,
      Strided gates,
      List<Strided> before,
      List<Strided> after,
      List<Tensor> inputs) {
    int n = before.getFirst().sizes()[2];
    List<Strided> four = parts(gates, 4, n);
    List<Strided> in = new ArrayList<>(parts(inputs.get(0).strided(), 3, n));
    in.addAll(four.subList(0, 3));
    in.add(before.getFirst());
    if (masked) {
      in.add(mask(inputs.getLast(), n));
    }
    List<Strided> out = List.of(four.get(0), four.get(1), four.get(3), after.getFirst());
    return new MapKernel(formulas.step(), in, out);
  }

  /** Neighbouring columns of so many numbers. */
  static List<Strided> parts(Strided all, int count, int n) {
    List<Strided> parts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      parts.add(columns(all, i * n, n));
    }
    return parts;
  }

  private static Strided columns(Strided all, int from, int count) {
    return all.slice(2, from, 1, count);
  }

  /** [steps, batch], the same for all numbers of a state. */
  static Strided mask(Tensor active, int n) {
    Strided mask = active.strided();
    int[] sizes = {mask.sizes()[0], mask.sizes()[1], n};
    int[] strides = {mask.strides()[0], mask.strides()[1], 0};
    return new Strided(mask.storage(), mask.offset(), sizes, strides);
  }

  @Override
  public Keep keeps() {
    return Keep.inputs().andResult(0).andResult(1).andResult(2);
  }

  @Override
  public Cotangents vjp(Saved s, List<Optional<Tensor>> g) {
    if (Scope.current().grad()) {
      return throughDefinition(s, g);
    }
    Tensor h = s.output(0);
    Tensor before = shifted(s.input(state()), h);
    Optional<Tensor> byMemory = cell == Cell.LSTM ? g.get(1) : Optional.empty();
    List<Tensor> operands = new ArrayList<>(List.of(s.input(1)));
    switch (cell) {
      case TANH, RELU -> operands.add(h);
      case GRU -> operands.addAll(List.of(s.output(1), before));
      case LSTM ->
          operands.addAll(
              List.of(s.output(2), shifted(s.input(state() + 1), s.output(1)), s.output(1)));
    }
    g.getFirst().ifPresent(operands::add);
    byMemory.ifPresent(operands::add);
    if (masked) {
      operands.add(s.input(s.inputCount() - 1));
    }
    List<Tensor> all =
        Dispatch.apply(
            new RecurrentGradient(cell, masked, g.getFirst().isPresent(), byMemory.isPresent()),
            operands.toArray(Tensor[]::new));
    Tensor byProduct = all.get(cell == Cell.GRU ? 1 : 0);
    Cotangents shares =
        Cotangents.start()
            .and(s, all::getFirst)
            .and(s, () -> rows(byProduct).mT().matmul(rows(before)));
    if (biased) {
      shares.and(s, () -> byProduct);
    }
    int first = cell == Cell.GRU ? 2 : 1;
    for (int i = 0; i < cell.states(); i++) {
      int which = first + i;
      shares.and(s, () -> all.get(which));
    }
    return masked ? shares.andNone() : shares;
  }

  /** For each step the state before it. */
  private static Tensor shifted(Tensor start, Tensor states) {
    return Structure.concat(0, start.unsqueeze(0), states.slice(0, 0, states.shape().size(0) - 1));
  }

  private static Tensor rows(Tensor x) {
    return x.reshape(x.shape().size(0) * x.shape().size(1), x.shape().size(2));
  }

  /** The same from what the steps are in tensor operations, which can be differentiated again. */
  private Cotangents throughDefinition(Saved s, List<Optional<Tensor>> g) {
    List<Tensor> operands = new ArrayList<>();
    List<Tensor> targets = new ArrayList<>();
    for (int i = 0; i < s.inputCount(); i++) {
      // At a place of its own: one operand may have been computed from another.
      Tensor operand = s.wants(i) ? s.input(i).unsqueeze(0).squeeze(0) : s.input(i);
      operands.add(operand);
      if (s.wants(i)) {
        targets.add(operand);
      }
    }
    List<Tensor> states = states(operands);
    Tensor product = Tensor.zeros(s.type(0).dtype());
    for (int i = 0; i < states.size(); i++) {
      if (g.get(i).isPresent()) {
        product = product.add(states.get(i).mul(g.get(i).get()).sum());
      }
    }
    Gradients gradients =
        Autograd.gradients(product, Independent.ZEROS, targets.toArray(Tensor[]::new));
    Cotangents shares = Cotangents.start();
    operands.forEach(operand -> shares.and(s, () -> gradients.of(operand)));
    return shares;
  }
}
