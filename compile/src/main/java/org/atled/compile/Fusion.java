package org.atled.compile;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.Storage;

/**
 * Joins tasks that pass the same elements to one loop each: rule after rule, until it finds nothing
 * more. The joined loop computes what the two computed, instruction for instruction.
 */
final class Fusion {
  private static final List<FusionRule> RULES =
      List.of(
          new MapIntoMap(),
          new MapIntoReduce(),
          new MapOntoResults(),
          new MapIntoEpilogue(),
          new CopyOfResults());

  private final Program program;
  private long tried;

  private Fusion(Program program) {
    this.program = program;
  }

  /**
   * Joins what can be.
   *
   * @return how many pairs of tasks were tried
   */
  static long apply(Program program) {
    Fusion fusion = new Fusion(program);
    RULES.forEach(fusion::exhaust);
    ScalarMaps.join(program);
    return fusion.tried;
  }

  /**
   * Goes through all tasks in order, and again from every one that was joined: but only those are
   * looked at again that it may have changed something for.
   */
  private void exhaust(FusionRule rule) {
    NavigableSet<Integer> open = new TreeSet<>();
    program.tasks().forEach(task -> open.add(task.slot()));
    for (Integer slot = open.ceiling(0); slot != null; slot = open.ceiling(slot)) {
      open.remove(slot);
      Task consumer = program.at(slot);
      for (Task producer : latestFirst(consumer)) {
        Optional<Task> joined = join(producer, consumer, rule);
        if (joined.isPresent()) {
          program.affected(producer, consumer, joined.get()).forEach(t -> open.add(t.slot()));
          slot = joined.get().slot();
          break;
        }
      }
    }
  }

  private static List<Task> latestFirst(Task consumer) {
    List<Task> producers = new ArrayList<>(consumer.before());
    producers.sort(Comparator.comparingInt(Task::place).reversed());
    return producers;
  }

  private Optional<Task> join(Task producer, Task consumer, FusionRule rule) {
    tried++;
    if (!program.mayJoin(producer, consumer)) {
      return Optional.empty();
    }
    Predicate<Storage> needed = storage -> program.isNeeded(storage, producer, consumer);
    Optional<Kernel> kernel = rule.fuse(producer.kernel(), consumer.kernel(), needed);
    if (kernel.isEmpty()) {
      return Optional.empty();
    }
    int place = producer.kernel() instanceof MapKernel ? consumer.place() : producer.place();
    return Optional.of(program.join(producer, consumer, kernel.get(), place));
  }
}
