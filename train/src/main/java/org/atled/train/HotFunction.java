package org.atled.train;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.atled.compile.Compilation;
import org.atled.compile.Compiled;
import org.atled.core.error.CaptureException;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * A function that runs as a plan once arguments of the same types have come so often that making
 * the plan pays; until then, and if it cannot be compiled, its user runs it operation by operation,
 * for the same results. Safe from any thread if the function is.
 */
final class HotFunction {
  private static final System.Logger LOGGER = System.getLogger("org.atled.train");

  /** When so many lists of types have been counted, counting begins again. */
  private static final int MOST_COUNTED = 1024;

  /** A call on more counts as several, since it takes longer without a plan. */
  private static final int ELEMENTS_OF_A_CALL = 1 << 14;

  private final String name;
  private final Compiled compiled;
  private final long ownElements;
  private final ConcurrentHashMap<List<TensorType>, Integer> seen = new ConcurrentHashMap<>();
  private final Set<List<TensorType>> planned = ConcurrentHashMap.newKeySet();
  private volatile Compilation compilation = Compilation.ofThisProcess();

  /**
   * @param name how people call it: {@code training step}
   */
  HotFunction(String name, Compiled compiled) {
    this(name, compiled, 0);
  }

  /**
   * A function that works on more than its arguments.
   *
   * @param ownElements how many more, such as those of all parameters that a step moves
   */
  HotFunction(String name, Compiled compiled, long ownElements) {
    this.name = name;
    this.compiled = compiled;
    this.ownElements = ownElements;
  }

  /** What the plan gives; nothing if there is none, and then no cell has changed. */
  Optional<List<Tensor>> run(Tensor... arguments) {
    if (compilation == Compilation.OFF || !isWorthIt(arguments)) {
      return Optional.empty();
    }
    try {
      return Optional.of(compiled.run(arguments));
    } catch (CaptureException e) {
      giveUp(e);
      return Optional.empty();
    }
  }

  private void giveUp(CaptureException e) {
    if (compilation == Compilation.ON) {
      throw e;
    }
    compilation = Compilation.OFF;
    LOGGER.log(
        System.Logger.Level.WARNING,
        "The {0} cannot be compiled and goes on operation by operation, slower and with the same"
            + " results: {1}",
        name,
        e.getMessage());
  }

  /** Notices what has changed in the function besides tensors and cells. */
  void refresh() {
    if (!planned.isEmpty() && compilation != Compilation.OFF) {
      try {
        compiled.refresh();
      } catch (CaptureException e) {
        giveUp(e);
      }
    }
  }

  private boolean isWorthIt(Tensor... arguments) {
    TensorType[] types = new TensorType[arguments.length];
    for (int i = 0; i < types.length; i++) {
      types[i] = arguments[i].type();
    }
    List<TensorType> list = List.of(types);
    if (compilation == Compilation.ON || planned.contains(list)) {
      planned.add(list);
      return true;
    }
    if (seen.size() > MOST_COUNTED) {
      seen.clear();
    }
    // Who has more shapes than plans are kept would make plans all the time.
    return seen.merge(list, calls(arguments), Integer::sum) > compilation.stepsBefore()
        && planned.size() < Compiled.KEPT
        && planned.add(list);
  }

  /** As how many calls one on these counts. */
  private int calls(Tensor... arguments) {
    long elements = ownElements;
    for (Tensor argument : arguments) {
      elements += argument.shape().elements();
    }
    return (int) Math.min(1 + elements / ELEMENTS_OF_A_CALL, Integer.MAX_VALUE / 2);
  }
}
