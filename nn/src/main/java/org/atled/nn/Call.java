package org.atled.nn;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Tensor;

/**
 * A call of a module whose forward is running on this thread, and the call around it. Here a module
 * is noticed that works inside another without being part of it: nothing would train or save it.
 */
record Call(Module module, Optional<Call> outer) {
  private static final ScopedValue<Optional<Call>> CURRENT = ScopedValue.newInstance();

  /**
   * Runs a module's forward as a call.
   *
   * @throws StateException if the module has numbers of its own and is in the tree of no module
   *     whose forward is running
   */
  static Tensor run(Module module, Supplier<Tensor> forward) {
    Optional<Call> outer = CURRENT.orElse(Optional.empty());
    if (outer.isPresent()) {
      outer.get().check(module);
    }
    return within(module, forward);
  }

  /** Runs code that applies parts of a network one by one, as the network itself would. */
  static <T> T within(Module network, Supplier<T> walk) {
    Optional<Call> outer = CURRENT.orElse(Optional.empty());
    return ScopedValue.where(CURRENT, Optional.of(new Call(network, outer))).call(walk::get);
  }

  private void check(Module applied) {
    if (module.isAbove(applied) || !applied.belongsInANetwork()) {
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
    // The place in front of this message is the module whose forward it is.
    throw new StateException(
        "its forward applies "
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
                : "), or freeze() it if it is meant to stay as it is."));
  }
}
