package org.atled.cpu;

import static org.atled.cpu.TileForm.TAPS;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.spi.ConvolveKernel;
import org.atled.cpu.MatrixProduct.Matrix;
import org.atled.cpu.TileForm.Transform;
import org.atled.cpu.Winograd.Place;

/**
 * The sums of a convolution, or of its gradient by the input, by tiles. The kernel is transformed
 * once; then each piece, some examples or some rows of tiles of one, is transformed, multiplied and
 * finished while it is in the second cache.
 */
final class TileSums {
  /** Of products of tiles and channels in a piece: they stay in the second cache. */
  private static final int CACHED = 1 << 16;

  /** Of tiles in a piece, below which a product reads its right operand too often. */
  private static final int LEAST_TILES = 32;

  private static final int PIECES_PER_THREAD = 4;

  private final ConvolveKernel kernel;
  private final TableProduct product;
  private final Winograd winograd;
  private final TileForm form;
  private final Convolutions loops;
  private final ParallelLoops parallel;
  private final DType dtype;
  private final Volume source;
  private final Volume target;
  private final FinishedSums finished;

  /** Channels of the source and of the target. */
  private final int from;

  private final int to;

  /** The latter in whole units. */
  private final int width;

  /** Rows of tiles, and tiles in a row. */
  private final int down;

  private final int across;

  TileSums(
      ConvolveKernel kernel,
      TableProduct product,
      Winograd winograd,
      Convolutions loops,
      ParallelLoops parallel,
      Volume source,
      Volume target) {
    this.kernel = kernel;
    this.product = product;
    this.winograd = winograd;
    this.form = winograd.form;
    this.loops = loops;
    this.parallel = parallel;
    this.dtype = kernel.out().dtype();
    this.source = source;
    this.target = target;
    this.finished = new FinishedSums(kernel, loops, 1, 1);
    this.from = source.sizes()[1];
    this.to = target.sizes()[1];
    this.width = Convolutions.roundUp(to, product.unit());
    this.down = winograd.tiles(target.size(1));
    this.across = winograd.tiles(target.size(2));
  }

  private boolean isGradient() {
    return kernel.wanted() == ConvolveKernel.Factor.X;
  }

  /** Elements of the source before the first target's window. */
  private int before(int axis) {
    int before = Convolutions.step(kernel, kernel.steps().before(), axis, 0);
    return isGradient() ? TAPS - 1 - before : before;
  }

  void run() {
    int size = form.products * from * width;
    List<Piece> pieces = pieces();
    long work = (long) target.sizes()[0] * down * across * size;
    loops.withKernel(
        kernel,
        new Layout(form, product.unit()),
        size,
        this::transformKernels,
        kernels ->
            parallel.each(
                pieces.size(), work / Products.FMAS, part -> run(pieces.get(part), kernels)));
  }

  /** On which the transformed kernels depend beside the kernel. */
  private record Layout(TileForm form, int unit) {}

  /** To [product], each a packed matrix of the source's channels by the target's. */
  private void transformKernels(Object packed) {
    int matrix = from * to;
    Object kernels = Scratch.take(dtype, form.products * matrix);
    parallel.split(
        from, form.products * matrix, (begin, end) -> transformKernels(begin, end, kernels));
    parallel.each(
        form.products,
        form.products * matrix,
        p -> {
          Matrix plain = new Matrix(kernels, p * matrix, to, 1);
          product.packRight(plain, from, to, packed, p * from * width);
        });
    Scratch.give(dtype, form.products * matrix, kernels);
  }

  /** To [product, channel of the source, channel of the target], for some of the source's. */
  private void transformKernels(int begin, int end, Object kernels) {
    Volume w = Volume.of(kernel.w());
    int ofSource = w.strides()[isGradient() ? 0 : 1];
    int ofTarget = w.strides()[isGradient() ? 1 : 0];
    Transform transform = isGradient() ? Transform.OF_TURNED_KERNEL : Transform.OF_KERNEL;
    boolean inARow = w.stride(1) == TAPS * w.stride(2);
    int runs = inARow ? 1 : TAPS;
    int taps = TAPS * TAPS / runs;
    int row = TAPS * to;
    Object laid = Scratch.take(dtype, TAPS * row);
    Object halfway = Scratch.take(dtype, form.seen * row);
    for (int c = begin; c < end; c++) {
      for (int i = 0; i < runs; i++) {
        int at = w.offset() + c * ofSource + i * w.stride(1);
        winograd.pack(new Matrix(w.array(), at, ofTarget, w.stride(2)), to, taps, laid, i * row);
      }
      winograd.run(transform, new Place(laid, 0, row, 0), new Place(halfway, 0, row, 0), 1, row);
      int apart = from * to;
      winograd.run(
          transform,
          new Place(halfway, 0, to, row),
          new Place(kernels, c * to, apart, form.seen * apart),
          form.seen,
          to);
    }
    Scratch.give(dtype, form.seen * row, halfway);
    Scratch.give(dtype, TAPS * row, laid);
  }

