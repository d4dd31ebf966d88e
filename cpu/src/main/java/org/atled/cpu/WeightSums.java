package org.atled.cpu;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.spi.ConvolveKernel;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.cpu.MatrixProduct.Matrix;
import org.atled.cpu.TableProduct.Columns;

/**
 * The gradient of a convolution by its weight: a product of what arrived at the windows with the
 * input that they saw, chunk of windows by chunk. The input is laid with its channels side by side,
 * so that each element of the kernel is a product of its own which reads it a few elements on;
 * where channels are too few for that, channel after channel, for one product with all that a
 * window sees.
 */
final class WeightSums {
  private static final int CHUNK = GemmKernel.CHUNK;

  private final ConvolveKernel kernel;
  private final TableProduct product;
  private final Convolutions loops;
  private final ParallelLoops parallel;
  private final DType dtype;
  private final Volume x;
  private final Volume w;
  private final Volume y;

  /** Channels of a group, in y and in x. */
  private final int outputs;

  private final int channels;

  /** Whether one product has all that a window sees. */
  private final boolean wide;

  /** How far neighbours along the last axis lie apart, and channels. */
  private final int step;

  private final int apart;

  /** The columns of a product. */
  private final Columns columns;

  /** Products of a chunk, each with so many results in a row. */
  private final int products;

  private final int width;

  /** How many rows of windows one part of an example has at most, and how many windows a row. */
  private final int rowsInPart;

  private final int columnsInPart;

  WeightSums(
      ConvolveKernel kernel, TableProduct product, Convolutions loops, ParallelLoops parallel) {
    this.kernel = kernel;
    this.product = product;
    this.loops = loops;
    this.parallel = parallel;
    this.dtype = kernel.out().dtype();
    this.x = Volume.of(kernel.x());
    this.w = Volume.of(kernel.w());
    this.y = Volume.of(kernel.y());
    this.outputs = y.sizes()[1] / kernel.groups();
    this.channels = x.sizes()[1] / kernel.groups();
    int taps = w.size(0) * w.size(1) * w.size(2);
    this.wide = 3 * Convolutions.roundUp(channels, product.unit()) > 4 * channels;
    this.products = wide ? 1 : taps;
    this.rowsInPart = Math.min(Math.max(1, CHUNK / y.size(2)), y.size(1));
    this.columnsInPart = Math.min(CHUNK, y.size(2));
    this.step = wide ? 1 : channels;
    this.apart = wide ? reach(0) * reach(1) * reach(2) : 1;
    this.columns = wide ? columns() : Columns.of(channels);
    this.width = Convolutions.roundUp(columns.count(), product.unit());
  }

  void run() {
    int groups = kernel.groups();
    if (groups >= parallel.availableThreads()) {
      // Inside of a part nobody helps.
      parallel.each(groups, kernel.flops() / 2 / Products.FMAS, this::run);
    } else {
      for (int group = 0; group < groups; group++) {
        run(group);
      }
    }
  }

  private void run(int group) {
    int length = products * outputs * width;
    PairwiseSums all = loops.sums(dtype, length);
    int windows = y.sizes()[0] * y.size(0) * y.size(1) * y.size(2);
    for (int p = 0, end; p < windows; p = end) {
      end = Blocks.end(p, CHUNK, windows);
      Object sums = Scratch.take(dtype, length);
      chunk(group, parts(p, end), end - p, sums);
      all.add(sums);
    }
    Object total = all.total();
    store(group, total);
    Scratch.give(dtype, length, total);
  }

  /**
   * Whole rows of windows of one example's volume, or a part of one row.
   *
   * @param first number of its first window in the chunk
   */
  private record Part(
      int example, int volume, int top, int rows, int left, int columns, int first) {}

  private List<Part> parts(int from, int end) {
    List<Part> parts = new ArrayList<>();
    int length = y.size(2);
    for (int p = from, next; p < end; p = next) {
      int row = p / length;
      int left = p % length;
      int top = row % y.size(1);
      int volume = row / y.size(1);
      int rows = Math.min((end - p) / length, y.size(1) - top);
      boolean whole = left == 0 && rows > 0;
      next = whole ? p + rows * length : Math.min(end, p - left + length);
      parts.add(
          new Part(
              volume / y.size(0),
              volume % y.size(0),
              top,
              whole ? rows : 1,
              left,
              whole ? length : next - p,
              p - from));
    }
    return parts;
  }

  private void chunk(int group, List<Part> parts, int windows, Object sums) {
    int partRoom = reach(0) * reach(1) * reach(2) * channels;
    int room = parts.size() * partRoom + product.unit();
    Object laid = Scratch.take(dtype, room);
    Object arrived = Scratch.take(dtype, outputs * windows);
    int[] tops = product.tops(outputs);
    Convolutions.zero(laid, 0, room);
    parallel.each(
        parts.size() + tops.length,
        room + (long) outputs * windows,
        part -> {
          if (part >= parts.size()) {
            pack(group, tops[part - parts.size()], parts, windows, arrived);
          } else {
            lay(group, parts.get(part), laid, part * partRoom);
          }
        });
    int[] table = table(parts, windows, partRoom);
    int shares = Math.clamp(2L * parallel.availableThreads() / products, 1, tops.length);
    parallel.each(
        products * shares,
        (long) outputs * windows * products * width / Products.FMAS,
        part -> {
          int tap = part / shares;
          int top = tops[tops.length * (part % shares) / shares];
          int next = tops.length * (part % shares + 1) / shares;
          int bottom = next == tops.length ? outputs : tops[next];
          product.multiply(
              arrived,
              top * windows,
              bottom - top,
              windows,
              laid,
              wide ? 0 : behind(tap),
              table,
              columns,
              sums,
              (tap * outputs + top) * width,
              width);
        });
    Scratch.give(dtype, outputs * windows, arrived);
    Scratch.give(dtype, room, laid);
  }

