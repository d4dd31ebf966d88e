package org.atled.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.ReduceKernel;
import org.atled.core.spi.Strided;

/**
 * One run of a {@link ReduceKernel} on at least one element, in tasks that may run at once. The
 * result for output k of chunk c goes to {@code results[firstResult + c·outputs + k]}, where
 * outputs are numbered in the order of their nest of loops.
 *
 * <p>Where the reduced elements of an output are neighbours, a {@link LaneReducer} walks along
 * them. Where the outputs are neighbours instead (the sum over the rows of a matrix), sixteen rows
 * of accumulators, one for each lane, take one row of the input after another. Both add the same
 * numbers in the same order.
 */
final class Reduction {
  private static final int LANES = ReduceKernel.LANES;
  private static final int CHUNK = ReduceKernel.CHUNK;

  /**
   * Outputs in a task that works along them: sixteen rows of accumulators fill half a first cache.
   */
  private static final int WIDTH = 256;

  /** Fewer outputs side by side than this are not worth a row of accumulators. */
  private static final int LEAST_WIDTH = 8;

  /** Elements that a task should have at least. */
  private static final int TASK = 4 * CHUNK;

  private final ReduceKernel reduce;
  private final ReduceForms forms;
  private final LoopCache cache;
  private final LaneReducer reducer;
  private final Object[] inputs;

  /** The loops over the outputs; operand 0 is the output. */
  private final Nest kept;

  /** The loops over the reduced elements, in their order; the operands are the inputs. */
  private final Nest reduced;

  private final int count;
  private final int outputs;
  private final int chunks;
  private final boolean along;
  private final int blocks;
  private final int blockOutputs;
  private final boolean inPlace;
  private final Object results;

  // For the path along the reduced elements: strides of the inputs, then of the scratch row.
  private final int[] innerStrides;
  private final int[] outerStrides;

  // For the path along the outputs: accumulator, inputs, accumulator.
  private final int[] widthStrides;

  Reduction(ReduceKernel reduce, int count, ReduceForms forms, InnerLoops loops, LoopCache cache) {
    this.reduce = reduce;
    this.forms = forms;
    this.cache = cache;
    this.count = count;
    this.reducer = loops.reducer(reduce.combiner(), forms.accumulator());
    int keptRank = reduce.out().rank();
    List<Strided> operands = new ArrayList<>();
    operands.add(reduce.out());
    operands.addAll(reduce.inputs());
    this.kept = Nest.of(operands, 0, keptRank, true);
    this.reduced = Nest.of(reduce.inputs(), keptRank, reduce.inputs().getFirst().rank(), false);
    this.inputs = new Object[reduce.inputs().size()];
    for (int x = 0; x < inputs.length; x++) {
      inputs[x] = reduce.inputs().get(x).storage().array();
    }
    this.outputs = kept.elements();
    this.chunks = Blocks.count(count, CHUNK);
    this.along = alongOutputs();
    if (along) {
      blockOutputs = Math.min(WIDTH, kept.inner());
      blocks = outputs / kept.inner() * Blocks.count(kept.inner(), WIDTH);
    } else {
      blockOutputs = Math.min(outputs, Blocks.count(TASK, Math.min(count, CHUNK)));
      blocks = Blocks.count(outputs, blockOutputs);
    }
    boolean rowMajor = kept.rank() == 0 || (kept.rank() == 1 && kept.strides()[0][0] == 1);
    this.inPlace = chunks == 1 && rowMajor && reduce.out().dtype() == forms.accumulator();
    this.results =
        inPlace
            ? reduce.out().storage().array()
            : Scratch.take(forms.accumulator(), chunks * outputs);
    this.innerStrides = append(reduced.stridesAbove(0), 1);
    this.outerStrides = append(reduced.stridesAbove(1), reduced.inner());
    int[] widths = append(kept.stridesAbove(0), 1);
    widths[0] = 1;
    this.widthStrides = widths;
  }

  private Loop before() {
    return cache.get(forms.before(), Reductions.steps(innerStrides));
  }

  Object results() {
    return results;
  }

