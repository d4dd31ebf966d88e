package org.atled.cpu;

import java.util.Arrays;
import java.util.List;
import org.atled.core.spi.LoopCompiler.Step;
import org.atled.core.spi.Strided;

/**
 * The loops that visit the elements of several operands together, as few as their strides allow:
 * axes of size 1 are dropped, and neighbours are merged where one continues the other in every
 * operand.
 *
 * @param sizes of the loops, the outermost first
 * @param strides for each loop the operands' strides
 * @param offsets the operands' first elements
 */
record Nest(int[] sizes, int[][] strides, int[] offsets) {
  private static final int[] NONE = {};

  /** All axes, in any order: the last operand's (the output's) smallest strides innermost. */
  static Nest of(List<Strided> operands) {
    return areContiguous(operands)
        ? contiguous(operands)
        : of(operands, 0, operands.getLast().rank(), true);
  }

  private static boolean areContiguous(List<Strided> operands) {
    for (int x = 0; x < operands.size(); x++) {
      if (!operands.get(x).isContiguous()) {
        return false;
      }
    }
    return true;
  }

  /** What the general way comes to for the usual operands, in a fraction of the time. */
  private static Nest contiguous(List<Strided> operands) {
    int elements = operands.getFirst().elements();
    int[] offsets = new int[operands.size()];
    int[] ones = new int[offsets.length];
    for (int x = 0; x < offsets.length; x++) {
      offsets[x] = operands.get(x).offset();
      ones[x] = 1;
    }
    return elements == 1
        ? new Nest(NONE, new int[0][], offsets)
        : new Nest(new int[] {elements}, new int[][] {ones}, offsets);
  }

  /**
   * Some axes of operands which have equal sizes there.
   *
   * @param reorder whether the order of the elements does not matter
   */
  static Nest of(List<Strided> operands, int fromAxis, int toAxis, boolean reorder) {
    int count = operands.size();
    int[] allSizes = operands.getFirst().sizes();
    int rank = 0;
    int[] sizes = new int[toAxis - fromAxis];
    int[][] strides = new int[toAxis - fromAxis][];
    for (int axis = fromAxis; axis < toAxis; axis++) {
      if (allSizes[axis] != 1) {
        int[] s = new int[count];
        for (int x = 0; x < count; x++) {
          s[x] = operands.get(x).strides()[axis];
        }
        sizes[rank] = allSizes[axis];
        strides[rank++] = s;
      }
    }
    int[] offsets = new int[count];
    for (int x = 0; x < count; x++) {
      offsets[x] = operands.get(x).offset();
    }
    if (reorder) {
      sort(sizes, strides, rank);
    }
    return merged(sizes, strides, rank, offsets);
  }

  int rank() {
    return sizes.length;
  }

  int elements() {
    int product = 1;
    for (int size : sizes) {
      product *= size;
    }
    return product;
  }

  /** The size of the innermost loop; 1 if there is none. */
  int inner() {
    return sizes.length == 0 ? 1 : sizes[sizes.length - 1];
  }

  /** The strides of the loop that is so many above the innermost, zeros if there is none. */
  int[] stridesAbove(int above) {
    int axis = sizes.length - 1 - above;
    return axis >= 0 ? strides[axis] : new int[offsets.length];
  }

  /**
   * The loop to share out: the outermost, or the longest if that one is too short for so many
   * threads to get fair shares; −1 if there is none.
   */
  int longAxis(int threads) {
    int best = sizes.length == 0 ? -1 : 0;
    for (int axis = 1; axis < sizes.length; axis++) {
      if (sizes[best] < 8 * threads && sizes[axis] > sizes[best]) {
        best = axis;
      }
    }
    return best;
  }

  /** The part of one loop from {@code from} to {@code to}. */
  Nest slice(int axis, int from, int to) {
    int[] newSizes = sizes.clone();
    newSizes[axis] = to - from;
    int[] newOffsets = offsets.clone();
    advance(newOffsets, strides[axis], from);
    return new Nest(newSizes, strides, newOffsets);
  }

  /** The operands' offsets at element {@code number} in the order of the loops. */
  int[] offsetsAt(int[] first, int number) {
    int[] at = new int[first.length];
    moveTo(at, first, number);
    return at;
  }

  /** Writes those offsets to an array that is there. */
  void moveTo(int[] at, int[] first, int number) {
    System.arraycopy(first, 0, at, 0, first.length);
    int rest = number;
    for (int axis = sizes.length - 1; axis >= 0 && rest > 0; axis--) {
      advance(at, strides[axis], rest % sizes[axis]);
      rest /= sizes[axis];
    }
  }

  /** The kinds of the innermost strides; all ONE for a single element. */
  Step[] steps() {
    Step[] steps = new Step[offsets.length];
    for (int x = 0; x < steps.length; x++) {
      int stride = sizes.length == 0 ? 1 : strides[sizes.length - 1][x];
      steps[x] = stride == 0 ? Step.ZERO : stride == 1 ? Step.ONE : Step.ANY;
    }
    return steps;
  }

  static void advance(int[] offsets, int[] strides, int by) {
    for (int x = 0; x < offsets.length; x++) {
      offsets[x] += strides[x] * by;
    }
  }

  /** By insertion: ranks are small, and axes that compare as equal stay in their order. */
  private static void sort(int[] sizes, int[][] strides, int rank) {
    for (int i = 1; i < rank; i++) {
      for (int j = i; j > 0 && belongsInside(strides[j - 1], strides[j]); j--) {
        int[] s = strides[j];
        strides[j] = strides[j - 1];
        strides[j - 1] = s;
        int size = sizes[j];
        sizes[j] = sizes[j - 1];
        sizes[j - 1] = size;
      }
    }
  }

  /**
   * Whether axis a has the smaller strides: the last operand decides that is not repeated on
   * either.
   */
  private static boolean belongsInside(int[] a, int[] b) {
    for (int x = a.length - 1; x >= 0; x--) {
      if (a[x] != 0 && b[x] != 0 && a[x] != b[x]) {
        return Math.abs(a[x]) < Math.abs(b[x]);
      }
    }
    return false;
  }

  private static Nest merged(int[] sizes, int[][] strides, int rank, int[] offsets) {
    int kept = 0;
    for (int i = 0; i < rank; i++) {
      if (kept > 0 && continues(strides[kept - 1], strides[i], sizes[i])) {
        sizes[kept - 1] *= sizes[i];
        strides[kept - 1] = strides[i];
      } else {
        sizes[kept] = sizes[i];
        strides[kept++] = strides[i];
      }
    }
    return new Nest(
        kept == 0 ? NONE : Arrays.copyOf(sizes, kept), Arrays.copyOf(strides, kept), offsets);
  }

  private static boolean continues(int[] outer, int[] inner, int innerSize) {
    for (int x = 0; x < outer.length; x++) {
      if (outer[x] != inner[x] * innerSize) {
        return false;
      }
    }
    return true;
  }
}
