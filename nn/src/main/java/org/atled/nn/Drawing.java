package org.atled.nn;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Scope;
import org.atled.nn.init.Initializer;

/** A module's parameters that initialisers fill, and those of them that nothing has filled yet. */
final class Drawing {
  private final Map<Parameter, Initializer> initializers = new LinkedHashMap<>();
  private volatile Set<Parameter> pending = Set.of();

  void add(Parameter parameter, Initializer initializer) {
    initializers.put(parameter, initializer);
    Set<Parameter> more = new HashSet<>(pending);
    more.add(parameter);
    pending = more;
  }

  /** What the parameters hold stays. */
  void settle() {
    pending = Set.of();
  }

  /** What these of them hold stays. */
  synchronized void settle(Collection<? extends Cell> filled) {
    Set<Parameter> left = new HashSet<>(pending);
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

  private void draw(Seed seed, Set<Parameter> wanted) {
    // Beside any recording and any gradient: drawing is not part of the step that first needs it.
    Scope.outermost(false)
        .call(() -> {
          initializers.forEach((parameter, initializer) -> {
            if (wanted.contains(parameter)) {
              parameter.copyInto(initializer.draw(seed.at(parameter.name()), parameter.type()));
            }
          });
          return this;
        });
  }

  /** Runs code whose draws do not count. */
  static void undone(List<Drawing> drawings, Runnable body) {
    Map<Drawing, Set<Parameter>> before = new LinkedHashMap<>();
    drawings.forEach(drawing -> before.put(drawing, drawing.pending));
    try {
      body.run();
    } finally {
      before.forEach((drawing, pending) -> drawing.pending = pending);
    }
  }
}