  /** Whether the results are in the output already. */
  boolean inPlace() {
    return inPlace;
  }

  int firstResult() {
    return inPlace ? reduce.out().offset() : 0;
  }

  int outputs() {
    return outputs;
  }

  int chunks() {
    return chunks;
  }

  DType accumulator() {
    return forms.accumulator();
  }

  int tasks() {
    return blocks * chunks;
  }

  long work() {
    return (long) outputs * count * (1 + forms.before().code().size() / 2);
  }

  /** From the results to the output: operands are those two. */
  Nest storeNest() {
    int[][] strides = new int[kept.rank()][];
    int rowMajor = 1;
    for (int axis = kept.rank() - 1; axis >= 0; axis--) {
      strides[axis] = new int[] {rowMajor, kept.strides()[axis][0]};
      rowMajor *= kept.sizes()[axis];
    }
    return new Nest(kept.sizes(), strides, new int[] {0, kept.offsets()[0]});
  }

  void release() {
    Scratch.give(forms.accumulator(), chunks * outputs, results);
  }

  void run(int task) {
    int chunk = task % chunks;
    int block = task / chunks;
    int begin = chunk * CHUNK;
    int n = Math.min(CHUNK, count - begin);
    if (along) {
      int perRow = Blocks.count(kept.inner(), WIDTH);
      int from = block % perRow * WIDTH;
      int width = Math.min(WIDTH, kept.inner() - from);
      runAlongOutputs(block / perRow * kept.inner() + from, width, chunk, begin, n);
    } else {
      int from = block * blockOutputs;
      runAlongElements(from, Blocks.end(from, blockOutputs, outputs), chunk, begin, n);
    }
  }

  private boolean alongOutputs() {
    if (reduced.rank() == 0 || kept.inner() < LEAST_WIDTH) {
      return false;
    }
    for (int x = 0; x < inputs.length; x++) {
      int step = reduced.stridesAbove(0)[x];
      if (step != 0) {
        return Math.abs(kept.stridesAbove(0)[x + 1]) < Math.abs(step);
      }
    }
    return false;
  }

  private void runAlongElements(int from, int to, int chunk, int begin, int n) {
    boolean oneLoop = reduced.rank() <= 1;
    boolean direct = oneLoop && forms.plain();
    // As many outputs at once as their elements fit a scratch row.
    int together = direct ? Integer.MAX_VALUE : oneLoop ? Math.max(1, CHUNK / n) : 1;
    Object row = direct ? results : Scratch.take(forms.accumulator(), CHUNK);
    int[] keptStrides = kept.stridesAbove(0);
    int[] places = new int[inputs.length + 1]; // of the output, which is not used, and the inputs
    Object[] arrays = append(inputs, row);
    int[] atRow = new int[arrays.length];
    int[] rowStrides = append(Arrays.copyOfRange(keptStrides, 1, keptStrides.length), n);
    int at;
    for (int k = from; k < to; k = at) {
      kept.moveTo(places, kept.offsets(), k);
      int rows = Math.min(Math.min(to - k, kept.inner() - k % kept.inner()), together);
      int result = firstResult() + chunk * outputs + k;
      if (direct) {
        int step = reduced.stridesAbove(0)[0];
        int first = places[1] + begin * step;
        reducer.reduce(inputs[0], first, keptStrides[1], rows, step, n, results, result, 1);
      } else {
        if (oneLoop) {
          System.arraycopy(places, 1, atRow, 0, inputs.length);
          Nest.advance(atRow, innerStrides, begin);
          atRow[inputs.length] = 0;
          before().run(arrays, atRow, rowStrides, rows, innerStrides, n);
        } else {
          evaluate(Arrays.copyOfRange(places, 1, places.length), begin, begin + n, row);
        }
        reducer.reduce(row, 0, n, rows, 1, n, results, result, 1);
      }
      at = k + rows;
    }
    if (!direct) {
      Scratch.give(forms.accumulator(), CHUNK, row);
    }
  }

