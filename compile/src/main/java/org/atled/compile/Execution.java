package org.atled.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.atled.core.shape.DType;
import org.atled.core.spi.Backend;
import org.atled.core.spi.Backends;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Rows;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.IndexErrors;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/** A plan with an arena of its own: what one thread at a time runs, again and again. */
final class Execution {
  private static final Runnable NOT_BOUND =
      () -> {
        throw new IllegalStateException("A loop runs before its arguments are known.");
      };

  private final Plan plan;
  private final Backend backend;

  /** Of each type, by its ordinal. */
  private final List<Storage> arena;

  private final Map<Storage, Strided> arguments = new IdentityHashMap<>();

  /** What runs; those that touch arguments are made anew when the arguments lie elsewhere. */
  private final Runnable[] loops;

  private final boolean[] bound;

  /**
   * What each loop writes. A new version tells backends which keep copies of operands, and
   * gradients that go back through a cell, that the numbers are others now.
   */
  private final List<List<Storage>> written = new ArrayList<>();

  /** Nanoseconds that each loop took in all runs; empty if nobody wants to know. */
  private final long[] nanos;

  private long runs;

  /**
   * @param timed whether the loops' times are taken
   */
  Execution(Plan plan, boolean timed) {
    this.plan = plan;
    this.backend = Backends.current();
    arena =
        Arrays.stream(DType.values())
            .map(dtype -> Storage.zeros(dtype, plan.layout().length(dtype)))
            .toList();
    loops = new Runnable[plan.loops().size()];
    nanos = new long[timed ? loops.length : 0];
    bound = new boolean[loops.length];
    for (int i = 0; i < loops.length; i++) {
      Plan.Loop loop = plan.loops().get(i);
      written.add(written(loop));
      bound[i] = loop.kernels().stream().anyMatch(this::isBound);
      loops[i] = bound[i] ? NOT_BOUND : prepared(loop);
    }
  }

