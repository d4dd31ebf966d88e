package org.atled.cpu;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.cpu.MatrixProduct.Matrix;

/**
 * The transforms of {@link Kernel.Convolve#byTiles}, on numbers that stand for many at once: all
 * channels of a place lie side by side.
 */
final class Winograd {
  /** Of windows that one tile computes, down as across. */
  static final int STEP = 2;

  /** Of elements that a tile sees, which is also how many products it takes. */
  static final int SEEN = 4;

  static final int PRODUCTS = SEEN * SEEN;

  /** Of a kernel. */
  static final int TAPS = 3;

  /** What is done along one axis, and then along the other. */
  enum Transform {
    /** Of what a tile sees: Bᵀ. */
    OF_SEEN(SEEN, SEEN) {
      @Override
      List<Term> apply(List<Term> d) {
        return List.of(
            d.get(0).sub(d.get(2)),
            d.get(1).add(d.get(2)),
            d.get(2).sub(d.get(1)),
            d.get(1).sub(d.get(3)));
      }
    },
    /** Of a kernel: G. */
    OF_KERNEL(TAPS, SEEN) {
      @Override
      List<Term> apply(List<Term> g) {
        Term outer = g.get(0).add(g.get(2));
        return List.of(
            g.get(0), outer.add(g.get(1)).mul(0.5), outer.sub(g.get(1)).mul(0.5), g.get(2));
      }
    },
    /** The same of a kernel that is read backwards. */
    OF_TURNED_KERNEL(TAPS, SEEN) {
      @Override
      List<Term> apply(List<Term> g) {
        return OF_KERNEL.apply(g.reversed());
      }
    },
    /** Of the products to the sums: Aᵀ. */
    TO_SUMS(SEEN, STEP) {
      @Override
      List<Term> apply(List<Term> m) {
        return List.of(m.get(0).add(m.get(1)).add(m.get(2)), m.get(1).sub(m.get(2)).sub(m.get(3)));
      }
    },
    /** Of what arrived at the sums to the products: A. */
    OF_ARRIVED(STEP, SEEN) {
      @Override
      List<Term> apply(List<Term> y) {
        Term first = y.get(0);
        Term second = y.get(1);
        return List.of(first, first.add(second), first.sub(second), second.neg());
      }
    },
    /** Of the products to a kernel's gradient: Gᵀ. */
    TO_KERNEL(SEEN, TAPS) {
      @Override
      List<Term> apply(List<Term> u) {
        Term sum = u.get(1).add(u.get(2)).mul(0.5);
        Term difference = u.get(1).sub(u.get(2)).mul(0.5);
        return List.of(u.get(0).add(sum), difference, sum.add(u.get(3)));
      }
    };

    final int inputs;
    final int outputs;
    private final List<Expression> expressions;

    Transform(int inputs, int outputs) {
      this.inputs = inputs;
      this.outputs = outputs;
      this.expressions = Stream.of(DType.FLOAT32, DType.FLOAT64).map(this::expression).toList();
    }

    abstract List<Term> apply(List<Term> terms);

    private Expression expression(DType dtype) {
      return Expression.of(
          Collections.nCopies(inputs, dtype), Collections.nCopies(outputs, dtype), this::apply);
    }

    private Expression of(DType dtype) {
      return expressions.get(dtype == DType.FLOAT32 ? 0 : 1);
    }
  }

  private final DType dtype;
  private final Convolutions loops;

  /** Transposes. */
  private final TableProduct packer;

  Winograd(DType dtype, Convolutions loops, TableProduct packer) {
    this.dtype = dtype;
    this.loops = loops;
    this.packer = packer;
  }

  /** How many tiles so many windows take along an axis. */
  static int tiles(int windows) {
    return Blocks.count(windows, STEP);
  }

  /**
   * Where a transform's inputs or outputs are: each {@code apart} behind the one before, and {@code
   * next} from one run of neighbours to the next.
   */
  record Place(Object array, int at, int apart, int next) {}

  /** Transforms so many runs of so many neighbours. */
  void run(Transform transform, Place from, Place to, int runs, int length) {
    int operands = transform.inputs + transform.outputs;
    Object[] arrays = new Object[operands];
    int[] offsets = new int[operands];
    int[] outer = new int[operands];
    int[] inner = new int[operands];
    for (int x = 0; x < operands; x++) {
      boolean isInput = x < transform.inputs;
      Place place = isInput ? from : to;
      arrays[x] = place.array;
      offsets[x] = place.at + (isInput ? x : x - transform.inputs) * place.apart;
      outer[x] = place.next;
      inner[x] = 1;
    }
    Loop loop = loops.loop(transform.of(dtype), inner);
    loop.run(arrays, offsets, outer, runs, inner, length);
  }

  /**
   * Transforms what a row of tiles, or several, have of an example: to [product, tile, channel],
   * from a tile on of so many.
   *
   * @param rows those of the example's elements that the tiles have
   */
  void transform(
      Transform transform,
      Volume from,
      int example,
      Stretch rows,
      Stretch columns,
      Object to,
      int tile,
      int tiles) {
    int channels = from.sizes()[1];
    int row = columns.length() * channels;
    int down = (rows.length() - transform.inputs) / STEP + 1;
    int across = (columns.length() - transform.inputs) / STEP + 1;
    Object laid = Scratch.take(dtype, rows.length() * row);
    lay(from, example, rows, columns, laid);
    Object halfway = Scratch.take(dtype, SEEN * down * row);
    run(
        transform,
        new Place(laid, 0, row, STEP * row),
        new Place(halfway, 0, row, SEEN * row),
        down,
        row);
    Scratch.give(dtype, rows.length() * row, laid);
    for (int i = 0; i < down; i++) {
      int first = tile + i * across;
      for (int p = 0; p < SEEN; p++) {
        run(
            transform,
            new Place(halfway, (i * SEEN + p) * row, channels, STEP * channels),
            new Place(to, (p * SEEN * tiles + first) * channels, tiles * channels, channels),
            across,
            channels);
      }
    }
    Scratch.give(dtype, SEEN * down * row, halfway);
  }

  /** Lays all channels side by side: to [row, column, channel], 0 outside of the example. */
  private void lay(Volume from, int example, Stretch rows, Stretch columns, Object to) {
    int channels = from.sizes()[1];
    int row = columns.length() * channels;
    if (rows.count() < rows.length() || columns.count() < columns.length()) {
      Convolutions.zero(to, 0, rows.length() * row);
    }
    int place = rows.from() * row + columns.from() * channels;
    int read = from.at(example, 0) + from.within(0, rows.element(), columns.element());
    for (int r = 0; r < rows.count() && columns.count() > 0; r++) {
      int start = read + r * from.stride(1);
      Matrix matrix = new Matrix(from.array(), start, from.strides()[1], from.stride(2));
      packer.pack(matrix, channels, columns.count(), to, place + r * row);
    }
  }

  /** The transpose of a row-major matrix of so many rows and columns. */
  void transpose(Object from, int rows, int columns, Object to) {
    packer.pack(new Matrix(from, 0, columns, 1), rows, columns, to, 0);
  }

  /** Packs as {@link TableProduct#pack} does. */
  void pack(Matrix matrix, int rows, int columns, Object to, int at) {
    packer.pack(matrix, rows, columns, to, at);
  }
}
