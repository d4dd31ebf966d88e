package org.atled.nn.optim;

/** What a rule does where only some rows of a parameter have a gradient. */
public enum RowSteps {
  /** It moves the others too: it is given zeros for them. */
  ALL_MOVE,
  /** The others would stay as they are, so that they need not be visited. */
  OTHERS_STAY,
  /** It is meant for such gradients, and takes no others. */
  NEEDED
}
