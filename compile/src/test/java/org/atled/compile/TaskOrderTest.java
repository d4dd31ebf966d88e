package org.atled.compile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.FillKernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.junit.jupiter.api.Test;

class TaskOrderTest {
  private static Task task(int number) {
    Strided out = Strided.rowMajor(Storage.recorded(DType.BOOL, 1), Shape.of());
    return new Task(new FillKernel(out, 0), List.of(), number, number);
  }

  @Test
  void pathsAreFoundWhateverWasJoinedBefore() {
    int joins = 0;
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      List<Task> tasks = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        tasks.add(task(i));
        for (int e = 0; i > 0 && e < random.nextInt(3); e++) {
          tasks.get(i).follows(tasks.get(Math.max(0, i - 1 - random.nextInt(12))));
        }
      }
      TaskOrder order = new TaskOrder(tasks);
      for (int step = 0; step < 60; step++) {
        Task a = tasks.get(random.nextInt(tasks.size()));
        Task b = tasks.get(random.nextInt(tasks.size()));
        if (a == b) {
          continue;
        }
        boolean around = leadsAround(a, b);
        assertThat(order.leadsAround(a, b)).isEqualTo(around);
        assertThat(order.leads(a, b)).isEqualTo(around || a.after().contains(b));
        if (!around && !order.leads(b, a)) {
          tasks.removeAll(List.of(a, b));
          tasks.add(join(order, a, b));
          joins++;
        }
      }
    }
    assertThat(joins).isGreaterThan(500);
  }

  @Test
  void twoThatAThirdKeepsApartDoNotBecomeOne() {
    List<Task> tasks = List.of(task(0), task(1), task(2));
    tasks.get(1).follows(tasks.get(0));
    tasks.get(2).follows(tasks.get(0));
    tasks.get(2).follows(tasks.get(1));
    TaskOrder order = new TaskOrder(tasks);
    assertThatThrownBy(() -> order.replace(tasks.get(0), tasks.get(2), task(3)))
        .hasMessage("A task cannot wait for itself.");
  }

  private static Task join(TaskOrder order, Task a, Task b) {
    Task joined = task(100);
    order.replace(a, b, joined);
    for (Task old : List.of(a, b)) {
      old.leave();
      old.before().stream().filter(t -> t != a && t != b).forEach(joined::follows);
      old.after().stream().filter(t -> t != a && t != b).forEach(t -> t.follows(joined));
    }
    return joined;
  }

  private static boolean leadsAround(Task from, Task to) {
    Set<Task> seen = new LinkedHashSet<>();
    List<Task> stack = new ArrayList<>(from.after());
    stack.remove(to);
    while (!stack.isEmpty()) {
      Task task = stack.removeLast();
      if (task == to) {
        return true;
      }
      if (seen.add(task)) {
        stack.addAll(task.after());
      }
    }
    return false;
  }
}