  private List<Storage> written(Plan.Loop loop) {
    Set<Storage> storages = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Kernel kernel : loop.kernels()) {
      for (Strided window : kernel.writes()) {
        if (!plan.returned().contains(window.storage())) {
          storages.add(place(window).storage());
        }
      }
    }
    return List.copyOf(storages);
  }

  private boolean isBound(Kernel kernel) {
    return kernel.operands().stream()
        .anyMatch(
            w -> plan.inputs().contains(w.storage()) || plan.returned().contains(w.storage()));
  }

  private Runnable prepared(Plan.Loop loop) {
    if (loop.kernels().size() == 1) {
      return prepared(loop.kernels().getFirst());
    }
    int[] bounds = Rows.blocks(loop.kernels(), loop.rows());
    List<Runnable> all = new ArrayList<>();
    for (int b = 1; b < bounds.length; b++) {
      int from = bounds[b - 1];
      int count = bounds[b] - from;
      List<Runnable> steps =
          loop.kernels().stream().map(k -> prepared(k.rows(from, count), k)).toList();
      all.add(() -> steps.forEach(Runnable::run));
    }
    return all.size() == 1 ? all.getFirst() : () -> backend.together(all);
  }

  private Runnable prepared(Kernel kernel) {
    return prepared(kernel, kernel);
  }

  /**
   * Ready to run; an error speaks of the whole of which the kernel is a part. It looks for the
   * place in an index only where that is whole: other rows of it may not be there yet.
   */
  private Runnable prepared(Kernel kernel, Kernel whole) {
    Kernel placed = kernel.over(this::place);
    Runnable run = backend.prepare(placed);
    Kernel told = kernel == whole ? placed : whole;
    return kernel.picking().isPresent() ? () -> explaining(run, told) : run;
  }

  private static void explaining(Runnable run, Kernel kernel) {
    try {
      run.run();
    } catch (IndexOutOfBoundsException e) {
      throw IndexErrors.explained(kernel, e);
    }
  }

  /** Where the elements of a window of the plan are in this run. */
  private Strided place(Strided window) {
    Storage storage = window.storage();
    if (!(storage instanceof Storage.Recorded)) {
      return window;
    }
    Optional<Integer> offset = plan.layout().offset(storage);
    if (offset.isPresent()) {
      return moved(window, arena.get(storage.dtype().ordinal()), offset.get());
    }
    Strided argument = Objects.requireNonNull(arguments.get(storage), "bound before");
    return moved(window, argument.storage(), argument.offset());
  }

  private static Strided moved(Strided window, Storage storage, int by) {
    return new Strided(storage, by + window.offset(), window.sizes(), window.strides());
  }

  /** Runs the step; the arguments are of the plan's types. */
  List<Tensor> run(List<Tensor> given) {
    bind(given);
    run(0, plan.check());
    boolean whole = plan.guard().isEmpty() || isFinite(place(plan.guard().get()));
    if (whole) {
      run(plan.check(), loops.length);
      runs++;
    }
    List<Tensor> results = new ArrayList<>();
    for (int k = 0; k < plan.outputs().size(); k++) {
      Strided output = plan.outputs().get(k);
      results.add(whole || plan.known().get(k) ? result(output) : missing(output));
    }
    letGo();
    return results;
  }

  private void run(int from, int to) {
    for (int i = from; i < to; i++) {
      long start = nanos.length == 0 ? 0 : System.nanoTime();
      try {
        loops[i].run();
      } finally {
        written.get(i).forEach(Storage::bump);
      }
      if (nanos.length > 0) {
        nanos[i] += System.nanoTime() - start;
      }
    }
  }

  /** What each loop took on average since they were last asked for; empty if nothing is known. */
  double[] secondsOfLoops() {
    double[] seconds = new double[runs == 0 ? 0 : nanos.length];
    Arrays.setAll(seconds, i -> 1e-9 * nanos[i] / runs);
    Arrays.fill(nanos, 0);
    runs = 0;
    return seconds;
  }

  /**
   * Makes the loops anew that touch an argument which lies elsewhere than in the last run, or a
   * result that is given away.
   */
  private void bind(List<Tensor> given) {
    boolean moved = !plan.returned().isEmpty();
    for (Storage result : plan.returned()) {
      Storage fresh = Storage.zeros(result.dtype(), result.length());
      arguments.put(result, new Strided(fresh, 0, new int[0], new int[0]));
    }
    for (int k = 0; k < given.size(); k++) {
      Strided data = given.get(k).strided();
      // A plan takes an argument for what no cell shares.
      boolean usable = data.isContiguous() && !data.storage().isOfCell();
      Strided dense = usable ? data : given.get(k).copy().strided();
      Strided last = arguments.put(plan.inputs().get(k), dense);
      moved |= last == null || last.storage() != dense.storage() || last.offset() != dense.offset();
    }
    if (moved) {
      for (int i = 0; i < loops.length; i++) {
        if (bound[i]) {
          loops[i] = prepared(plan.loops().get(i));
        }
      }
    }
  }

  /** What is given away is not held any longer. */
  private void letGo() {
    if (!plan.returned().isEmpty()) {
      plan.returned().forEach(arguments::remove);
      for (int i = 0; i < loops.length; i++) {
        loops[i] = bound[i] ? NOT_BOUND : loops[i];
      }
    }
  }

  /** A result that was not computed, since the guarded number is not finite. */
  private static Tensor missing(Strided output) {
    TensorType type = new TensorType(output.dtype(), output.shape());
    return Tensor.full(type, type.dtype().isFloating() ? Double.NaN : 0);
  }

  private static boolean isFinite(Strided number) {
    return Double.isFinite(Tensor.view(number).item());
  }

  /** A tensor of its own, if the arena or an argument holds it. */
  private Tensor result(Strided output) {
    if (!(output.storage() instanceof Storage.Recorded)) {
      return Tensor.view(output);
    }
    Tensor result = Tensor.view(place(output));
    return plan.returned().contains(output.storage()) ? result : result.copy();
  }
}
