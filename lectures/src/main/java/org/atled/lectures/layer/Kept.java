package org.atled.lectures.layer;

import java.util.Optional;
import org.atled.core.error.StateException;

/** What a forward pass leaves for the backward pass. */
final class Kept<T> {
  private final String layer;
  private Optional<T> value = Optional.empty();

  Kept(String layer) {
    this.layer = layer;
  }

  /** Keeps it, and gives it back. */
  T keep(T kept) {
    value = Optional.of(kept);
    return kept;
  }

  T get() {
    return value.orElseThrow(() ->
        new StateException(layer + ": backward was called before forward; call forward first."));
  }
}
