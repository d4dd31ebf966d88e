package org.atled.compile;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.Storage;

/**
 * Maps of one element each, such as the coefficients of an optimizer for one parameter after
 * another, become one, whether they have to do with each other or not.
 */
final class ScalarMaps {
  private ScalarMaps() {}

  static void join(Program program) {
    Optional<Task> last = Optional.empty();
    for (Task task : List.copyOf(program.tasks())) {
      if (task.kernel() instanceof MapKernel map && isScalar(map)) {
        last = Optional.of(last.map(earlier -> joined(program, earlier, task)).orElse(task));
      }
    }
  }

  private static boolean isScalar(MapKernel map) {
    return map.outputs().getFirst().elements() == 1;
  }

  /** Both in one, or the later one if they cannot be. */
  private static Task joined(Program program, Task first, Task second) {
    Predicate<Storage> needed = storage -> program.isNeeded(storage, first, second);
    Stage a = Stage.of((MapKernel) first.kernel()).single();
    Stage b = Stage.of((MapKernel) second.kernel()).single();
    if (program.order().leads(second, first) || !program.mayJoin(first, second)) {
      return second;
    }
    return a.then(b, needed)
        .map(stage -> program.join(first, second, stage.asMap(), first.place()))
        .orElse(second);
  }
}
