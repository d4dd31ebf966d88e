package org.atled.cpu;

import org.atled.core.spi.Kernel;
import org.atled.core.spi.Kernel.Draw;
import org.atled.core.spi.Strided;

/** Runs {@link Kernel.Random}. */
final class RandomNumbers {
  /** Elements of a row that are drawn at a time; a multiple of the four in a block. */
  private static final int PIECE = 4096;

  /** Element operations that drawing one number takes. */
  private static final int UNIFORM_WORK = 4;

  private static final int NORMAL_WORK = 16;

  private final Maps maps;
  private final Crew crew;
  private final Pool<Deviates> pool;

  RandomNumbers(LoopCache loops, Maps maps, Crew crew) {
    this.maps = maps;
    this.crew = crew;
    this.pool =
        new Pool<>(2 * Runtime.getRuntime().availableProcessors(), () -> new Deviates(loops));
  }

  void draw(Kernel.Random random) {
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
    maps.copy(Strided.rowMajor(Scratch.asStorage(drawn), out.shape()), out);
    Scratch.give(out.dtype(), elements, drawn);
  }

  private void draw(Kernel.Random random, Object out, int at) {
    int elements = random.out().elements();
    int rows = random.rows().isPresent() ? random.out().sizes()[0] : 1;
    int length = elements / rows;
    int pieces = Blocks.count(length, PIECE);
    int step = (int) ((long[]) random.step().storage().array())[random.step().offset()];
    int perBlock = Deviates.perBlock(out);
    int most = perBlock * PhiloxBlocks.BLOCKS;
    int cost = random.draw() == Draw.NORMAL ? NORMAL_WORK : UNIFORM_WORK;
    crew.split(
        rows * pieces,
        (long) elements * cost,
        (from, to) -> {
          Deviates deviates = pool.take();
          for (int task = from; task < to; task++) {
            int row = task / pieces;
            int begin = task % pieces * PIECE;
            int end = Math.min(begin + PIECE, length);
            long number = random.rows().map(r -> numberOf(r, row)).orElse(0L);
            for (int e = begin; e < end; e += most) {
              int n = Math.min(most, end - e);
              int count = (n + perBlock - 1) / perBlock;
              deviates.compute(random.key(), e / perBlock, number, step, count);
              deviates.store(random.draw(), n, out, at + row * length + e);
            }
          }
          pool.give(deviates);
        });
  }

  private static long numberOf(Strided rows, int row) {
    return ((long[]) rows.storage().array())[rows.offset() + row * rows.strides()[0]];
  }
}
