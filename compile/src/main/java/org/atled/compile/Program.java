package org.atled.compile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
  private final Set<Storage> outputs = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Optional<Storage> guard;

  /** By slot: a joined task takes that of its producer. */
  private final NavigableMap<Integer, Task> tasks = new TreeMap<>();

  private final Map<Storage, Set<Task>> readers = new IdentityHashMap<>();
  private final Map<Storage, Set<Task>> writers = new IdentityHashMap<>();
  private final TaskOrder order;

  /**
   * @param outputs windows on what the step returns
   * @param guard what must be known before cells are written
   */
  Program(List<Recording.Step> steps, List<Strided> outputs, Optional<Storage> guard) {
    outputs.forEach(o -> this.outputs.add(o.storage()));
    this.guard = guard;
    for (Recording.Step step : steps) {
      int n = tasks.size();
      tasks.put(n, new Task(step.kernel(), List.of(step.origin()), n, n));
    }
    connect();
    guard.ifPresent(this::guardCells);
    order = new TaskOrder(tasks.values());
  }

  private void connect() {
    Map<Storage, Task> lastWriter = new IdentityHashMap<>();
    Map<Storage, List<Task>> lastReaders = new IdentityHashMap<>();
    List<Task> checking = new ArrayList<>();
    for (Task task : tasks.values()) {
      for (Strided in : task.kernel().reads()) {
        Optional.ofNullable(lastWriter.get(in.storage())).ifPresent(task::follows);
        lastReaders.computeIfAbsent(in.storage(), s -> new ArrayList<>()).add(task);
      }
      for (Strided out : task.kernel().writes()) {
        Optional.ofNullable(lastWriter.get(out.storage())).ifPresent(task::follows);
        lastReaders.getOrDefault(out.storage(), List.of()).forEach(task::follows);
      }
      for (Strided out : task.kernel().writes()) {
        lastReaders.remove(out.storage());
        lastWriter.put(out.storage(), task);
      }
      // What refuses its numbers does so before anything is changed, as it would eagerly.
      if (task.writesCells()) {
        checking.forEach(task::follows);
      }
      if (task.kernel().mayRefuse()) {
        checking.add(task);
      }
      enter(task);
    }
  }

  private void guardCells(Storage number) {
    List<Task> guarding = tasks.values().stream().filter(t -> t.writes(number)).toList();
    if (guarding.isEmpty()) {
      return;
    }
    Task last = guarding.getLast();
    Set<Task> needed = Task.withEarlier(List.of(last));
    for (Task task : tasks.values()) {
      if (!task.writesCells()) {
        continue;
      }
      if (needed.contains(task)) {
        throw new CaptureException(
            "The number that must be finite before cells are changed depends itself on a cell"
                + " that the step changes (by "
                + task.origins().getFirst().operation()
                + ", "
                + task.origins().getFirst().line()
                + "); change that cell in another step, or leave unlessNotFinite out.");
      }
      task.follows(last);
    }
  }

  private void enter(Task task) {
    for (Strided r : task.kernel().reads()) {
      readers.computeIfAbsent(r.storage(), s -> new LinkedHashSet<>()).add(task);
    }
    for (Strided w : task.kernel().writes()) {
      writers.computeIfAbsent(w.storage(), s -> new LinkedHashSet<>()).add(task);
    }
  }

  private void leave(Task task) {
    task.kernel().reads().forEach(r -> readersOf(r.storage()).remove(task));
    task.kernel().writes().forEach(w -> writersOf(w.storage()).remove(task));
    task.leave();
  }

  private Set<Task> readersOf(Storage storage) {
    return readers.getOrDefault(storage, Set.of());
  }

  private Set<Task> writersOf(Storage storage) {
    return writers.getOrDefault(storage, Set.of());
  }

  /** As recorded; a joined task stands where the one stood whose loops it took. */
  Collection<Task> tasks() {
    return tasks.values();
  }

  Task at(int slot) {
    return Objects.requireNonNull(tasks.get(slot), "a task that is still there");
  }

  TaskOrder order() {
    return order;
  }

  /** Whether anybody but these two reads what is in a storage, or the caller gets it. */
  boolean isNeeded(Storage storage, Task first, Task second) {
    return !(storage instanceof Storage.Recorded)
        || guard.filter(g -> g == storage).isPresent()
        || outputs.contains(storage)
        || readersOf(storage).stream().anyMatch(t -> t != first && t != second);
  }

  /**
   * Whether two tasks may become one: the second is not kept from the first by a third, and the
   * loss can still be looked at before cells are written.
   */
  boolean mayJoin(Task first, Task second) {
    boolean guarded =
        guard.isPresent()
            && (first.writes(guard.get()) && second.writesCells()
                || second.writes(guard.get()) && first.writesCells());
    return !guarded && !order.leadsAround(first, second);
  }

  /** Puts a kernel in the place of two tasks. */
  Task join(Task first, Task second, Kernel kernel, int place) {
    Set<Origin> origins = new LinkedHashSet<>(first.origins());
    origins.addAll(second.origins());
    Task joined = new Task(kernel, new ArrayList<>(origins), place, first.slot());
    order.replace(first, second, joined);
    for (Task old : List.of(first, second)) {
      leave(old);
      old.before().stream().filter(t -> t != first && t != second).forEach(joined::follows);
      for (Task later : old.after()) {
        if (later != first && later != second) {
          later.follows(joined);
        }
      }
    }
    enter(joined);
    tasks.remove(second.slot());
    tasks.put(first.slot(), joined);
    return joined;
  }

  /**
   * Those that may be joined with one that they wait for, now that two became one, and perhaps
   * could not before: the joined task, who waits for it, and who waits for the writer of something
   * that it does not read any longer.
   */
  Set<Task> affected(Task first, Task second, Task joined) {
    Set<Task> affected = new LinkedHashSet<>(joined.after());
    affected.add(joined);
    for (Task old : List.of(first, second)) {
      for (Strided r : old.kernel().reads()) {
        if (!readersOf(r.storage()).contains(joined)) {
          writersOf(r.storage()).forEach(writer -> affected.addAll(writer.after()));
        }
      }
    }
    return affected;
  }

  private boolean givesOutputs(Task task) {
    return task.kernel().writes().stream().anyMatch(w -> outputs.contains(w.storage()));
  }

  /**
   * An order in which the tasks can run: first all that results need and that has nothing to do
   * with cells which are written, then the others; as recorded, but what others wait for comes
   * first.
   */
  List<Task> schedule() {
    Set<Task> late = Task.withLater(tasks.values().stream().filter(Task::writesCells).toList());
    List<Task> byPlace = new ArrayList<>(tasks.values());
    byPlace.sort(
        Comparator.comparing((Task t) -> late.contains(t) || !givesOutputs(t))
            .thenComparingInt(Task::place));
    Set<Task> done = new HashSet<>();
    List<Task> schedule = new ArrayList<>();
    List<Task> stack = new ArrayList<>();
    for (Task next : byPlace) {
      stack.add(next);
      while (!stack.isEmpty()) {
        Task task = stack.getLast();
        List<Task> missing =
            task.before().stream()
                .filter(t -> !done.contains(t))
                .sorted(Comparator.comparingInt(Task::place).reversed())
                .toList();
        if (missing.isEmpty()) {
          stack.removeLast();
          if (done.add(task)) {
            schedule.add(task);
          }
        } else {
          stack.addAll(missing);
        }
      }
    }
    return schedule;
  }
}
