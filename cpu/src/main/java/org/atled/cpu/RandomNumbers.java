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

  private static final int NORMAL_WORK = 64;

  private static final Pool<PhiloxBlocks> BLOCKS =
      new Pool<>(2 * Runtime.getRuntime().availableProcessors(), PhiloxBlocks::new);

  private final Maps maps;
  private final Crew crew;

  RandomNumbers(Maps maps, Crew crew) {
    this.maps = maps;
    this.crew = crew;
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
    int cost = random.draw() == Draw.NORMAL ? NORMAL_WORK : UNIFORM_WORK;
    crew.split(
        rows * pieces,
        (long) elements * cost,
        (from, to) -> {
          PhiloxBlocks blocks = BLOCKS.take();
          for (int task = from; task < to; task++) {
            int row = task / pieces;
            int begin = task % pieces * PIECE;
            long number = random.rows().map(r -> numberOf(r, row)).orElse(0L);
            Stream stream = new Stream(blocks, random.key(), number, step);
            int place = at + row * length + begin;
            stream.draw(random.draw(), begin, Math.min(PIECE, length - begin), out, place);
          }
          BLOCKS.give(blocks);
        });
  }

  private static long numberOf(Strided rows, int row) {
    return ((long[]) rows.storage().array())[rows.offset() + row * rows.strides()[0]];
  }

  /** The numbers of one row. */
  private record Stream(PhiloxBlocks blocks, long key, long row, int step) {

    /** Draws elements {@code first} to {@code first + count − 1}; first is a multiple of 4. */
    void draw(Draw draw, int first, int count, Object out, int at) {
      boolean singleWords = draw == Draw.UNIFORM && out instanceof float[];
      int perBlock = singleWords ? 4 : 2;
      int most = perBlock * PhiloxBlocks.BLOCKS;
      for (int e = 0; e < count; e += most) {
        int n = Math.min(most, count - e);
        int block = (first + e) / perBlock;
        int needed = (n + perBlock - 1) / perBlock;
        blocks.compute(key, block, (int) row, (int) (row >>> 32), step, needed);
        store(draw, n, out, at + e);
      }
    }

    private void store(Draw draw, int n, Object out, int at) {
      switch (out) {
        case float[] floats -> {
          if (draw == Draw.UNIFORM) {
            blocks.uniform(floats, at, n);
          } else {
            normal(n, (i, x) -> floats[at + i] = (float) x);
          }
        }
        case double[] doubles -> {
          if (draw == Draw.UNIFORM) {
            for (int i = 0; i < n; i++) {
              doubles[at + i] = blocks.uniform(i);
            }
          } else {
            normal(n, (i, x) -> doubles[at + i] = x);
          }
        }
        default -> throw new IllegalArgumentException("No draws of " + out.getClass());
      }
    }

    /** Where the numbers go. */
    private interface Sink {
      void put(int i, double x);
    }

    /** Box and Muller: the two numbers of a pair share radius and angle. */
    private void normal(int n, Sink sink) {
      for (int i = 0; i < n; i += 2) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - blocks.uniform(i)));
        double angle = 2 * Math.PI * blocks.uniform(i + 1);
        sink.put(i, radius * StrictMath.cos(angle));
        if (i + 1 < n) {
          sink.put(i + 1, radius * StrictMath.sin(angle));
        }
      }
    }
  }
}
