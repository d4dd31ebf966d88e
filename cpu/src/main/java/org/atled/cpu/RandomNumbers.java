package org.atled.cpu;

import org.atled.core.random.Philox;
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
    int pieces = (length + PIECE - 1) / PIECE;
    int step = (int) ((long[]) random.step().storage().array())[random.step().offset()];
    int cost = random.draw() == Draw.NORMAL ? NORMAL_WORK : UNIFORM_WORK;
    crew.split(
        rows * pieces,
        (long) elements * cost,
        (from, to) -> {
          for (int task = from; task < to; task++) {
            int row = task / pieces;
            int begin = task % pieces * PIECE;
            long number = random.rows().map(r -> numberOf(r, row)).orElse(0L);
            Stream stream = new Stream(random.key(), number, step);
            int place = at + row * length + begin;
            stream.draw(random.draw(), begin, Math.min(PIECE, length - begin), out, place);
          }
        });
  }

  private static long numberOf(Strided rows, int row) {
    return ((long[]) rows.storage().array())[rows.offset() + row * rows.strides()[0]];
  }

  /** The numbers of one row. */
  private static final class Stream {
    private final long key;
    private final int rowLow;
    private final int rowHigh;
    private final int step;
    private final int[] words = new int[4];

    Stream(long key, long row, int step) {
      this.key = key;
      this.rowLow = (int) row;
      this.rowHigh = (int) (row >>> 32);
      this.step = step;
    }

    /** Draws elements {@code first} to {@code first + count − 1}; first is a multiple of 4. */
    void draw(Draw draw, int first, int count, Object out, int at) {
      switch (draw) {
        case BITS -> {
          int[] array = (int[]) out;
          for (int i = 0; i < count; i++) {
            array[at + i] = word(first + i);
          }
        }
        case UNIFORM -> {
          switch (out) {
            case float[] array -> {
              for (int i = 0; i < count; i++) {
                array[at + i] = (word(first + i) >>> 8) * 0x1p-24f;
              }
            }
            case double[] array -> {
              for (int i = 0; i < count; i++) {
                array[at + i] = uniform(first + i);
              }
            }
            default -> throw new IllegalArgumentException("Uniform numbers are floats.");
          }
        }
        case NORMAL -> {
          for (int i = 0; i < count; i += 2) {
            double u = uniform(first + i);
            double v = uniform(first + i + 1);
            double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - u));
            double angle = 2 * Math.PI * v;
            store(out, at + i, radius * StrictMath.cos(angle));
            if (i + 1 < count) {
              store(out, at + i + 1, radius * StrictMath.sin(angle));
            }
          }
        }
      }
    }

    private static void store(Object out, int at, double value) {
      switch (out) {
        case float[] array -> array[at] = (float) value;
        case double[] array -> array[at] = value;
        default -> throw new IllegalArgumentException("Normal numbers are floats.");
      }
    }

    /** Word {@code element} mod 4 of its block; elements are asked for in ascending order. */
    private int word(int element) {
      if (element % 4 == 0) {
        block(element / 4);
      }
      return words[element % 4];
    }

    private double uniform(int element) {
      int pair = element % 2;
      if (pair == 0) {
        block(element / 2);
      }
      int high = words[2 * pair] >>> 5;
      int low = words[2 * pair + 1] >>> 6;
      return (((long) high << 26) + low) * 0x1p-53;
    }

    private void block(int number) {
      words[0] = number;
      words[1] = rowLow;
      words[2] = rowHigh;
      words[3] = step;
      Philox.block(key, words);
    }
  }
}
