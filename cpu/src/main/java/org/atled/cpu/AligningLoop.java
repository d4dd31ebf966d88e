package org.atled.cpu;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.spi.LoopCompiler.Form;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.LoopCompiler.Step;

/**
 * A loop that is only fast when its operands of step ONE stand alike in their cache lines, and
 * copies long rows that do not to where they do: block by block, through the first cache. Three
 * copies and a loop of vectors take half the time of one loop without.
 */
final class AligningLoop implements Loop {
  private static final int BLOCK = 1024;

  /** Elements: a cache line of floats. */
  private static final int LINE = 16;

  /** Shorter rows are not worth it. */
  private static final int LEAST = 64;

  private final Loop loop;
  private final int inputs;
  private final DType[] types;
  private final boolean[] unit;

  AligningLoop(Loop loop, Form form) {
    this.loop = loop;
    this.inputs = form.expression().inputs().size();
    List<DType> all = new ArrayList<>(form.expression().inputs());
    all.addAll(form.expression().outputs());
    this.types = all.toArray(DType[]::new);
    this.unit = new boolean[types.length];
    for (int x = 0; x < unit.length; x++) {
      unit[x] = form.steps().get(x) == Step.ONE;
    }
  }

  @Override
  public void run(
      Object[] arrays,
      int[] offsets,
      int[] outerStrides,
      int outer,
      int[] innerStrides,
      int inner) {
    if (inner < LEAST || aligned(offsets, outerStrides, outer)) {
      loop.run(arrays, offsets, outerStrides, outer, innerStrides, inner);
      return;
    }
    Object[] blocks = arrays.clone();
    for (int x = 0; x < blocks.length; x++) {
      if (unit[x]) {
        blocks[x] = Scratch.take(types[x], BLOCK);
      }
    }
    boolean[] isThere = new boolean[inputs];
    for (int x = 0; x < inputs; x++) {
      isThere[x] = outerStrides[x] == 0 && inner <= BLOCK && !isWritten(arrays, x);
    }
    int[] at = new int[blocks.length];
    int[] still = new int[blocks.length];
    for (int o = 0; o < outer; o++) {
      for (int i = 0, end; i < inner; i = end) {
        end = Blocks.end(i, BLOCK, inner);
        int count = end - i;
        for (int x = 0; x < blocks.length; x++) {
          int from = offsets[x] + o * outerStrides[x];
          if (!unit[x]) {
            at[x] = from;
          } else if (x < inputs && !(o > 0 && isThere[x])) {
            copy(arrays[x], from + i, blocks[x], 0, count);
          }
        }
        loop.run(blocks, at, still, 1, innerStrides, count);
        for (int x = inputs; x < blocks.length; x++) {
          if (unit[x]) {
            copy(blocks[x], 0, arrays[x], offsets[x] + o * outerStrides[x] + i, count);
          }
        }
      }
    }
    for (int x = 0; x < blocks.length; x++) {
      if (unit[x]) {
        Scratch.give(types[x], BLOCK, blocks[x]);
      }
    }
  }

  /** Whether an input lies in an array that the loop writes, so that each o may find it changed. */
  private boolean isWritten(Object[] arrays, int input) {
    for (int x = inputs; x < arrays.length; x++) {
      if (arrays[x] == arrays[input]) {
        return true;
      }
    }
    return false;
  }

  private boolean aligned(int[] offsets, int[] outerStrides, int outer) {
    int first = -1;
    for (int x = 0; x < unit.length; x++) {
      if (unit[x]) {
        if (first >= 0
            && (!isWhole(offsets[x] - offsets[first])
                || (outer > 1 && !isWhole(outerStrides[x] - outerStrides[first])))) {
          return false;
        }
        first = x;
      }
    }
    return true;
  }

  /** Whether elements so far apart stand alike in their cache lines. */
  private static boolean isWhole(int distance) {
    return distance % LINE == 0;
  }

  /** With the type known HotSpot copies in line, which counts for blocks this short. */
  private static void copy(Object from, int at, Object to, int toAt, int count) {
    if (from instanceof float[] floats) {
      System.arraycopy(floats, at, (float[]) to, toAt, count);
    } else {
      System.arraycopy(from, at, to, toAt, count);
    }
  }
}