  /** How many elements along an axis the windows of a part see, which are all of its depth. */
  private int reach(int axis) {
    int windows = axis == 0 ? 1 : axis == 1 ? rowsInPart : columnsInPart;
    return (windows - 1) * stride(axis) + (w.size(axis) - 1) * dilation(axis) + 1;
  }

  /** Where in its part the windows' elements of this number begin. */
  private int behind(int tap) {
    int[] k = kernelPlace(tap);
    int rows = k[0] * dilation(0) * reach(1) + k[1] * dilation(1);
    return (rows * reach(2) + k[2] * dilation(2)) * step;
  }

  /** What a window sees of all channels: runs of neighbours along the last axis. */
  private Columns columns() {
    int length = dilation(2) == 1 ? w.size(2) : 1;
    int runs = w.size(0) * w.size(1) * w.size(2) / length;
    int[] starts = new int[channels * runs];
    for (int i = 0; i < starts.length; i++) {
      starts[i] = i / runs * apart + behind(i % runs * length);
    }
    return new Columns(starts, length);
  }

  private int[] kernelPlace(int tap) {
    int inPlane = w.size(1) * w.size(2);
    return new int[] {tap / inPlane, tap % inPlane / w.size(2), tap % w.size(2)};
  }

  private int[] table(List<Part> parts, int windows, int partRoom) {
    int[] table = new int[windows];
    for (int number = 0; number < parts.size(); number++) {
      Part part = parts.get(number);
      int next = part.first;
      for (int i = 0; i < part.rows; i++) {
        for (int j = 0; j < part.columns; j++) {
          int inPart = (i * stride(1) * reach(2) + j * stride(2)) * step;
          table[next++] = number * partRoom + inPart;
        }
      }
    }
    return table;
  }

  /** Copies what a part's windows see; the zeros around are there. */
  private void lay(int group, Part part, Object to, int at) {
    int seen = (part.rows - 1) * stride(1) + (w.size(1) - 1) * dilation(1) + 1;
    PaddedRange zs = PaddedRange.of(reach(0), part.volume * stride(0) - before(0), 1, x.size(0));
    PaddedRange ys = PaddedRange.of(seen, part.top * stride(1) - before(1), 1, x.size(1));
    int across = (part.columns - 1) * stride(2) + (w.size(2) - 1) * dilation(2) + 1;
    PaddedRange xs = PaddedRange.of(across, part.left * stride(2) - before(2), 1, x.size(2));
    if (ys.count() == 0 || xs.count() == 0) {
      return;
    }
    int[] outer = {x.stride(1), reach(2) * step};
    int[] inner = {x.stride(2), step};
    Loop copy = loops.copy(dtype, inner);
    Object[] arrays = {x.array(), to};
    for (int z = 0; z < zs.count(); z++) {
      int rows = (zs.from() + z) * reach(1) + ys.from();
      int place = at + (rows * reach(2) + xs.from()) * step;
      int within = x.within(zs.element() + z, ys.element(), xs.element());
      for (int c = 0; c < channels; c++) {
        int[] offsets = {x.at(part.example, group * channels + c) + within, place + c * apart};
        copy.run(arrays, offsets, outer, ys.count(), inner, xs.count());
      }
    }
  }

  /** Packs what arrived at the windows, for a strip of channels. */
  private void pack(int group, int top, List<Part> parts, int windows, Object to) {
    int height = product.strip(outputs - top);
    boolean inARow = y.stride(1) == y.size(2) * y.stride(2);
    for (Part part : parts) {
      int runs = inARow ? 1 : part.rows;
      int length = part.rows / runs * part.columns;
      for (int i = 0; i < runs; i++) {
        int from =
            y.at(part.example, group * outputs + top)
                + y.within(part.volume, part.top + i, part.left);
        Matrix strip = new Matrix(y.array(), from, y.strides()[1], y.stride(2));
        int at = top * windows + (part.first + i * part.columns) * height;
        product.pack(strip, height, length, to, at);
      }
    }
  }

  private void store(int group, Object sums) {
    int taps = w.size(0) * w.size(1) * w.size(2);
    FinishedWeights finished = new FinishedWeights(kernel, loops, width, wide ? taps : 1);
    finished.store(sums, wide ? 1 : outputs * width, group);
  }

  private int stride(int axis) {
    return Convolutions.step(kernel, kernel.steps().stride(), axis, 1);
  }

  private int before(int axis) {
    return Convolutions.step(kernel, kernel.steps().before(), axis, 0);
  }

  private int dilation(int axis) {
    return Convolutions.step(kernel, kernel.steps().dilation(), axis, 1);
  }
}
