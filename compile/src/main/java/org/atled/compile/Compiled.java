package org.atled.compile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import org.atled.core.capture.Capture;
import org.atled.core.capture.Recording;
import org.atled.core.error.CaptureException;
import org.atled.core.error.GradientException;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * A function of tensors that is written down at its first call and from then on runs as a plan of
 * fused loops, with the bits that the function itself would give. Any code will do that computes
 * with tensors and changes cells: a network, its gradients, an optimizer's step.
 *
 * <p>What the function does beside that happens only while it is written down: a Java number in it,
 * or a branch that it takes, stays as it was then, until {@link #refresh} is called. Cells and
 * slots are read in every run. For arguments of other types the function is written down again, and
 * so it is when a parameter that it reads has been frozen or let go; the plans of the last {@value
 * #KEPT} lists of types are kept.
 *
 * <p>May be called from many threads at once, if the function changes no cell.
 */
public final class Compiled {
  /** Plans for so many lists of argument types. */
  public static final int KEPT = 16;

  /** Arenas that wait for the next call, of each plan. */
  private static final int MOST_IDLE = Runtime.getRuntime().availableProcessors();

  private final Function<List<Tensor>, List<Tensor>> function;
  private final Optional<Integer> guard;
  private final boolean timed;

  // Guarded by this; the one that was used last stands at the end.
  private final LinkedHashMap<List<TensorType>, Ready> ready = new LinkedHashMap<>(16, 0.75f, true);

  /** A plan, and what is not running of it. */
  private record Ready(
      Plan plan,
      Signature signature,
      Map<Parameter, Boolean> frozen,
      ConcurrentLinkedQueue<Execution> idle) {
    /** Not once a parameter is to be learned that was not, or the other way round. */
    boolean fits() {
      for (Map.Entry<Parameter, Boolean> entry : frozen.entrySet()) {
        if (entry.getKey().isFrozen() != entry.getValue()) {
          return false;
        }
      }
      return true;
    }
  }

  private Compiled(
      Function<List<Tensor>, List<Tensor>> function, Optional<Integer> guard, boolean timed) {
    this.function = function;
    this.guard = guard;
    this.timed = timed;
  }

  /** Compiles a function of tensors; nothing runs before the first call. */
  public static Compiled of(Function<List<Tensor>, List<Tensor>> function) {
    return new Compiled(function, Optional.empty(), false);
  }

  /**
   * The same function, which leaves all cells as they are when a result is not finite: a training
   * step with a loss that is NaN changes no weight. Results that depend on what it would have
   * changed, or are computed in one loop with it, are then NaN, or 0 where they are no floats.
   *
   * @param output the number of the result, which has one element
   */
  public Compiled unlessNotFinite(int output) {
    return new Compiled(function, Optional.of(output), timed);
  }

  /** The same function, which takes the time of every loop; {@link #explain} then tells it. */
  public Compiled timed() {
    return new Compiled(function, guard, true);
  }

  /**
   * Runs the function.
   *
   * @return tensors that no later run changes, but for cells' live tensors that the function
   *     returns
   * @throws GradientException if an argument needs a gradient
   * @throws CaptureException at the first call, if the function looks at a number, naming the line
   */
  public List<Tensor> run(Tensor... arguments) {
    List<Tensor> given = List.of(arguments);
    if (Scope.current()
        .recorder()
        .filter(recorder -> recorder.tape().isPresent() || recorder.repeats())
        .isPresent()) {
      return part(given);
    }
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i].needsGrad() && Scope.current().grad()) {
        throw new GradientException(
            "Compiled: argument "
                + i
                + " ("
                + arguments[i].type()
                + ") needs a gradient, but a plan keeps no history; take the gradients inside the"
                + " compiled function, or pass detach().");
      }
    }
    Ready known = ready(given.stream().map(Tensor::type).toList());
    Execution execution = known.idle().poll();
    if (execution == null) {
      execution = new Execution(known.plan(), timed);
    }
    List<Tensor> results = execution.run(given);
    if (known.idle().size() < MOST_IDLE) {
      known.idle().add(execution);
    }
    return results;
  }

  /** Is part of a greater function that is written down, or repeated for other examples. */
  private List<Tensor> part(List<Tensor> given) {
    if (guard.isPresent()) {
      throw new CaptureException(
          "Compiled: a function with unlessNotFinite decides by a number, and so cannot be part of"
              + " another compiled function; compile them one by one.");
    }
    return function.apply(given);
  }

  /**
   * The plan for arguments of these types, as people read it. If its loops are timed, their times
   * are means over the runs since the last call of this method; nobody should run it meanwhile.
   */
  public Explanation explain(TensorType... types) {
    Ready known = ready(List.of(types));
    Execution last = known.idle().peek();
    return Explanation.of(known.plan(), last == null ? new double[0] : last.secondsOfLoops());
  }

  /**
   * Writes the function down once more for every plan there is, and forgets plans that it does not
   * fit any longer: a Java number in it has changed, or a branch goes another way.
   */
  public synchronized void refresh() {
    ready
        .entrySet()
        .removeIf(entry ->
            !entry
                .getValue()
                .signature()
                .equals(Signature.of(Capture.record(entry.getKey(), function))));
  }

  private synchronized Ready ready(List<TensorType> types) {
    Ready known = ready.get(types);
    if (known == null || !known.fits()) {
      Recording recording = Capture.record(types, function);
      Signature signature = Signature.of(recording);
      if (!signature.equals(Signature.of(Capture.record(types, function)))) {
        throw new CaptureException(
            "Two recordings of the function differ: it depends on something besides tensors and"
                + " cells that changes from call to call, such as a random number of Java; draw it"
                + " from a seed, or keep it in a Slot.");
      }
      known =
          new Ready(
              Plan.of(recording, guard),
              signature,
              recording.frozen(),
              new ConcurrentLinkedQueue<>());
      ready.put(types, known);
      if (ready.size() > KEPT) {
        ready.pollFirstEntry();
      }
    }
    return known;
  }
}
