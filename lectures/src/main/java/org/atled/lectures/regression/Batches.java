package org.atled.lectures.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Draws;

/** Which examples each step of an epoch sees. */
public sealed interface Batches {
  /** The numbers of the examples, step by step. */
  List<int[]> epoch(int examples, Draws draws);

  /** One step on all examples: gradient descent proper. */
  record All() implements Batches {
    @Override
    public List<int[]> epoch(int examples, Draws draws) {
      int[] all = new int[examples];
      Arrays.setAll(all, i -> i);
      return List.of(all);
    }
  }

  /**
   * As many steps as there are examples, each on one that is drawn from all of them: some come
   * twice, about one in e not at all.
   */
  record Singles() implements Batches {
    @Override
    public List<int[]> epoch(int examples, Draws draws) {
      List<int[]> steps = new ArrayList<>(examples);
      for (int i = 0; i < examples; i++) {
        steps.add(new int[] {draws.below(examples)});
      }
      return steps;
    }
  }

  /**
   * The examples in random order, cut into steps: each comes once, and the last step may have
   * fewer.
   *
   * @param size examples in a step
   */
  record Minibatches(int size) implements Batches {
    public Minibatches {
      if (size < 1) {
        throw new ArgumentException(
            "Minibatches: the size must be at least 1 but is " + size + ".");
      }
    }

    @Override
    public List<int[]> epoch(int examples, Draws draws) {
      int[] order = draws.permutation(examples);
      List<int[]> steps = new ArrayList<>();
      for (int from = 0; from < examples; from += size) {
        steps.add(Arrays.copyOfRange(order, from, Math.min(examples, from + size)));
      }
      return steps;
    }
  }
}
