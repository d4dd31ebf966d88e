package org.atled.cpu;

import java.util.Optional;
import org.atled.core.expr.BoxMuller;
import org.atled.core.expr.Expression;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.LoopCompiler.Step;
import org.atled.core.spi.RandomKernel;
import org.atled.core.spi.RandomKernel.Draw;
import org.atled.core.spi.Strided;

/** Runs {@link RandomKernel}. */
final class RandomNumbers {
  /** Elements of a row that are drawn at a time; a multiple of the four in a block. */
  private static final int PIECE = 4096;

  /** Element operations that drawing one number takes. */
  private static final int UNIFORM_WORK = 4;

  private static final int NORMAL_WORK = 16;

  private static final Pool<Deviates> POOL =
      new Pool<>(2 * Runtime.getRuntime().availableProcessors(), Deviates::new);

  private final LoopCache loops;
  private final Maps maps;
  private final ParallelLoops parallel;

  RandomNumbers(LoopCache loops, Maps maps, ParallelLoops parallel) {
    this.loops = loops;
    this.maps = maps;
    this.parallel = parallel;
  }

  void draw(RandomKernel random) {
    Strided out = random.out();
    int elements = out.elements();
    if (elements == 0) {
      return;
    }
    if (out.isContiguous()) {
      draw(random, out.storage().array(), out.offset());
      return;
    }
    Object drawn = Scratch.take(out.dtype(), elements);
    draw(random, drawn, 0);
    maps.copy(Strided.rowMajor(Scratch.asStorage(out.dtype(), drawn), out.shape()), out);
    Scratch.give(out.dtype(), elements, drawn);
  }

  private void draw(RandomKernel random, Object out, int at) {
    int elements = random.out().elements();
    int rows = random.rows().isPresent() ? random.out().sizes()[0] : 1;
    int length = elements / rows;
    int pieces = Blocks.count(length, PIECE);
    int step = (int) ((long[]) random.step().storage().array())[random.step().offset()];
    boolean normal = random.draw() == Draw.NORMAL;
    Optional<Loop> pairs = normal ? Optional.of(pairs(out)) : Optional.empty();
    parallel.split(
        rows * pieces,
        (long) elements * (normal ? NORMAL_WORK : UNIFORM_WORK),
        (first, last) -> {
          Deviates deviates = POOL.take();
          for (int task = first; task < last; task++) {
            int i = task / pieces;
            int from = task % pieces * PIECE;
            int to = Math.min(from + PIECE, length);
            int place = at + i * length + from;
            long number = random.rows().map(r -> numberOf(r, i)).orElse(0L);
            Deviates.Row row = new Deviates.Row(random.key(), number, step);
            deviates.draw(pairs, row, from, to, out, place);
          }
          POOL.give(deviates);
        });
  }

  private Loop pairs(Object out) {
    Expression pair = out instanceof float[] ? BoxMuller.FLOAT32 : BoxMuller.FLOAT64;
    return loops.get(pair, Step.ONE, Step.ONE, Step.ONE, Step.ONE);
  }

  private static long numberOf(Strided rows, int row) {
    return ((long[]) rows.storage().array())[rows.offset() + row * rows.strides()[0]];
  }
}
