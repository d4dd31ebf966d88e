package org.atled.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.atled.core.capture.Recording;
import org.atled.core.capture.Recording.Origin;
import org.atled.core.error.CaptureException;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/**
 * The tasks of a step, in an order that is only as strict as their operands ask: who reads comes
 * after who wrote, who writes after those that read or wrote before. The loss comes before all that
 * write cells, so that it can be looked at in between.
 */
final class Program {
  private final List<Strided> outputs;
  private final Optional<Storage> guard;
  private final List<Task> tasks = new ArrayList<>();

  /**
   * @param outputs windows on what the step returns
   * @param guard what must be known before cells are written
   */
  Program(List<Recording.Step> steps, List<Strided> outputs, Optional<Storage> guard) {
    this.outputs = outputs;
    this.guard = guard;
    for (Recording.Step step : steps) {
      tasks.add(new Task(step.kernel(), List.of(step.origin()), tasks.size()));
    }
    order();
  }

  private void order() {
    Map<Storage, List<Task>> readers = new IdentityHashMap<>();
    Map<Storage, List<Task>> writers = new IdentityHashMap<>();
    Optional<Task> guarding = Optional.empty();
    List<Task> checking = new ArrayList<>();
    for (Task task : tasks) {
      for (Strided in : task.kernel().reads()) {
        last(writers, in.storage()).ifPresent(task::follows);
        readers.computeIfAbsent(in.storage(), s -> new ArrayList<>()).add(task);
      }
      for (Strided out : task.kernel().writes()) {
        last(writers, out.storage()).ifPresent(task::follows);
        readers.getOrDefault(out.storage(), List.of()).forEach(task::follows);
      }
      for (Strided out : task.kernel().writes()) {
        readers.remove(out.storage());
        writers.computeIfAbsent(out.storage(), s -> new ArrayList<>()).add(task);
      }
      if (guard.isPresent() && writes(task, guard.get())) {
        guarding = Optional.of(task);
      }
      // An index outside its axis is found before anything is changed, as it would be eagerly.
      if (writesCells(task)) {
        checking.forEach(task::follows);
      }
      if (task.kernel().picking().isPresent()) {
        checking.add(task);
      }
    }
    for (Task task : tasks) {
      if (guarding.isPresent() && writesCells(task)) {
        if (task == guarding.get() || task.leadsTo(guarding.get())) {
          throw new CaptureException(
              "The number that must be finite before cells are changed depends itself on a cell"
                  + " that the step changes (by "
                  + task.origins().getFirst().operation()
                  + ", "
                  + task.origins().getFirst().line()
                  + "); change that cell in another step, or leave unlessNotFinite out.");
        }
        task.follows(guarding.get());
      }
    }
  }

  private static Optional<Task> last(Map<Storage, List<Task>> tasks, Storage storage) {
    return Optional.ofNullable(tasks.get(storage)).map(List::getLast);
  }

  static boolean writes(Task task, Storage storage) {
    return task.kernel().writes().stream().anyMatch(w -> w.storage() == storage);
  }

  /** Whether it changes something that outlives the step. */
  static boolean writesCells(Task task) {
    return task.kernel().writes().stream()
        .anyMatch(w -> !(w.storage() instanceof Storage.Recorded));
  }

  /** As recorded; a joined task stands where the one stood whose loops it took. */
  List<Task> tasks() {
    return tasks;
  }

  /** Whether anybody but these two reads what is in a storage, or the caller gets it. */
  boolean isNeeded(Storage storage, Task first, Task second) {
    return !(storage instanceof Storage.Recorded)
        || guard.filter(g -> g == storage).isPresent()
        || outputs.stream().anyMatch(o -> o.storage() == storage)
        || tasks.stream().anyMatch(t -> t != first && t != second && reads(t, storage));
  }

  private static boolean reads(Task task, Storage storage) {
    return task.kernel().reads().stream().anyMatch(r -> r.storage() == storage);
  }

  /**
   * Whether two tasks may become one: the second is not kept from the first by a third, and the
   * loss can still be looked at before cells are written.
   */
  boolean mayJoin(Task first, Task second) {
    boolean guarded =
        guard.isPresent()
            && (writes(first, guard.get()) && writesCells(second)
                || writes(second, guard.get()) && writesCells(first));
    return !guarded && !first.leadsAround(second);
  }

  /** Puts a kernel in the place of two tasks. */
  Task join(Task first, Task second, Kernel kernel, int place) {
    Set<Origin> origins = new LinkedHashSet<>(first.origins());
    origins.addAll(second.origins());
    Task joined = new Task(kernel, new ArrayList<>(origins), place);
    for (Task old : List.of(first, second)) {
      old.leave();
      old.before().stream().filter(t -> t != first && t != second).forEach(joined::follows);
      for (Task later : old.after()) {
        if (later != first && later != second) {
          later.follows(joined);
        }
      }
    }
    tasks.remove(second);
    tasks.set(tasks.indexOf(first), joined);
    return joined;
  }

  private boolean givesOutputs(Task task) {
    return outputs.stream().anyMatch(o -> writes(task, o.storage()));
  }

  /**
   * An order in which the tasks can run: first all that results need and that has nothing to do
   * with cells which are written, then the others; as recorded, but what others wait for comes
   * first.
   */
  List<Task> schedule() {
    Set<Task> late = new LinkedHashSet<>();
    for (Task task : tasks) {
      if (writesCells(task)) {
        late.add(task);
        late.addAll(task.later());
      }
    }
    List<Task> byPlace = new ArrayList<>(tasks);
    byPlace.sort(
        Comparator.comparing((Task t) -> late.contains(t) || !givesOutputs(t))
            .thenComparingInt(Task::place));
    Map<Task, Boolean> done = new HashMap<>();
    List<Task> order = new ArrayList<>();
    List<Task> stack = new ArrayList<>();
    for (Task next : byPlace) {
      stack.add(next);
      while (!stack.isEmpty()) {
        Task task = stack.getLast();
        List<Task> missing =
            task.before().stream()
                .filter(t -> !done.containsKey(t))
                .sorted(Comparator.comparingInt(Task::place).reversed())
                .toList();
        if (missing.isEmpty()) {
          stack.removeLast();
          if (done.put(task, true) == null) {
            order.add(task);
          }
        } else {
          stack.addAll(missing);
        }
      }
    }
    return order;
  }
}
