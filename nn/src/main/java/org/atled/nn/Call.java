package org.atled.nn;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Scope;

/**
 * A call of a module that is running on this thread, and the call around it. The outermost one is a
 * pass through a network: it counts who has drawn how often. Here a module is noticed that works
 * inside another without being part of it: nothing would train or save it.
 *
 * @param draws of the pass
 */
record Call(Module module, Optional<Call> outer, Map<Module, Integer> draws) {
  private static final ScopedValue<Optional<Call>> CURRENT = ScopedValue.newInstance();

  /**
   * Runs a module's work as a call.
   *
   * @throws StateException if the module has numbers of its own and is in the tree of no module
   *     whose call is running
   */
  static <T> T run(Module module, Supplier<T> body) {
    Optional<Call> outer = CURRENT.orElse(Optional.empty());
    Map<Module, Integer> draws;
    if (outer.isPresent()) {
      outer.get().check(module);
      draws = outer.get().draws();
    } else {
      draws = new ConcurrentHashMap<>(4);
    }
    return ScopedValue.where(CURRENT, Optional.of(new Call(module, outer, draws))).call(body::get);
  }

  /** How often a module has drawn in this pass before now. */
  static int drawsBefore(Module module) {
    return CURRENT
            .orElse(Optional.empty())
            .orElseThrow(() ->
                new StateException(
                    module.title() + ": draws are made inside call(mode, …), not outside."))
            .draws()
            .merge(module, 1, Integer::sum)
        - 1;
  }

  /**
   * Tells an observer; in a plan it would hear of the recording alone, and believe it heard all.
   */
  static void tell(Module module, Runnable news) {
    Scope.current()
        .recorder()
        .filter(recorder -> recorder.tape().isPresent())
        .ifPresent(recorder -> recorder.hostAccess("observing " + module.title()));
    news.run();
  }

  private void check(Module applied) {
    if (module.children().containsValue(applied)
        || module.isAbove(applied)
        || !applied.belongsInANetwork()) {
      return;
    }
    for (Optional<Call> call = Optional.of(this); call.isPresent(); call = call.get().outer()) {
      if (call.get().module().modules().contains(applied)) {
        return;
      }
    }
    String kind = applied.getClass().getSimpleName();
    String name =
        kind.isEmpty()
            ? "layer"
            : kind.substring(0, 1).toLowerCase(Locale.ROOT) + kind.substring(1);
    // The place in front of this message is the module whose call it is.
    throw new StateException(
        "its call applies "
            + applied
            + ", which is not a child of it and would be neither trained nor saved; register it in"
            + " the constructor: this."
            + name
            + " = child(\""
            + name
            + "\", new "
            + applied
            + (applied.parameters().isEmpty()
                ? ")."
                : "), or freeze it, state().freeze(), if it is meant to stay as it is."));
  }
}
