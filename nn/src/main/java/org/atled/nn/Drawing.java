package org.atled.nn;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Scope;
import org.atled.nn.init.Initializer;

/** A module's cells that initialisers fill, and those of them that nothing has filled yet. */
final class Drawing {
  private final Map<Cell, Initializer> initializers = new LinkedHashMap<>();
  private volatile Set<Cell> pending = Set.of();

  void add(Cell cell, Initializer initializer) {
    initializers.put(cell, initializer);
    Set<Cell> more = new HashSet<>(pending);
    more.add(cell);
    pending = more;
  }

  /** Whether nothing is left to draw. */
  boolean isSettled() {
    return pending.isEmpty();
  }

  /** What the cells hold stays. */
  void settle() {
    pending = Set.of();
  }

  /** What these of them hold stays. */
  synchronized void settle(Collection<? extends Cell> filled) {
    Set<Cell> left = new HashSet<>(pending);
    left.removeAll(filled);
    pending = left;
  }

  void drawPending(Seed seed) {
    if (!pending.isEmpty()) {
      synchronized (this) {
        // Two threads may arrive here at once; drawing twice would change cells that one has read.
        draw(seed, pending);
        pending = Set.of();
      }
    }
  }

  synchronized void draw(Seed seed) {
    draw(seed, initializers.keySet());
    pending = Set.of();
  }

  private void draw(Seed seed, Set<Cell> wanted) {
    // Beside any recording and any gradient: drawing is not part of the step that first needs it.
    Scope.outermost(false)
        .call(() -> {
          initializers.forEach((cell, initializer) -> {
            if (wanted.contains(cell)) {
              cell.copyInto(initializer.draw(seed.at(cell.name()), cell.type()));
            }
          });
          return this;
        });
  }

  /** Runs code whose draws do not count. */
  static void undone(List<Drawing> drawings, Runnable body) {
    Map<Drawing, Set<Cell>> before = new LinkedHashMap<>();
    drawings.forEach(drawing -> before.put(drawing, drawing.pending));
    try {
      body.run();
    } finally {
      before.forEach((drawing, pending) -> drawing.pending = pending);
    }
  }
}
