package org.atled.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/**
 * Joins tasks that pass the same elements to one loop each: a map with the map that takes its
 * results, a map with the reduction at its end, a product or a reduction with the map of what it
 * gives. The joined loop computes what the two computed, instruction for instruction.
 */
final class Fusion {
  private final Program program;

  private Fusion(Program program) {
    this.program = program;
  }

  static void apply(Program program) {
    Fusion fusion = new Fusion(program);
    fusion.repeat(fusion::maps);
    fusion.repeat(fusion::intoReduction);
    fusion.repeat(fusion::afterwards);
    fusion.repeat(fusion::intoAfter);
    fusion.singles();
  }

  /**
   * Maps of one element each, such as the coefficients of an optimizer for one parameter after
   * another, become one, whether they have to do with each other or not.
   */
  private void singles() {
    Optional<Task> last = Optional.empty();
    for (Task task : List.copyOf(program.tasks())) {
      if (task.kernel() instanceof Kernel.Map map && isSingle(map)) {
        last = Optional.of(last.map(earlier -> joinedSingles(earlier, task)).orElse(task));
      }
    }
  }

  private static boolean isSingle(Kernel.Map map) {
    return map.outputs().getFirst().elements() == 1;
  }

  /** Both in one, or the later one if they cannot be. */
  private Task joinedSingles(Task first, Task second) {
    Predicate<Storage> needed = storage -> program.isNeeded(storage, first, second);
    Stage a = Stage.of((Kernel.Map) first.kernel()).single();
    Stage b = Stage.of((Kernel.Map) second.kernel()).single();
    if (second.leadsTo(first) || !program.mayJoin(first, second)) {
      return second;
    }
    return a.then(b, needed)
        .map(s -> program.join(first, second, s.asMap(), first.place()))
        .orElse(second);
  }

  /** A way to join a task with one that it waits for. */
  @FunctionalInterface
  private interface Way {
    Optional<Kernel> join(Task first, Task second, Predicate<Storage> needed);
  }

  private void repeat(Way way) {
    for (int i = 0; i < program.tasks().size(); i++) {
      Task task = program.tasks().get(i);
      Optional<Task> joined = join(task, way);
      if (joined.isPresent()) {
        // The joined task may be joined again, and so may those that now wait for it.
        i = Math.max(-1, program.tasks().indexOf(joined.get()) - 1);
      }
    }
  }

  private Optional<Task> join(Task second, Way way) {
    List<Task> firsts = new ArrayList<>(second.before());
    firsts.sort(Comparator.comparingInt(Task::place).reversed());
    for (Task first : firsts) {
      Predicate<Storage> needed = storage -> program.isNeeded(storage, first, second);
      Optional<Kernel> kernel = way.join(first, second, needed);
      if (kernel.isPresent() && program.mayJoin(first, second)) {
        int place = first.kernel() instanceof Kernel.Map ? second.place() : first.place();
        return Optional.of(program.join(first, second, kernel.get(), place));
      }
    }
    return Optional.empty();
  }

  private Optional<Kernel> maps(Task first, Task second, Predicate<Storage> needed) {
    return first.kernel() instanceof Kernel.Map a && second.kernel() instanceof Kernel.Map b
        ? joined(Stage.of(a), Stage.of(b), needed).map(Stage::asMap)
        : Optional.empty();
  }

  /** The first follows the second's walk. */
  private static Optional<Stage> joined(Stage first, Stage second, Predicate<Storage> needed) {
    return second
        .meeting(first)
        .flatMap(met -> Alignment.of(met[0], met[1]))
        .flatMap(first::following)
        .flatMap(own -> own.then(second, needed));
  }

