package org.atled.core.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.op.nn.Recurrent;

/**
 * A state that goes from step to step of sequences. What the inputs of all steps give is computed
 * before, by one product; each step adds the product of the state before, and computes the next.
 */
public final class Recurrence {
  private Recurrence() {}

  /** How a step makes the next state, in PyTorch's order of gates. */
  public enum Cell {
    /** h′ = tanh(x + a): Elman 1990. */
    TANH(1),
    /** h′ = max(x + a, 0). */
    RELU(1),
    /**
     * Gates r, z, n: h′ = n + z·(h − n) with r = σ(x_r + a_r), z = σ(x_z + a_z) and n = tanh(x_n +
     * r·a_n): Cho et al. 2014, where r, unlike there, multiplies after the product.
     */
    GRU(3),
    /**
     * Gates i, f, g, o: c′ = σ(f)·c + σ(i)·tanh(g), h′ = σ(o)·tanh(c′): Hochreiter and Schmidhuber
     * 1997, with the forget gate of Gers et al. 2000.
     */
    LSTM(4);

    private final int gates;

    Cell(int gates) {
      this.gates = gates;
    }

    /** How many times the numbers of a state the gates are. */
    public int gates() {
      return gates;
    }

    /** How many tensors the state has, h first: an {@link #LSTM} has c as well. */
    public int states() {
      return this == LSTM ? 2 : 1;
    }
  }

  /**
   * All steps of one layer in one direction. In a plan this is one kernel, and its gradient another
   * one and a product.
   *
   * <pre>{@code
   * Tensor x = sequence.linear(weightIh, biasIh);                 // [steps, batch, 4·hidden]
   * List<Tensor> states = Recurrence.of(Cell.LSTM, x, weightHh, Optional.of(biasHh),
   *     List.of(h, c), Optional.empty());                        // h and c at all steps
   * }</pre>
   *
   * @param inputs what the inputs give to the gates: [steps, batch, gates·hidden]
   * @param weight of the state: [gates·hidden, hidden], as PyTorch's {@code weight_hh}
   * @param bias that is added to the product of the state: [gates·hidden]
   * @param start the state before the first step, h and for an LSTM c: [batch, hidden] each
   * @param active bool [steps, batch]: where it is false a state stays what it was; empty for true
   * @return the state after each step, h and for an LSTM c: [steps, batch, hidden] each
   * @throws org.atled.core.error.ShapeException if shapes do not fit
   * @throws org.atled.core.error.TypeException if they are not floats of one type
   */
  public static List<Tensor> of(
      Cell cell,
      Tensor inputs,
      Tensor weight,
      Optional<Tensor> bias,
      List<Tensor> start,
      Optional<Tensor> active) {
    Recurrent op = new Recurrent(cell, bias.isPresent(), active.isPresent());
    List<Tensor> operands = new ArrayList<>(List.of(inputs, weight));
    bias.ifPresent(operands::add);
    operands.addAll(start);
    active.ifPresent(operands::add);
    // Short floats round at every operation; and what repeats operations knows how to repeat those.
    boolean plain =
        inputs.dtype().computing() != inputs.dtype()
            || Scope.current().recorder().filter(Recorder::repeats).isPresent();
    return plain
        ? op.states(operands)
        : Dispatch.apply(op, operands.toArray(Tensor[]::new)).subList(0, cell.states());
  }

  /**
   * One step.
   *
   * @param x what the input gives to the gates: [batch, gates·hidden]
   * @param a what the state before gives to them: its product with the weight, and the bias
   * @param state before the step, h and for an LSTM c
   * @return the state after it
   */
  public static List<Tensor> step(Cell cell, Tensor x, Tensor a, List<Tensor> state) {
    return switch (cell) {
      case TANH -> List.of(x.add(a).tanh());
      case RELU -> List.of(x.add(a).relu());
      case GRU -> List.of(gru(x.chunk(-1, 3), a.chunk(-1, 3), state.getFirst()));
      case LSTM -> lstm(x.add(a).chunk(-1, 4), state.get(1));
    };
  }

  private static Tensor gru(List<Tensor> x, List<Tensor> a, Tensor h) {
    Tensor reset = x.get(0).add(a.get(0)).sigmoid();
    Tensor update = x.get(1).add(a.get(1)).sigmoid();
    Tensor fresh = x.get(2).add(reset.mul(a.get(2))).tanh();
    return fresh.add(update.mul(h.sub(fresh)));
  }

  private static List<Tensor> lstm(List<Tensor> gates, Tensor c) {
    Tensor kept = gates.get(1).sigmoid().mul(c);
    Tensor cell = kept.add(gates.get(0).sigmoid().mul(gates.get(2).tanh()));
    return List.of(gates.get(3).sigmoid().mul(cell.tanh()), cell);
  }
}
