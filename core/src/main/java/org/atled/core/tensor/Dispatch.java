package org.atled.core.tensor;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.atled.core.error.AtledException;
import org.atled.core.error.CallSite;
import org.atled.core.error.StateException;
import org.atled.core.spi.Strided;

/**
 * The one door. Every operation and every write to a cell passes here: the record is asked for the
 * shape, kernels run, a node is left if a gradient is wanted, and a recorder hears of it.
 */
public final class Dispatch {
  private static final String[] ENGINE = {
    "org.atled.core.",
    "org.atled.linalg.",
    "org.atled.nn.",
    "org.atled.train.",
    "org.atled.compile."
  };

  private Dispatch() {}

  /**
   * Applies an operation.
   *
   * @throws AtledException from the operation's checks, with its name in front
   */
  public static Tensor apply(SingleOp op, Tensor... operands) {
    List<Tensor> inputs = List.of(operands);
    TensorType type = infer(op, inputs, op::infer);
    Scope scope = begin(op);
    return end(scope, op, inputs, List.of(type), List.of(op.forward(scope.kernels(), type, inputs)))
        .getFirst();
  }

  /**
   * Applies an operation with several results.
   *
   * @throws AtledException from the operation's checks, with its name in front
   */
  public static List<Tensor> apply(MultiOp op, Tensor... operands) {
    List<Tensor> inputs = List.of(operands);
    List<TensorType> types = infer(op, inputs, op::infer);
    Scope scope = begin(op);
    return end(scope, op, inputs, types, op.forward(scope.kernels(), types, inputs));
  }

  /**
   * Applies an operation made of operations.
   *
   * @throws AtledException from the checks of its parts, with its name in front
   */
  public static Tensor apply(Composite op, Tensor... operands) {
    Optional<Recorder> recorder = Scope.current().recorder();
    recorder.ifPresent(r -> r.enters(op.name()));
    try {
      op.operands().check(operands.length);
      return op.define(List.of(operands));
    } catch (AtledException e) {
      throw e.within(op.name());
    } finally {
      recorder.ifPresent(Recorder::leaves);
    }
  }

  private static <T> T infer(Op op, List<Tensor> inputs, Function<List<TensorType>, T> inference) {
    try {
      op.operands().check(inputs.size());
      return inference.apply(types(inputs));
    } catch (AtledException e) {
      throw e.within(op.name());
    }
  }

  private static Scope begin(KernelOp op) {
    Scope scope = Scope.current();
    scope.recorder().ifPresent(recorder -> recorder.begins(op.name()));
    return scope;
  }

  /** What {@code forward} gave, checked, with its history, and told to the recorder. */
  private static List<Tensor> end(
      Scope scope, KernelOp op, List<Tensor> inputs, List<TensorType> types, List<Tensor> given) {
    if (!types(given).equals(types)) {
      throw new StateException(
          op.name()
              + ": forward gave "
              + shown(types(given))
              + " where infer said "
              + shown(types)
              + ".");
    }
    List<Tensor> results = distinct(inputs, given);
    if (scope.grad() && op.isDifferentiable() && anyNeedsGrad(inputs)) {
      Optional<String> line =
          scope.anomaly() ? Optional.of(CallSite.outside(ENGINE)) : Optional.empty();
      results = Node.Application.record(op, inputs, results, line);
    } else if (anyNeedsGrad(results)) {
      results = results.stream().map(Tensor::detach).toList();
    }
    if (scope.recorder().isPresent()) {
      scope.recorder().get().applied(op, inputs, results);
    }
    return results;
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

  private static String shown(List<TensorType> types) {
    return types.size() == 1 ? types.getFirst().toString() : types.toString();
  }

  /**
   * An operation that had nothing to do returned its operand. The result is still its own tensor
   * with its own window, by which recorders tell tensors apart.
   */
  private static List<Tensor> distinct(List<Tensor> inputs, List<Tensor> results) {
    for (Tensor result : results) {
      if (isOneOf(result, inputs)) {
        return results.stream().map(r -> isOneOf(r, inputs) ? sameNumbers(r) : r).toList();
      }
    }
    return results;
  }

  private static Tensor sameNumbers(Tensor tensor) {
    Strided d = tensor.strided();
    return Kernels.INSTANCE.view(new Strided(d.storage(), d.offset(), d.sizes(), d.strides()));
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
