package org.atled.train;

import org.atled.core.error.AtledException;

/**
 * Training met a loss that is not a number. The parameters are those before the step; of several
 * phases, those before it have taken their steps of that batch.
 */
public final class NonFiniteLossException extends AtledException {
  private static final long serialVersionUID = 1L;

  NonFiniteLossException(String message) {
    super(message);
  }
}
