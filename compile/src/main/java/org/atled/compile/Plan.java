package org.atled.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.atled.core.capture.Recording;
import org.atled.core.capture.Recording.Origin;
import org.atled.core.spi.Kernel;
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
 * @param layout where intermediates lie
 * @param guard where the number is that must be finite
 * @param check how many loops run before that number is looked at: those that write no cell
 */
record Plan(
    List<TensorType> types,
    List<Storage> inputs,
    List<Loop> loops,
    List<Strided> outputs,
    Layout layout,
    Optional<Strided> guard,
    int check) {

  /** One call of the backend. */
  record Loop(Kernel kernel, List<Origin> origins) {}

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
    int check = 0;
    boolean checked = false;
    for (Task task : program.schedule()) {
      for (Storage storage : places(task.kernel())) {
        if (filled.add(storage) && !Operands.overwrites(task.kernel(), storage)) {
          loops.add(new Loop(zeros(storage), task.origins()));
        }
      }
      checked |= Program.writesCells(task);
      loops.add(new Loop(asCopy(task.kernel()), task.origins()));
      check = checked ? check : loops.size();
    }
    Set<Storage> kept = Collections.newSetFromMap(new IdentityHashMap<>());
    simple.outputs().forEach(o -> kept.add(o.storage()));
    List<Kernel> kernels = loops.stream().map(Loop::kernel).toList();
    Layout layout = new Layout(kernels, recording.inputs(), kept);
    return new Plan(
        recording.types(), recording.inputs(), loops, simple.outputs(), layout, looked, check);
  }

  /** The recorded storages of a kernel. */
  private static Set<Storage> places(Kernel kernel) {
    Set<Storage> places = Collections.newSetFromMap(new IdentityHashMap<>());
    Operands.read(kernel).forEach(r -> places.add(r.storage()));
    Operands.written(kernel).forEach(w -> places.add(w.storage()));
    places.removeIf(s -> !(s instanceof Storage.Recorded));
    return places;
  }

  private static Kernel zeros(Storage storage) {
    int[] sizes = {storage.length()};
    return new Kernel.Fill(new Strided(storage, 0, sizes, new int[] {1}), 0);
  }

  private static Kernel asCopy(Kernel kernel) {
    return kernel instanceof Kernel.Map map
            && map.expression().code().size() == 1
            && map.outputs().size() == 1
            && map.inputs().getFirst().dtype() == map.outputs().getFirst().dtype()
        ? new Kernel.Copy(map.inputs().getFirst(), map.outputs().getFirst())
        : kernel;
  }

  /** The cells' storages that a run writes. */
  Set<Storage> cells() {
    Set<Storage> cells = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Loop loop : loops) {
      Operands.written(loop.kernel()).forEach(w -> cells.add(w.storage()));
    }
    cells.removeIf(s -> s instanceof Storage.Recorded);
    return cells;
  }
}
