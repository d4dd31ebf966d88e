package org.atled.compile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.atled.core.capture.Recording.Origin;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Storage;

/** A kernel of a plan that is being made, with the tasks that have to run before and after it. */
final class Task {
  private final Kernel kernel;
  private final List<Origin> origins;

  /** Its place among all, as it was recorded. */
  private final int place;

  /** Where it stands when rules go through all tasks. */
  private final int slot;

  private final Set<Task> before = new LinkedHashSet<>();
  private final Set<Task> after = new LinkedHashSet<>();
  private final TaskOrder.Position position = new TaskOrder.Position();

  Task(Kernel kernel, List<Origin> origins, int place, int slot) {
    this.kernel = kernel;
    this.origins = List.copyOf(origins);
    this.place = place;
    this.slot = slot;
  }

  Kernel kernel() {
    return kernel;
  }

  List<Origin> origins() {
    return origins;
  }

  int place() {
    return place;
  }

  int slot() {
    return slot;
  }

  TaskOrder.Position position() {
    return position;
  }

  Set<Task> before() {
    return before;
  }

  Set<Task> after() {
    return after;
  }

  void follows(Task first) {
    if (first != this) {
      before.add(first);
      first.after.add(this);
    }
  }

  boolean writes(Storage storage) {
    return kernel.writes().stream().anyMatch(w -> w.storage() == storage);
  }

  /** Whether it changes something that outlives the step. */
  boolean writesCells() {
    return kernel.writes().stream().anyMatch(w -> !(w.storage() instanceof Storage.Recorded));
  }

  /** Some tasks, and all that have to wait for one of them. */
  static Set<Task> withLater(List<Task> some) {
    return reached(some, Task::after);
  }

  /** Some tasks, and all that one of them has to wait for. */
  static Set<Task> withEarlier(List<Task> some) {
    return reached(some, Task::before);
  }

  private static Set<Task> reached(List<Task> some, Function<Task, Set<Task>> neighbours) {
    Set<Task> seen = new LinkedHashSet<>();
    List<Task> stack = new ArrayList<>(some);
    while (!stack.isEmpty()) {
      Task task = stack.removeLast();
      if (seen.add(task)) {
        stack.addAll(neighbours.apply(task));
      }
    }
    return seen;
  }

  /** Takes itself out of the order. */
  void leave() {
    before.forEach(task -> task.after.remove(this));
    after.forEach(task -> task.before.remove(this));
  }
}
