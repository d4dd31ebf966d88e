package org.atled.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.LoopCompiler.Step;
import org.atled.core.spi.ReduceKernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@link ReduceKernel}: results of chunks side by side in rows, then the tree over the rows.
 */
final class Reductions {
  private static final int SLOTS = 512;

  private final InnerLoops inner;
  private final LoopCache loops;
  private final Maps maps;
  private final ParallelLoops parallel;

  // By identity of the expression, as in LoopCache; a race can only lose an entry.
  private final @Nullable Known[] known = new Known[SLOTS];

  private record Known(Combiner combiner, Expression before, ReduceForms forms) {}

  Reductions(InnerLoops inner, LoopCache loops, Maps maps, ParallelLoops parallel) {
    this.inner = inner;
    this.loops = loops;
    this.maps = maps;
    this.parallel = parallel;
  }

  void reduce(ReduceKernel reduce) {
    combine(reduce);
    reduce.epilogue().ifPresent(epilogue -> maps.epilogue(epilogue, reduce.out()));
  }

  private void combine(ReduceKernel reduce) {
    int[] sizes = reduce.inputs().getFirst().sizes();
    int reduced = 1;
    for (int axis = reduce.out().rank(); axis < sizes.length; axis++) {
      reduced *= sizes[axis];
    }
    if (reduce.out().elements() == 0) {
      return;
    }
    DType stored = reduce.out().dtype();
    if (reduced == 0) {
      maps.fill(reduce.out(), Identity.bits(reduce.combiner(), stored));
      return;
    }
    ReduceForms forms = forms(reduce);
    if (reduced == 1 && stored == forms.accumulator()) {
      maps.map(forms.accumulate(), single(reduce));
      return;
    }
    Reduction plan = new Reduction(reduce, reduced, forms, inner, loops);
    Object results = plan.results();
    parallel.each(plan.tasks(), plan.work(), plan::run);
    joinChunks(reduce.combiner(), plan, results);
    if (!plan.inPlace()) {
      maps.walk(
          ReduceForms.store(stored),
          new Object[] {results, reduce.out().storage().array()},
          plan.storeNest());
      plan.release();
    }
  }

  /** Operands of identity ⊕ before(inputs…) for one element each. */
  private static List<Strided> single(ReduceKernel reduce) {
    Strided out = reduce.out();
    Storage identity = Storage.one(out.dtype(), Identity.bits(reduce.combiner(), out.dtype()));
    List<Strided> operands = new ArrayList<>();
    operands.add(new Strided(identity, 0, out.sizes(), new int[out.rank()]));
    for (Strided in : reduce.inputs()) {
      int[] strides = Arrays.copyOf(in.strides(), out.rank());
      operands.add(new Strided(in.storage(), in.offset(), out.sizes(), strides));
    }
    operands.add(out);
    return operands;
  }

  private ReduceForms forms(ReduceKernel reduce) {
    Expression before = reduce.before();
    int slot = (System.identityHashCode(before) * 31 + reduce.combiner().ordinal()) & (SLOTS - 1);
    Known entry = known[slot];
    if (entry == null || entry.before != before || entry.combiner != reduce.combiner()) {
      entry = new Known(reduce.combiner(), before, ReduceForms.of(reduce.combiner(), before));
      known[slot] = entry;
    }
    return entry.forms;
  }

  /**
   * Pairs of neighbouring rows, again and again; the result of a pair takes the row of its number.
   */
  private void joinChunks(Combiner combiner, Reduction plan, Object results) {
    int outputs = plan.outputs();
    int first = plan.firstResult();
    Object[] arrays = {results, results, results};
    int[] offsets = {first, first + outputs, first};
    int[] alongOutputs = {1, 1, 1};
    int[] alongPairs = {2 * outputs, 2 * outputs, outputs};
    Expression combine = ReduceForms.combine(combiner, plan.accumulator());
    for (int rows = plan.chunks(); rows > 1; rows = (rows + 1) / 2) {
      int pairs = rows / 2;
      // The longer axis goes inside; pair p reads rows 2p and 2p + 1, which no earlier pair wrote.
      if (outputs >= pairs) {
        loop(combine, alongOutputs).run(arrays, offsets, alongPairs, pairs, alongOutputs, outputs);
      } else {
        loop(combine, alongPairs).run(arrays, offsets, alongOutputs, outputs, alongPairs, pairs);
      }
      if (rows % 2 == 1) {
        System.arraycopy(
            results, first + (rows - 1) * outputs, results, first + pairs * outputs, outputs);
      }
    }
  }

  private Loop loop(Expression expression, int[] strides) {
    return loops.get(expression, steps(strides));
  }

  static Step[] steps(int... strides) {
    Step[] steps = new Step[strides.length];
    Arrays.setAll(steps, x -> strides[x] == 0 ? Step.ZERO : strides[x] == 1 ? Step.ONE : Step.ANY);
    return steps;
  }
}
