package org.atled.cpu;

import static org.atled.cpu.TileForm.TAPS;

import org.atled.core.shape.DType;
import org.atled.core.spi.ConvolveKernel;
import org.atled.cpu.MatrixProduct.Finish;
import org.atled.cpu.MatrixProduct.Matrix;
import org.atled.cpu.MatrixProduct.Team;
import org.atled.cpu.TileForm.Transform;
import org.atled.cpu.Winograd.Place;

/**
 * The gradient of a convolution by its weight, by tiles: for each of a tile's products a matrix
 * product of what arrived with what was seen, chunk of tiles by chunk.
 */
final class TileWeightSums {
  private final ConvolveKernel kernel;
  private final MatrixProduct product;
  private final Winograd winograd;
  private final TileForm form;
  private final Convolutions loops;
  private final ParallelLoops parallel;
  private final DType dtype;
  private final Volume x;
  private final Volume y;
  private final int channels;
  private final int outputs;

  /** Rows of tiles, and tiles in a row. */
  private final int down;

  private final int across;

  TileWeightSums(
      ConvolveKernel kernel,
      MatrixProduct product,
      Winograd winograd,
      Convolutions loops,
      ParallelLoops parallel) {
    this.kernel = kernel;
    this.product = product;
    this.winograd = winograd;
    this.form = winograd.form;
    this.loops = loops;
    this.parallel = parallel;
    this.dtype = kernel.out().dtype();
    this.x = Volume.of(kernel.x());
    this.y = Volume.of(kernel.y());
    this.channels = x.sizes()[1];
    this.outputs = y.sizes()[1];
    this.down = winograd.tiles(y.size(1));
    this.across = winograd.tiles(y.size(2));
  }

  void run() {
    int length = form.products * outputs * channels;
    PairwiseSums all = loops.sums(dtype, length);
    int rows = y.sizes()[0] * down;
    int most = Math.max(1, ConvolveKernel.TILES / across);
    int chunks = Blocks.count(rows, most);
    int batch = Math.min(chunks, parallel.availableThreads());
    for (int first = 0, end; first < chunks; first = end) {
      end = Blocks.end(first, batch, chunks);
      int from = first;
      Object[] sums = new Object[end - first];
      long work = (long) sums.length * most * across * length;
      parallel.each(
          sums.length,
          work / Products.FMAS,
          part -> {
            int begin = (from + part) * most;
            sums[part] = Scratch.take(dtype, length);
            chunk(begin, Math.min(rows, begin + most), sums[part]);
          });
      for (Object each : sums) {
        all.add(each);
      }
    }
    Object total = all.total();
    store(total);
    Scratch.give(dtype, length, total);
  }

  /** The products of some rows of tiles, counted through all examples. */
  private void chunk(int begin, int end, Object sums) {
    int tiles = (end - begin) * across;
    Object seen = Scratch.take(dtype, form.products * tiles * channels);
    Object arrived = Scratch.take(dtype, form.products * tiles * outputs);
    for (int row = begin, next; row < end; row = next) {
      int top = row % down;
      next = Math.min(end, row - top + down);
      int example = row / down;
      PaddedRange rows =
          PaddedRange.of(
              form.step * (next - row) + TAPS - 1, form.step * top - before(1), 1, x.size(1));
      PaddedRange columns = PaddedRange.of(form.step * across + TAPS - 1, -before(2), 1, x.size(2));
      int tile = (row - begin) * across;
      winograd.transform(Transform.OF_SEEN, x, example, rows, columns, seen, tile, tiles);
      rows = PaddedRange.of(form.step * (next - row), form.step * top, 1, y.size(1));
      columns = PaddedRange.of(form.step * across, 0, 1, y.size(2));
      winograd.transform(Transform.OF_ARRIVED, y, example, rows, columns, arrived, tile, tiles);
    }
    parallel.each(
        form.products,
        (long) form.products * tiles * outputs * channels / Products.FMAS,
        p -> {
          Matrix a = new Matrix(arrived, p * tiles * outputs, 1, outputs);
          Matrix b = new Matrix(seen, p * tiles * channels, channels, 1);
          Matrix c = new Matrix(sums, p * outputs * channels, channels, 1);
          product.multiply(a, b, c, outputs, tiles, channels, Team.SOLO, Finish.NOTHING);
        });
    Scratch.give(dtype, form.products * tiles * outputs, arrived);
    Scratch.give(dtype, form.products * tiles * channels, seen);
  }

  private void store(Object sums) {
    int matrix = outputs * channels;
    Object halfway = Scratch.take(dtype, TAPS * form.seen * matrix);
    winograd.run(
        Transform.TO_KERNEL,
        new Place(sums, 0, form.seen * matrix, matrix),
        new Place(halfway, 0, form.seen * matrix, matrix),
        form.seen,
        matrix);
    Object kernels = Scratch.take(dtype, TAPS * TAPS * matrix);
    winograd.run(
        Transform.TO_KERNEL,
        new Place(halfway, 0, matrix, form.seen * matrix),
        new Place(kernels, 0, matrix, TAPS * matrix),
        TAPS,
        matrix);
    Scratch.give(dtype, TAPS * form.seen * matrix, halfway);
    new FinishedWeights(kernel, loops, channels, 1).store(kernels, matrix, 0);
    Scratch.give(dtype, TAPS * TAPS * matrix, kernels);
  }

  private int before(int axis) {
    return Convolutions.step(kernel, kernel.steps().before(), axis, 0);
  }
}
