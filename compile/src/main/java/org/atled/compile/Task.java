package org.atled.compile;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.atled.core.capture.Recording.Origin;
import org.atled.core.spi.Kernel;

/** A kernel of a plan that is being made, with the tasks that have to run before and after it. */
final class Task {
  private final Kernel kernel;
  private final List<Origin> origins;

  /** Its place among all, as it was recorded. */
  private final int place;

  private final Set<Task> before = new LinkedHashSet<>();
  private final Set<Task> after = new LinkedHashSet<>();

  Task(Kernel kernel, List<Origin> origins, int place) {
    this.kernel = kernel;
    this.origins = List.copyOf(origins);
    this.place = place;
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

  /** Whether another task has to wait for this one. */
  boolean leadsTo(Task other) {
    return after.contains(other) || leadsAround(other);
  }

  /** All tasks that have to wait for this one. */
  Set<Task> later() {
    Set<Task> seen = new LinkedHashSet<>();
    List<Task> stack = new ArrayList<>(after);
    while (!stack.isEmpty()) {
      Task task = stack.removeLast();
      if (seen.add(task)) {
        stack.addAll(task.after);
      }
    }
    return seen;
  }

  /** Whether a path leads from this task to another through a third. */
  boolean leadsAround(Task other) {
    Set<Task> seen = new LinkedHashSet<>();
    List<Task> stack = new ArrayList<>(after);
    stack.remove(other);
    while (!stack.isEmpty()) {
      Task task = stack.removeLast();
      if (task == other) {
        return true;
      }
      if (seen.add(task)) {
        stack.addAll(task.after);
      }
    }
    return false;
  }

  /** Takes itself out of the order. */
  void leave() {
    before.forEach(task -> task.after.remove(this));
    after.forEach(task -> task.before.remove(this));
  }
}
