package org.atled.train;

import org.atled.core.error.AtledException;

/** Training met a loss that is not a number. The parameters are those before the step. */
public final class NonFiniteLossException extends AtledException {
  private static final long serialVersionUID = 1L;

  NonFiniteLossException(String message) {
    super(message);
  }
}