  /**
   * Writes elements begin … end − 1 of one output to the scratch row, over several reduced axes.
   */
  private void evaluate(int[] first, int begin, int end, Object row) {
    Loop before = before();
    Object[] arrays = append(inputs, row);
    int inner = reduced.inner();
    int upper = reduced.sizes()[reduced.rank() - 2];
    for (int r = begin; r < end; ) {
      int[] offsets = append(elementsAt(first, r), r - begin);
      int length = Math.min(inner - r % inner, end - r);
      int rows = 1;
      if (length == inner) {
        rows = Math.min((end - r) / inner, upper - r / inner % upper);
      }
      before.run(arrays, offsets, outerStrides, rows, innerStrides, length);
      r += rows * length;
    }
  }

  private void runAlongOutputs(int k, int width, int chunk, int begin, int n) {
    int lanes = Math.min(LANES, n);
    Object lane = Scratch.take(forms.accumulator(), LANES * WIDTH);
    fill(lane, lanes * width);
    Object[] arrays = append(prepend(lane, inputs), lane);
    int[] first = inputsAt(k);
    int[] step = reduced.stridesAbove(0);
    int[] laneStrides = append(prepend(width, step), width);
    Loop accumulate = cache.get(forms.accumulate(), Reductions.steps(widthStrides));
    for (int r = begin; r < begin + n; ) {
      int l = r % LANES;
      int rows =
          Math.min(Math.min(LANES - l, begin + n - r), reduced.inner() - r % reduced.inner());
      int[] offsets = append(prepend(l * width, elementsAt(first, r)), l * width);
      accumulate.run(arrays, offsets, laneStrides, rows, widthStrides, width);
      r += rows;
    }
    Loop combine =
        cache.get(
            ReduceForms.combine(reduce.combiner(), forms.accumulator()), Reductions.steps(1, 1, 1));
    int[] ones = {1, 1, 1};
    int[] zeros = {0, 0, 0};
    Object[] same = {lane, lane, lane};
    for (int half = LANES / 2; half > 0; half /= 2) {
      // Lanes without elements hold the identity, which would change nothing.
      int pairs = Math.min(half, Math.min(lanes, 2 * half) - half);
      if (pairs > 0) {
        combine.run(same, new int[] {0, half * width, 0}, zeros, 1, ones, pairs * width);
      }
    }
    System.arraycopy(lane, 0, results, firstResult() + chunk * outputs + k, width);
    Scratch.give(forms.accumulator(), LANES * WIDTH, lane);
  }

  private void fill(Object array, int length) {
    long bits = Identity.bits(reduce.combiner(), forms.accumulator());
    switch (array) {
      case int[] a -> Arrays.fill(a, 0, length, (int) bits);
      case long[] a -> Arrays.fill(a, 0, length, bits);
      case float[] a -> Arrays.fill(a, 0, length, (float) Double.longBitsToDouble(bits));
      case double[] a -> Arrays.fill(a, 0, length, Double.longBitsToDouble(bits));
      default -> throw new IllegalArgumentException("Not an accumulator: " + array.getClass());
    }
  }

  /** The inputs' offsets at the first reduced element of output k. */
  private int[] inputsAt(int k) {
    int[] offsets = kept.offsetsAt(kept.offsets(), k);
    return Arrays.copyOfRange(offsets, 1, offsets.length);
  }

  /** The inputs' offsets at reduced element r, from those of the first. */
  private int[] elementsAt(int[] first, int r) {
    return reduced.offsetsAt(first, r);
  }

  private static int[] append(int[] some, int last) {
    int[] all = Arrays.copyOf(some, some.length + 1);
    all[some.length] = last;
    return all;
  }

  private static int[] prepend(int first, int[] some) {
    int[] all = new int[some.length + 1];
    System.arraycopy(some, 0, all, 1, some.length);
    all[0] = first;
    return all;
  }

  private static Object[] append(Object[] some, Object last) {
    Object[] all = Arrays.copyOf(some, some.length + 1, Object[].class);
    all[some.length] = last;
    return all;
  }

  private static Object[] prepend(Object first, Object[] some) {
    Object[] all = new Object[some.length + 1];
    System.arraycopy(some, 0, all, 1, some.length);
    all[0] = first;
    return all;
  }
}
