package org.atled.compile;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A topological order of tasks, kept while pairs of them become one, and with it whether a path
 * leads from one task to another. A search need not leave the part of the order between its two
 * ends, and goes from both at the same time, so that it takes as long as the easier direction. When
 * two tasks become one, those that were found on that side move past it: after Pearce and Kelly,
 * <i>A dynamic topological sort algorithm for directed acyclic graphs</i>, 2006.
 *
 * <p>Long paths, such as from a step of a recurrent network to its gradient, are not walked: a tree
 * in which each task hangs on the deepest of those that it waits for knows them.
 */
final class TaskOrder {
  private static final long SPACING = 1L << 40;

  /** Where a task stands in the order and in the tree. */
  static final class Position {
    private long rank;
    private @Nullable Task previous;
    private @Nullable Task next;

    /** Tasks with a number from {@code number} to {@code end} hang on this one. */
    private int number;

    private int end;

    /** The number of one that this task was made of, on a long path. */
    private int deepest;

    private int depth;
  }

  private @Nullable Task first;
  private long visits;

  /** Those that come first of all that can come next are those that were recorded first. */
  TaskOrder(Collection<Task> tasks) {
    Map<Task, Integer> missing = new HashMap<>();
    PriorityQueue<Task> ready = new PriorityQueue<>(Comparator.comparingInt(Task::place));
    for (Task task : tasks) {
      missing.put(task, task.before().size());
      if (task.before().isEmpty()) {
        ready.add(task);
      }
    }
    List<Task> sorted = new ArrayList<>();
    while (!ready.isEmpty()) {
      Task task = ready.remove();
      insertAfter(sorted.isEmpty() ? null : sorted.getLast(), List.of(task));
      sorted.add(task);
      for (Task next : task.after()) {
        if (missing.merge(next, -1, Integer::sum) == 0) {
          ready.add(next);
        }
      }
    }
    hang(sorted);
  }

  /** How many steps all searches took. */
  long visits() {
    return visits;
  }

  private static void hang(List<Task> tasks) {
    Map<Task, List<Task>> hanging = new HashMap<>();
    List<Task> stack = new ArrayList<>();
    for (Task task : tasks) {
      @Nullable Task deepest = null;
      for (Task producer : task.before()) {
        if (deepest == null || producer.position().depth > deepest.position().depth) {
          deepest = producer;
        }
      }
      if (deepest == null) {
        stack.add(task);
      } else {
        task.position().depth = deepest.position().depth + 1;
        hanging.computeIfAbsent(deepest, t -> new ArrayList<>()).add(task);
      }
    }
    List<Task> numbered = new ArrayList<>();
    while (!stack.isEmpty()) {
      Task task = stack.removeLast();
      task.position().number = numbered.size();
      task.position().deepest = numbered.size();
      numbered.add(task);
      stack.addAll(hanging.getOrDefault(task, List.of()));
    }
    for (Task task : numbered.reversed()) {
      int end = task.position().number + 1;
      for (Task child : hanging.getOrDefault(task, List.of())) {
        end = Math.max(end, child.position().end);
      }
      task.position().end = end;
    }
  }

  private static boolean hangsOn(Task task, Task other) {
    int number = task.position().deepest;
    return other.position().number <= number && number < other.position().end;
  }

  /** Whether another task has to wait for this one. */
  boolean leads(Task from, Task to) {
    return from.after().contains(to) || leadsAround(from, to);
  }

  /** Whether a path leads from one task to another through a third. */
  boolean leadsAround(Task from, Task to) {
    return rank(from) < rank(to) && new Search(from, to).finds();
  }

