package org.atled.cpu;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.atled.core.shape.DType;
import org.atled.core.spi.ConvolveKernel;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.cpu.MatrixProduct.Matrix;
import org.atled.cpu.TileForm.Transform;
import org.jspecify.annotations.Nullable;

/**
 * The transforms of {@link ConvolveKernel#tile}, on numbers that stand for many at once: all
 * channels of a place lie side by side.
 */
final class Winograd {
  final TileForm form;
  private final DType dtype;
  private final Convolutions loops;

  // Threads may find the same one twice; either will do.
  private final AtomicReferenceArray<@Nullable Loop> found =
      new AtomicReferenceArray<>(Transform.values().length);

  /** Transposes. */
  private final TableProduct packer;

  Winograd(TileForm form, DType dtype, Convolutions loops, TableProduct packer) {
    this.form = form;
    this.dtype = dtype;
    this.loops = loops;
    this.packer = packer;
  }

  /** How many tiles so many windows take along an axis. */
  int tiles(int windows) {
    return Blocks.count(windows, form.step);
  }

  /**
   * Where a transform's inputs or outputs are: each {@code apart} behind the one before, and {@code
   * next} from one run of neighbours to the next.
   */
  record Place(Object array, int at, int apart, int next) {}

  /** Transforms so many runs of so many neighbours. */
  void run(Transform transform, Place from, Place to, int runs, int length) {
    int inputs = form.inputs(transform);
    int operands = inputs + form.outputs(transform);
    Object[] arrays = new Object[operands];
    int[] offsets = new int[operands];
    int[] outer = new int[operands];
    int[] inner = new int[operands];
    for (int x = 0; x < operands; x++) {
      boolean isInput = x < inputs;
      Place place = isInput ? from : to;
      arrays[x] = place.array;
      offsets[x] = place.at + (isInput ? x : x - inputs) * place.apart;
      outer[x] = place.next;
      inner[x] = 1;
    }
    loop(transform, inner).run(arrays, offsets, outer, runs, inner, length);
  }

  /** Looked up once, since a run of few neighbours takes no longer than that. */
  private Loop loop(Transform transform, int[] inner) {
    Loop known = found.getAcquire(transform.ordinal());
    if (known == null) {
      known = loops.loop(form.expression(transform, dtype), inner);
      found.setRelease(transform.ordinal(), known);
    }
    return known;
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
      PaddedRange rows,
      PaddedRange columns,
      Object to,
      int tile,
      int tiles) {
    int step = form.step;
    int seen = form.seen;
    int channels = from.sizes()[1];
    int row = columns.length() * channels;
    int down = (rows.length() - form.inputs(transform)) / step + 1;
    int across = (columns.length() - form.inputs(transform)) / step + 1;
    Object laid = Scratch.take(dtype, rows.length() * row);
    lay(from, example, rows, columns, laid);
    Object halfway = Scratch.take(dtype, seen * down * row);
    run(
        transform,
        new Place(laid, 0, row, step * row),
        new Place(halfway, 0, row, seen * row),
        down,
        row);
    Scratch.give(dtype, rows.length() * row, laid);
    for (int i = 0; i < down; i++) {
      int first = tile + i * across;
      for (int p = 0; p < seen; p++) {
        run(
            transform,
            new Place(halfway, (i * seen + p) * row, channels, step * channels),
            new Place(to, (p * seen * tiles + first) * channels, tiles * channels, channels),
            across,
            channels);
      }
    }
    Scratch.give(dtype, seen * down * row, halfway);
  }

  /** Lays all channels side by side: to [row, column, channel], 0 outside of the example. */
  private void lay(Volume from, int example, PaddedRange rows, PaddedRange columns, Object to) {
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
