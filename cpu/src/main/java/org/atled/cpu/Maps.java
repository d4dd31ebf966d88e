package org.atled.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.spi.Epilogue;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/** Element-wise kernels: maps, copies and fills are one walk over the operands. */
final class Maps {
  /** Along both axes, for operands that lie across: a tile of each fits the first cache. */
  private static final int TILE = 64;

  private static final List<Expression> SAME =
      Arrays.stream(DType.values()).map(d -> Expression.of(List.of(d), d, List::getFirst)).toList();

  private static final List<Expression> WIDER =
      Arrays.stream(DType.values())
          .map(d -> Expression.of(List.of(d), d.computing(), List::getFirst))
          .toList();

  private final LoopCache loops;
  private final ParallelLoops parallel;

  Maps(LoopCache loops, ParallelLoops parallel) {
    this.loops = loops;
    this.parallel = parallel;
  }

  void map(MapKernel map) {
    List<Strided> operands = new ArrayList<>(map.inputs().size() + map.outputs().size());
    operands.addAll(map.inputs());
    operands.addAll(map.outputs());
    map(map.expression(), operands);
  }

  /** Maps what a kernel left in its out. */
  void epilogue(Epilogue epilogue, Strided out) {
    List<Strided> operands =
        new ArrayList<>(1 + epilogue.inputs().size() + epilogue.outputs().size());
    operands.add(out);
    operands.addAll(epilogue.inputs());
    operands.addAll(epilogue.outputs());
    map(epilogue.expression(), operands);
  }

  void copy(Strided in, Strided out) {
    if (in.isContiguous() && out.isContiguous()) {
      Object from = in.storage().array();
      Object to = out.storage().array();
      parallel.split(
          out.elements(),
          out.elements() / 4,
          (begin, end) ->
              System.arraycopy(from, in.offset() + begin, to, out.offset() + begin, end - begin));
    } else {
      map(SAME.get(in.dtype().ordinal()), List.of(in, out));
    }
  }

  /** Copies to an out of the same type, or of the one for computing. */
  void copyOrWiden(Strided in, Strided out) {
    if (in.dtype() == out.dtype()) {
      copy(in, out);
    } else {
      map(WIDER.get(in.dtype().ordinal()), List.of(in, out));
    }
  }

  void fill(Strided out, long bits) {
    Storage value = Storage.one(out.dtype(), bits);
    Strided repeated = new Strided(value, 0, out.sizes(), new int[out.rank()]);
    map(SAME.get(out.dtype().ordinal()), List.of(repeated, out));
  }

  /** Computes an expression; the operands are its inputs and then its outputs. */
  void map(Expression expression, List<Strided> operands) {
    Nest nest = Nest.of(operands);
    int elements = nest.elements();
    if (elements == 0) {
      return;
    }
    Object[] arrays = new Object[operands.size()];
    for (int x = 0; x < arrays.length; x++) {
      arrays[x] = operands.get(x).storage().array();
    }
    walk(expression, arrays, nest);
  }

  /** Computes an expression on every element of a nest that has some. */
  void walk(Expression expression, Object[] arrays, Nest nest) {
    Loop loop = loops.get(expression, nest.steps());
    int elements = nest.elements();
    long work = (long) elements * (1 + expression.code().size() / 2);
    int axis = parallel.parts(elements, work) > 1 ? nest.longAxis(parallel.threads()) : -1;
    if (axis < 0) {
      walk(loop, arrays, nest);
    } else {
      parallel.split(
          nest.sizes()[axis], work, (from, to) -> walk(loop, arrays, nest.slice(axis, from, to)));
    }
  }

  private static void walk(Loop loop, Object[] arrays, Nest nest) {
    int rank = nest.rank();
    if (rank <= 2) {
      walkTwo(loop, arrays, nest, nest.offsets());
      return;
    }
    int[] index = new int[rank - 2];
    int[] offsets = nest.offsets().clone();
    int axis;
    do {
      walkTwo(loop, arrays, nest, offsets);
      axis = rank - 3;
      while (axis >= 0 && ++index[axis] == nest.sizes()[axis]) {
        Nest.advance(offsets, nest.strides()[axis], 1 - index[axis]);
        index[axis--] = 0;
      }
      if (axis >= 0) {
        Nest.advance(offsets, nest.strides()[axis], 1);
      }
    } while (axis >= 0);
  }

  /** The two innermost loops. */
  private static void walkTwo(Loop loop, Object[] arrays, Nest nest, int[] offsets) {
    int[] innerStrides = nest.stridesAbove(0);
    int[] outerStrides = nest.stridesAbove(1);
    int inner = nest.inner();
    int outer = nest.rank() < 2 ? 1 : nest.sizes()[nest.rank() - 2];
    if (outer < TILE / 4 || !liesAcross(innerStrides, outerStrides)) {
      loop.run(arrays, offsets, outerStrides, outer, innerStrides, inner);
      return;
    }
    int[] at = new int[offsets.length];
    for (int o = 0, below; o < outer; o = below) {
      below = Blocks.end(o, TILE, outer);
      for (int i = 0, right; i < inner; i = right) {
        right = Blocks.end(i, TILE, inner);
        System.arraycopy(offsets, 0, at, 0, at.length);
        Nest.advance(at, outerStrides, o);
        Nest.advance(at, innerStrides, i);
        loop.run(arrays, at, outerStrides, below - o, innerStrides, right - i);
      }
    }
  }

  /** Whether some operand's neighbours follow each other along the outer loop. */
  private static boolean liesAcross(int[] innerStrides, int[] outerStrides) {
    for (int x = 0; x < innerStrides.length; x++) {
      if (outerStrides[x] != 0 && Math.abs(outerStrides[x]) < Math.abs(innerStrides[x])) {
        return true;
      }
    }
    return false;
  }

  /** The expression that returns its input. */
  static Expression same(DType dtype) {
    return SAME.get(dtype.ordinal());
  }
}