  /**
   * Puts a task in the place of two, of which none leads around to the other; it must not have
   * taken over their neighbours yet.
   */
  void replace(Task one, Task other, Task joined) {
    Task from = rank(one) < rank(other) ? one : other;
    Task to = from == one ? other : one;
    Search search = new Search(from, to);
    if (search.finds()) {
      throw new IllegalStateException("A task cannot wait for itself.");
    }
    inherit(joined.position(), one.position(), other.position());
    List<Task> moved = new ArrayList<>(search.side());
    moved.sort(Comparator.comparingLong(TaskOrder::rank));
    moved.forEach(this::remove);
    if (search.isAhead()) {
      remove(from);
      insertAfter(to, List.of(joined));
      remove(to);
      insertAfter(joined, moved);
    } else {
      remove(to);
      insertAfter(from, List.of(joined));
      insertAfter(from, moved);
      remove(from);
    }
  }

  private static void inherit(Position joined, Position one, Position other) {
    Position wide = one.end - one.number > other.end - other.number ? one : other;
    Position deep = one.depth > other.depth ? one : other;
    joined.number = wide.number;
    joined.end = wide.end;
    joined.deepest = deep.deepest;
    joined.depth = deep.depth;
  }

  private static long rank(Task task) {
    return task.position().rank;
  }

  private void remove(Task task) {
    Position position = task.position();
    link(position.previous, position.next);
  }

  private void link(@Nullable Task left, @Nullable Task right) {
    if (left == null) {
      first = right;
    } else {
      left.position().next = right;
    }
    if (right != null) {
      right.position().previous = left;
    }
  }

  /** Inserts tasks in this order after one, or in front of all. */
  private void insertAfter(@Nullable Task left, List<Task> tasks) {
    @Nullable Task right = left == null ? first : left.position().next;
    long from = left == null ? 0 : rank(left);
    long step = right == null ? SPACING : (rank(right) - from) / (tasks.size() + 1);
    @Nullable Task last = left;
    for (Task task : tasks) {
      from += step;
      task.position().rank = from;
      link(last, task);
      last = task;
    }
    link(last, right);
    if (step == 0) {
      spread();
    }
  }

  /** Makes room between all ranks. */
  private void spread() {
    long rank = 0;
    for (@Nullable Task task = first; task != null; task = task.position().next) {
      rank += SPACING;
      task.position().rank = rank;
    }
  }

  /** A search for a third task, from both ends in turn, between them in the order. */
  private final class Search {
    private final Task from;
    private final Task to;
    private final Set<Task> ahead = new HashSet<>();
    private final Set<Task> behind = new HashSet<>();
    private final List<Iterator<Task>> forwards = new ArrayList<>();
    private final List<Iterator<Task>> backwards = new ArrayList<>();

    Search(Task from, Task to) {
      this.from = from;
      this.to = to;
      forwards.add(from.after().iterator());
      backwards.add(to.before().iterator());
    }

    boolean finds() {
      while (!forwards.isEmpty() && !backwards.isEmpty()) {
        if (stepsForwards() || stepsBackwards()) {
          return true;
        }
      }
      return false;
    }

    /** Whether the search came to an end from the front. */
    boolean isAhead() {
      return forwards.isEmpty();
    }

    /** All between the ends that follow the first one, or else all that the second one follows. */
    Set<Task> side() {
      return isAhead() ? ahead : behind;
    }

    private boolean stepsForwards() {
      visits++;
      Iterator<Task> tasks = forwards.getLast();
      if (!tasks.hasNext()) {
        forwards.removeLast();
        return false;
      }
      Task next = tasks.next();
      if (next == to) {
        return forwards.size() > 1;
      }
      if (rank(next) > rank(to) || !ahead.add(next)) {
        return false;
      }
      forwards.add(next.after().iterator());
      return behind.contains(next) || hangsOn(to, next);
    }

    private boolean stepsBackwards() {
      visits++;
      Iterator<Task> tasks = backwards.getLast();
      if (!tasks.hasNext()) {
        backwards.removeLast();
        return false;
      }
      Task next = tasks.next();
      if (next == from) {
        return backwards.size() > 1;
      }
      if (rank(next) < rank(from) || !behind.add(next)) {
        return false;
      }
      backwards.add(next.before().iterator());
      return ahead.contains(next) || hangsOn(next, from);
    }
  }
}
