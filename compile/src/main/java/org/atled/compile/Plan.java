package org.atled.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.atled.core.capture.Recording;
import org.atled.core.capture.Recording.Origin;
import org.atled.core.spi.CopyKernel;
import org.atled.core.spi.FillKernel;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.Rows;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.TensorType;

/**
 * A step as it is run: kernels in order, and where their operands lie. Never changes; what changes
 * in a run is an {@link Execution}'s.
 *
 * @param types of the arguments
 * @param inputs the storages that stand for the arguments
 * @param loops in the order in which they run
 * @param outputs windows on the results
 * @param returned storages of results that each run makes anew and gives away; the others are
 *     copied
 * @param layout where intermediates lie
 * @param guard where the number is that must be finite
 * @param check how many loops run before that number is looked at: those that write no cell, or all
 *     if there is none
 * @param known for each output whether it is computed by then
 */
record Plan(
    List<TensorType> types,
    List<Storage> inputs,
    List<Loop> loops,
    List<Strided> outputs,
    Set<Storage> returned,
    Layout layout,
    Optional<Strided> guard,
    int check,
    List<Boolean> known) {

  /** Elements: copying fewer takes less time than to prepare the loops that write them. */
  private static final int LEAST_RETURNED = 1 << 14;

  /**
   * One walk over the operands.
   *
   * @param kernels one, or several that work row by row: see {@link Rows}
   * @param rows how many there are; 0 for one kernel
   */
  record Loop(List<Kernel> kernels, int rows, List<Origin> origins) {
    Loop(Kernel kernel, List<Origin> origins) {
      this(List.of(kernel), 0, origins);
    }
  }

  /**
   * Plans a recorded step.
   *
   * @param guard the number of an output that must be finite before cells are written
   */
  static Plan of(Recording recording, Optional<Integer> guard) {
    Simplification simple = new Simplification(recording);
    Optional<Strided> looked = guard.map(simple.outputs()::get);
    Program program = new Program(simple.steps(), simple.outputs(), looked.map(Strided::storage));
    Fusion.apply(program);
    List<Loop> loops = new ArrayList<>();
    Set<Storage> filled = Collections.newSetFromMap(new IdentityHashMap<>());
    filled.addAll(recording.inputs());
    int check = -1;
    for (Task task : program.schedule()) {
      if (check < 0 && task.writesCells()) {
        check = loops.size();
      }
      for (Strided window : task.kernel().operands()) {
        boolean place = window.storage() instanceof Storage.Recorded;
        if (place && filled.add(window.storage()) && !task.kernel().overwrites(window.storage())) {
          loops.add(new Loop(zeros(window), task.origins()));
        }
      }
      loops.add(new Loop(asCopy(task.kernel()), task.origins()));
    }
    int half = check < 0 || looked.isEmpty() ? loops.size() : check;
    List<Loop> before = joined(loops.subList(0, half));
    List<Loop> all = new ArrayList<>(before);
    all.addAll(joined(loops.subList(half, loops.size())));
    Set<Storage> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    simple.outputs().forEach(o -> kept.add(o.storage()));
    Set<Storage> returned = returned(simple.outputs(), recording.inputs());
    List<Storage> elsewhere = new ArrayList<>(recording.inputs());
    elsewhere.addAll(returned);
    Layout layout = new Layout(all.stream().map(Loop::kernels).toList(), elsewhere, kept);
    return new Plan(
        recording.types(),
        recording.inputs(),
        all,
        simple.outputs(),
        returned,
        layout,
        looked,
        before.size(),
        known(simple.outputs(), all.subList(before.size(), all.size())));
  }

  /** Whether an output is a cell itself, or written by none of these loops, after the check. */
  private static List<Boolean> known(List<Strided> outputs, List<Loop> after) {
    Set<Storage> later = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Loop loop : after) {
      for (Kernel kernel : loop.kernels()) {
        kernel.writes().forEach(w -> later.add(w.storage()));
      }
    }
    return outputs.stream()
        .map(o -> !(o.storage() instanceof Storage.Recorded) || !later.contains(o.storage()))
        .toList();
  }

  /** Of large results it pays to be written where the caller gets them. */
  private static Set<Storage> returned(List<Strided> outputs, List<Storage> inputs) {
    Set<Storage> returned = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Strided output : outputs) {
      boolean whole =
          output.isContiguous()
              && output.offset() == 0
              && output.elements() == output.storage().length();
      if (whole
          && output.elements() >= LEAST_RETURNED
          && output.storage() instanceof Storage.Recorded) {
        returned.add(output.storage());
      }
    }
    inputs.forEach(returned::remove);
    return returned;
  }

  /**
   * Neighbours that work row by row on the same rows become one loop. Not so products: whole ones
   * keep all threads busy and pack their right operand once.
   */
  private static List<Loop> joined(List<Loop> loops) {
    List<Loop> joined = new ArrayList<>();
    List<Kernel> kernels = loops.stream().map(loop -> loop.kernels().getFirst()).toList();
    int next = 0;
    for (Rows rows : Rows.groups(kernels, kernel -> !(kernel instanceof GemmKernel))) {
      List<Loop> own = loops.subList(next, next + rows.kernels().size());
      next += own.size();
      Set<Origin> origins = new LinkedHashSet<>();
      own.forEach(loop -> origins.addAll(loop.origins()));
      joined.add(
          own.size() == 1
              ? own.getFirst()
              : new Loop(rows.kernels(), rows.count(), List.copyOf(origins)));
    }
    return joined;
  }

  /** Fills a storage, seen as by who looks first, if that sees all of it. */
  private static Kernel zeros(Strided window) {
    Storage storage = window.storage();
    Strided whole =
        window.isWhole()
            ? window
            : new Strided(storage, 0, new int[] {storage.length()}, new int[] {1});
    return new FillKernel(whole, 0);
  }

  private static Kernel asCopy(Kernel kernel) {
    return kernel instanceof MapKernel map && CopyOfResults.isCopy(map)
        ? new CopyKernel(map.inputs().getFirst(), map.outputs().getFirst())
        : kernel;
  }
}
