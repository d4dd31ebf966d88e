package org.atled.core.tensor;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.core.spi.Strided;

/**
 * The one door. Every operation and every write to a cell passes here: the record is asked for the
 * shape, kernels run, a node is left if a gradient is wanted, and a recorder hears of it.
 */
public final class Dispatch {
  private Dispatch() {}

  /**
   * Applies an operation.
   *
   * @throws AtledException from the operation's checks, with its name in front
   */
  public static Tensor apply(Op op, Tensor... operands) {
    List<Tensor> inputs = List.of(operands);
    TensorType type = infer(op, inputs);
    Scope scope = Scope.current();
    scope.recorder().ifPresent(recorder -> recorder.begins(op.name()));
    Tensor result = op.forward(scope.kernels(), type, inputs);
    if (!result.type().equals(type)) {
      throw new StateException(
          op.name() + ": forward gave " + result.type() + " where infer said " + type + ".");
    }
    if (isOneOf(result, inputs)) {
      // An operation that had nothing to do returned its operand. The result is still its own
      // tensor
      // with its own window, by which recorders tell tensors apart.
      Strided d = result.strided();
      result = Kernels.INSTANCE.view(new Strided(d.storage(), d.offset(), d.sizes(), d.strides()));
    }
    if (scope.grad()
        && type.dtype().isFloating()
        && op.isDifferentiable()
        && anyNeedsGrad(inputs)) {
      Node.Applied node = new Node.Applied(op, type, inputs);
      result = result.withNode(Optional.of(node));
      if (op.keeps().output()) {
        node.saved().keepOutput(result);
      }
    } else if (result.needsGrad()) {
      result = result.withNode(Optional.empty());
    }
    if (scope.recorder().isPresent()) {
      scope.recorder().get().applied(op, inputs, result);
    }
    return result;
  }

  /** Changes cells in place. Their versions move on; gradients through the old values are gone. */
  public static void update(Update update, List<? extends Cell> cells, Tensor... operands) {
    List<Tensor> inputs = List.of(operands);
    try {
      update.check(cellTypes(cells), types(inputs));
    } catch (AtledException e) {
      throw e.within(update.name() + " on " + cells.getFirst());
    }
    List<Tensor> apart = apart(inputs, cells);
    Scope scope = Scope.current();
    scope.recorder().ifPresent(recorder -> recorder.begins(update.name()));
    try {
      update.run(scope.kernels(), cells, apart);
    } finally {
      // Also when it failed halfway: what was written is not what gradients were prepared for.
      for (Cell cell : cells) {
        cell.storage().bump();
      }
    }
    scope.recorder().ifPresent(recorder -> recorder.updated(update, cells, apart));
  }

  private static TensorType infer(Op op, List<Tensor> inputs) {
    try {
      return op.infer(types(inputs));
    } catch (AtledException e) {
      throw e.within(op.name());
    }
  }

  private static List<TensorType> types(List<Tensor> tensors) {
    TensorType[] types = new TensorType[tensors.size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = tensors.get(i).type();
    }
    return List.of(types);
  }

  private static List<TensorType> cellTypes(List<? extends Cell> cells) {
    TensorType[] types = new TensorType[cells.size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = cells.get(i).type();
    }
    return List.of(types);
  }

  private static boolean anyNeedsGrad(List<Tensor> inputs) {
    for (Tensor input : inputs) {
      if (input.needsGrad()) {
        return true;
      }
    }
    return false;
  }

  private static boolean isOneOf(Tensor result, List<Tensor> inputs) {
    for (Tensor input : inputs) {
      if (input.strided() == result.strided()) {
        return true;
      }
    }
    return false;
  }

  /** The inputs, those that live in a cell's storage copied out of it. */
  private static List<Tensor> apart(List<Tensor> inputs, List<? extends Cell> cells) {
    Tensor[] apart = new Tensor[inputs.size()];
    for (int i = 0; i < apart.length; i++) {
      Tensor input = inputs.get(i);
      apart[i] = sharesStorage(input, cells) ? input.copy() : input;
    }
    return List.of(apart);
  }

  private static boolean sharesStorage(Tensor input, List<? extends Cell> cells) {
    for (Cell cell : cells) {
      if (cell.storage() == input.strided().storage()) {
        return true;
      }
    }
    return false;
  }
}
