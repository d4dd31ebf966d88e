package org.atled.nn.layer;

import java.util.HashSet;
import java.util.Set;
import org.atled.core.error.StateException;
import org.atled.nn.Module;

/** A module that is described by its parts. A description cannot say that two of them are one. */
sealed interface Container permits Sequential, Parallel, Branch, Repeat, Residual {
  /**
   * Refuses to be described.
   *
   * @throws StateException if a module with parameters or buffers stands here twice, or in
   *     containers here
   */
  static void requireUntied(Module container) {
    requireUntied(container, new HashSet<>());
  }

  private static void requireUntied(Module container, Set<Module> seen) {
    for (Module part : container.children().values()) {
      if (!seen.add(part) && !part.state().entries().isEmpty()) {
        throw new StateException(
            part.title()
                + " stands twice in "
                + container.title()
                + ", which a description cannot say; write a module of your own for tied layers.");
      }
      if (part instanceof Container) {
        requireUntied(part, seen);
      }
    }
  }
}