  private Optional<Kernel> intoReduction(Task first, Task second, Predicate<Storage> needed) {
    if (!(first.kernel() instanceof Kernel.Map map)
        || !(second.kernel() instanceof Kernel.Reduce reduce)
        || map.outputs().stream().anyMatch(o -> needed.test(o.storage()))) {
      return Optional.empty();
    }
    if (reduce.epilogue().filter(e -> readsOf(e.inputs(), map)).isPresent()) {
      return Optional.empty();
    }
    // As if the elements that are combined were stored: nobody reads them.
    Strided walk = reduce.inputs().getFirst();
    Storage elements = Storage.recorded(reduce.before().outputs().getFirst(), walk.elements());
    Stage before =
        new Stage(
            reduce.before(), reduce.inputs(), List.of(Strided.rowMajor(elements, walk.shape())));
    return joined(Stage.of(map), before, needed)
        .filter(s -> isApart(s.inputs(), reduce.epilogue()))
        .map(s ->
            new Kernel.Reduce(
                reduce.combiner(),
                s.expression(),
                s.inputs(),
                reduce.axes(),
                reduce.out(),
                reduce.epilogue()));
  }

  /** The map follows the walk over the results. */
  private Optional<Kernel> afterwards(Task first, Task second, Predicate<Storage> needed) {
    if (!(first.kernel() instanceof Kernel.WithEpilogue producer)
        || !(second.kernel() instanceof Kernel.Map map)) {
      return Optional.empty();
    }
    Stage own = Stage.epilogue(producer);
    Stage next = Stage.of(map);
    return next.meeting(own)
        .flatMap(met -> Alignment.of(met[1], met[0]))
        .flatMap(next::following)
        .flatMap(following -> own.then(following, needed))
        .map(stage -> ending(producer, stage, needed))
        .filter(joined -> isApart(joined.inputs(), joined.epilogue()))
        .map(Kernel.class::cast);
  }

  /**
   * Results that nobody wants as such are stored where the map's are, if the map reads nothing
   * there: one window less to go through.
   */
  private static Kernel.WithEpilogue ending(
      Kernel.WithEpilogue producer, Stage stage, Predicate<Storage> needed) {
    Kernel.Epilogue epilogue = stage.asEpilogue();
    Strided out = producer.out();
    if (!needed.test(out.storage())) {
      for (Strided place : stage.outputs()) {
        boolean free =
            place.dtype() == out.dtype()
                && place.storage() instanceof Storage.Recorded
                && epilogue.inputs().stream().noneMatch(in -> in.storage() == place.storage());
        if (free) {
          return producer.with(place, epilogue);
        }
      }
    }
    return producer.with(out, epilogue);
  }

  /** A map whose results only a map after a kernel takes. */
  private Optional<Kernel> intoAfter(Task first, Task second, Predicate<Storage> needed) {
    if (!(first.kernel() instanceof Kernel.Map map)
        || !(second.kernel() instanceof Kernel.WithEpilogue k)
        || k.epilogue().isEmpty()
        || readsOf(k.inputs(), map)
        || map.outputs().stream().anyMatch(o -> needed.test(o.storage()))) {
      return Optional.empty();
    }
    Stage last = Stage.epilogue(k);
    // The results stay the first input, whatever the map reads.
    Stage earlier = Stage.of(map);
    return last.meeting(earlier)
        .flatMap(met -> Alignment.of(met[0], met[1]))
        .flatMap(earlier::following)
        .map(own -> own.withFirstInput(k.out()))
        .flatMap(own -> own.then(last, needed))
        .map(s -> k.with(k.out(), s.asEpilogue()))
        .filter(joined -> isApart(joined.inputs(), joined.epilogue()))
        .map(Kernel.class::cast);
  }

  /** Whether some of these operands are what a map writes. */
  private static boolean readsOf(List<Strided> operands, Kernel.Map map) {
    return operands.stream()
        .anyMatch(r -> map.outputs().stream().anyMatch(o -> o.storage() == r.storage()));
  }

  /** Whether what a map after a kernel writes is nothing that the kernel itself still reads. */
  private static boolean isApart(List<Strided> read, Optional<Kernel.Epilogue> epilogue) {
    return epilogue.isEmpty()
        || epilogue.get().outputs().stream()
            .noneMatch(o -> read.stream().anyMatch(r -> r.storage() == o.storage()));
  }
}
