package org.atled.compile;

import java.util.ArrayList;
import java.util.Arrays;
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
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Tensor;

/** A plan with an arena of its own: what one thread at a time runs, again and again. */
final class Execution {
  private final Plan plan;
  private final Backend backend;

  /** Of each type, by its ordinal. */
  private final List<Storage> arena;

  private final Map<Storage, Strided> arguments = new IdentityHashMap<>();
  private final Set<Storage> cells;

  /** What runs; those that touch arguments are made anew when the arguments lie elsewhere. */
  private final Runnable[] loops;

  private final boolean[] bound;
  private final List<Strided> outputs;
  private final Optional<Strided> guard;

  Execution(Plan plan) {
    this.plan = plan;
    this.backend = Backends.current();
    arena =
        Arrays.stream(DType.values())
            .map(dtype -> Storage.zeros(dtype, plan.layout().length(dtype)))
            .toList();
    cells = plan.cells();
    loops = new Runnable[plan.loops().size()];
    bound = new boolean[loops.length];
    for (int i = 0; i < loops.length; i++) {
      Kernel kernel = plan.loops().get(i).kernel();
      bound[i] = isBound(kernel);
      if (!bound[i]) {
        loops[i] = prepared(kernel);
      }
    }
    outputs = plan.outputs();
    guard = plan.guard().map(this::place);
  }

  private boolean isBound(Kernel kernel) {
    List<Strided> all = new ArrayList<>(Operands.read(kernel));
    all.addAll(Operands.written(kernel));
    return all.stream().anyMatch(w -> plan.inputs().contains(w.storage()));
  }

  private Runnable prepared(Kernel kernel) {
    return backend.prepare(Operands.over(kernel, this::place));
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
    for (int i = 0; i < plan.check(); i++) {
      run(i);
    }
    if (guard.isEmpty() || isFinite(guard.get())) {
      try {
        for (int i = plan.check(); i < loops.length; i++) {
          run(i);
        }
      } finally {
        cells.forEach(Storage::bump);
      }
    }
    List<Tensor> results = new ArrayList<>(outputs.size());
    for (Strided output : outputs) {
      results.add(result(output));
    }
    return results;
  }

  private void run(int i) {
    try {
      loops[i].run();
    } catch (IndexOutOfBoundsException e) {
      throw Kernels.explained(plan.loops().get(i).kernel(), e);
    }
  }

  /** Makes the loops anew that touch an argument which lies elsewhere than in the last run. */
  private void bind(List<Tensor> given) {
    boolean moved = false;
    for (int k = 0; k < given.size(); k++) {
      Strided data = given.get(k).strided();
      Strided dense = data.isContiguous() ? data : given.get(k).copy().strided();
      Strided last = arguments.put(plan.inputs().get(k), dense);
      moved |= last == null || last.storage() != dense.storage() || last.offset() != dense.offset();
    }
    if (moved) {
      for (int i = 0; i < loops.length; i++) {
        if (bound[i]) {
          loops[i] = prepared(plan.loops().get(i).kernel());
        }
      }
    }
  }

  private static boolean isFinite(Strided number) {
    return Double.isFinite(Tensor.view(number).item());
  }

  /** A tensor of its own, if the arena or an argument holds it. */
  private Tensor result(Strided output) {
    return output.storage() instanceof Storage.Recorded
        ? Tensor.view(place(output)).copy()
        : Tensor.view(output);
  }
}
