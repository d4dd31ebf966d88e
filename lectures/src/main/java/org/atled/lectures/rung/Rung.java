package org.atled.lectures.rung;

import java.util.List;
import org.atled.lectures.matrix.Matrix;

/**
 * A network on one of the rungs, seen in one way: examples are rows, weights are W¹ [in, out], b¹
 * [1, out], W² … whatever the rung makes of them, and without the bs if the network has no biases.
 */
public interface Rung {
  /** {@code 3, back-propagation by rows}. */
  String name();

  /** The gradients of the mean loss over a batch: X [n, d], Y [n, k]. */
  List<Matrix> gradients(Matrix x, Matrix y);

  /** The weights of the moment; copies. */
  List<Matrix> weights();

  /**
   * A step of gradient descent on a batch. What it takes to bring the batch into the rung's own
   * form is done here, so that running it, again and again, is the step and nothing else.
   */
  Runnable step(Matrix x, Matrix y);
}