  /** Whole examples, or some rows of tiles of one. */
  private record Piece(int example, int examples, int top, int rows) {}

  private List<Piece> pieces() {
    int count = target.sizes()[0];
    int wanted =
        parallel.availableThreads() == 1 ? 1 : parallel.availableThreads() * PIECES_PER_THREAD;
    int tiles = Math.max(LEAST_TILES, CACHED / (form.products * (from + to)));
    int examples = Math.clamp(tiles / (down * across), 1, Math.max(1, count / wanted));
    int rows = Math.clamp(tiles / across, 1, down);
    int bands = Math.max(Blocks.count(down, rows), Math.min(down, (wanted - 1) / count + 1));
    List<Piece> pieces = new ArrayList<>();
    for (int n = 0; n < count; n += examples) {
      int some = Math.min(examples, count - n);
      for (int band = 0; band < bands; band++) {
        int top = (int) ((long) down * band / bands);
        int bottom = (int) ((long) down * (band + 1) / bands);
        pieces.add(new Piece(n, some, top, bottom - top));
      }
    }
    return pieces;
  }

  private void run(Piece piece, Object kernels) {
    int rows = piece.examples * piece.rows;
    int tiles = rows * across;
    Object seen = Scratch.take(dtype, form.products * tiles * from);
    transform(piece, seen);
    int matrix = tiles * width;
    Object products = Scratch.take(dtype, form.products * matrix);
    for (int p = 0; p < form.products; p++) {
      int left = p * tiles * from;
      int right = p * from * width;
      product.multiplyPacked(
          seen, left, from, tiles, from, to, kernels, right, products, p * matrix, width);
    }
    Scratch.give(dtype, form.products * tiles * from, seen);
    Object sums = Scratch.take(dtype, form.step * form.step * tiles * to);
    sum(matrix, products, rows, sums);
    Scratch.give(dtype, form.products * matrix, products);
    store(piece, sums);
    Scratch.give(dtype, form.step * form.step * tiles * to, sums);
  }

  /** What the piece's tiles see, to [product, tile, channel]. */
  private void transform(Piece piece, Object seen) {
    int ofOne = piece.rows * across;
    int top = form.step * piece.top - before(1);
    PaddedRange rows = PaddedRange.of(form.step * piece.rows + TAPS - 1, top, 1, source.size(1));
    PaddedRange columns =
        PaddedRange.of(form.step * across + TAPS - 1, -before(2), 1, source.size(2));
    for (int n = 0; n < piece.examples; n++) {
      int example = piece.example + n;
      winograd.transform(
          Transform.OF_SEEN,
          source,
          example,
          rows,
          columns,
          seen,
          n * ofOne,
          piece.examples * ofOne);
    }
  }

  /** From the products to [row of the target, column, channel]. */
  private void sum(int matrix, Object products, int rows, Object sums) {
    Object halfway = Scratch.take(dtype, form.step * form.seen * matrix);
    winograd.run(
        Transform.TO_SUMS,
        new Place(products, 0, form.seen * matrix, matrix),
        new Place(halfway, 0, form.seen * matrix, matrix),
        form.seen,
        matrix);
    int row = form.step * across * to;
    for (int i = 0; i < rows; i++) {
      for (int down = 0; down < form.step; down++) {
        winograd.run(
            Transform.TO_SUMS,
            new Place(halfway, down * form.seen * matrix + i * across * width, matrix, width),
            new Place(sums, (i * form.step + down) * row, to, form.step * to),
            across,
            to);
      }
    }
    Scratch.give(dtype, form.step * form.seen * matrix, halfway);
  }

  private void store(Piece piece, Object sums) {
    int width = form.step * across;
    int height = form.step * piece.rows;
    int places = piece.examples * height * width;
    Object planes = Scratch.take(dtype, places * to);
    winograd.transpose(sums, places, to, planes);
    int top = form.step * piece.top;
    int rows = Math.min(height, target.size(1) - top);
    int columns = target.size(2);
    for (int n = 0; n < piece.examples; n++) {
      int at = n * height * width;
      int example = piece.example + n;
      finished.store(planes, at, width, places, example, 0, to, 0, top, 0, rows, columns);
    }
    Scratch.give(dtype, places * to, planes);
  }
}
