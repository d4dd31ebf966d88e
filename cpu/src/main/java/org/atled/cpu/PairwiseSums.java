package org.atled.cpu;

import java.util.ArrayDeque;
import java.util.Deque;
import org.atled.core.shape.DType;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.LoopCompiler.Loop;

/**
 * Adds arrays up pairwise as {@link org.atled.core.spi.ReduceKernel} adds its chunks. Equal numbers
 * of chunks are joined as soon as there are two of them, as when counting in binary: the same tree
 * as level by level, but with few partial results at a time.
 */
final class PairwiseSums {
  private static final int[] ONES = {1, 1, 1};
  private static final int[] ZEROS = {0, 0, 0};

  private final DType dtype;
  private final int length;
  private final Loop join;
  private final ParallelLoops parallel;
  private final Deque<Object> partial = new ArrayDeque<>();
  private final Deque<Integer> sizes = new ArrayDeque<>();

  /**
   * @param length of the arrays, which {@link Scratch} gave with this length
   */
  PairwiseSums(DType dtype, int length, LoopCache loops, ParallelLoops parallel) {
    this.dtype = dtype;
    this.length = length;
    this.join = loops.get(ReduceForms.combine(Combiner.SUM, dtype), Reductions.steps(ONES));
    this.parallel = parallel;
  }

  /** Takes the next chunk's sums, and the array. */
  void add(Object sums) {
    partial.push(sums);
    sizes.push(1);
    while (sizes.size() > 1) {
      int size = sizes.pop();
      if (sizes.peek() != size) {
        sizes.push(size);
        break;
      }
      sizes.push(2 * sizes.pop());
      joinTop();
    }
  }

  /** The sum of all, in an array that goes back to {@link Scratch}. */
  Object total() {
    while (partial.size() > 1) {
      joinTop();
    }
    return partial.pop();
  }

  /** Adds the two last partial results, the earlier one on the left. */
  private void joinTop() {
    Object right = partial.pop();
    Object left = partial.element();
    Object[] arrays = {left, right, left};
    parallel.split(
        length,
        length,
        (from, to) -> join.run(arrays, new int[] {from, from, from}, ZEROS, 1, ONES, to - from));
    Scratch.give(dtype, length, right);
  }
}
