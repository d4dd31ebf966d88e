package org.atled.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.shape.DType;
import org.atled.core.spi.ConvolveKernel;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.cpu.Lattice.Reach;
import org.atled.cpu.MatrixProduct.Matrix;
import org.atled.cpu.TableProduct.Columns;

/**
 * The sums of a convolution or of its gradient by the input, for one {@link Lattice} an axis: each
 * target element is the sum over the source's channels and the kernel. The kernel is packed once;
 * then each piece, some examples or some rows of one, is copied with zeros around it, if it must
 * be, multiplied while it is in the second cache, and finished.
 */
final class WindowSums {
  /** Elements of a piece's source, and of its results, that should stay in the second cache. */
  private static final int CACHED = 1 << 15;

  private static final int PIECES_PER_THREAD = 4;

  /** Results in a row that a piece should have at least. */
  private static final int LEAST_TARGETS = 64;

  private final ConvolveKernel kernel;
  private final TableProduct product;
  private final Convolutions loops;
  private final ParallelLoops parallel;
  private final DType dtype;
  private final Volume source;
  private final Volume target;
  private final List<Lattice> lattices;

  /** Channels of a group, in the source and in the target. */
  private final int from;

  private final int to;
  private final int taps;

  /** Terms of a sum. */
  private final int terms;

  /** Results in a row for which it does not matter much that they are computed in whole units. */
  private static final int MANY_TARGETS = 192;

  WindowSums(
      ConvolveKernel kernel,
      TableProduct product,
      Convolutions loops,
      ParallelLoops parallel,
      Volume source,
      Volume target,
      List<Lattice> lattices) {
    this.kernel = kernel;
    this.product = product;
    this.loops = loops;
    this.parallel = parallel;
    this.dtype = kernel.out().dtype();
    this.source = source;
    this.target = target;
    this.lattices = lattices;
    this.from = source.sizes()[1] / kernel.groups();
    this.to = target.sizes()[1] / kernel.groups();
    this.taps = lattices.stream().mapToInt(Lattice::taps).reduce(1, (a, b) -> a * b);
    this.terms = from * taps;
  }

  void run() {
    int[] tops = product.tops(to);
    List<Piece> pieces = pieces(tops);
    long work = (long) target.sizes()[0] * kernel.groups() * to * targets() * terms;
    loops.withKernel(
        kernel,
        new Layout(Convolutions.list(tops), lattices.stream().map(Lattice::kernelPlaces).toList()),
        kernel.groups() * to * terms,
        packed -> pack(tops, packed),
        packed ->
            parallel.each(
                pieces.size(), work / Products.FMAS, part -> run(pieces.get(part), packed)));
  }

  /** On which the packed kernel depends beside the kernel. */
  private record Layout(List<Integer> tops, List<List<Integer>> places) {}

  private void pack(int[] tops, Object packed) {
    parallel.each(
        kernel.groups() * tops.length,
        kernel.groups() * to * terms,
        part -> pack(packed, part / tops.length, tops[part % tops.length]));
  }

  private int targets() {
    return lattices.stream().mapToInt(Lattice::count).reduce(1, (a, b) -> a * b);
  }

  private void pack(Object packed, int group, int top) {
    int height = product.strip(to - top);
    Volume w = Volume.of(kernel.w());
    boolean isGradient = kernel.wanted() == ConvolveKernel.Factor.X;
    int first = (group * to + top) * terms;
    if (!isGradient && taps > 0 && inARow(w)) {
      int at = w.at(group * to + top, 0);
      product.pack(new Matrix(w.array(), at, w.strides()[0], 1), height, terms, packed, first);
      return;
    }
    int start = isGradient ? w.at(group * from, top) : w.at(group * to + top, 0);
    int step = w.strides()[isGradient ? 1 : 0];
    int between = w.strides()[isGradient ? 0 : 1];
    int[] places = IntStream.range(0, taps).map(tap -> place(w, tap)).toArray();
    // By hand: loops over so few elements would each be short.
    for (int f = 0; f < from; f++) {
      for (int tap = 0; tap < taps; tap++) {
        int read = start + f * between + places[tap];
        int write = first + (f * taps + tap) * height;
        if (packed instanceof float[] floats) {
          float[] weights = (float[]) w.array();
          for (int r = 0; r < height; r++) {
            floats[write + r] = weights[read + r * step];
          }
        } else {
          double[] weights = (double[]) w.array();
          for (int r = 0; r < height; r++) {
            ((double[]) packed)[write + r] = weights[read + r * step];
          }
        }
      }
    }
  }

  /** Whether the weights of each output lie row-major without gaps. */
  private static boolean inARow(Volume w) {
    int expected = 1;
    for (int axis = w.sizes().length - 1; axis > 0; axis--) {
      if (w.sizes()[axis] > 1 && w.strides()[axis] != expected) {
        return false;
      }
      expected *= w.sizes()[axis];
    }
    return true;
  }

  /** Where the tap with that number stands in a kernel. */
  private int place(Volume w, int tap) {
    int within = 0;
    int left = tap;
    for (int axis = Volume.AXES - 1; axis >= 0; axis--) {
      Lattice lattice = lattices.get(axis);
      int k = lattice.kernelPlace(left % lattice.taps());
      left /= lattice.taps();
      within += k * w.stride(axis);
    }
    return within;
  }

  /** Examples, places and channels of the target, each from one to before another. */
  private record Piece(
      int group, int example, int examples, int[] begin, int[] end, int top, int bottom) {}

  private List<Piece> pieces(int[] tops) {
    int threads = parallel.availableThreads();
    int wanted = threads == 1 ? 1 : threads * PIECES_PER_THREAD;
    int count = target.sizes()[0];
    int groups = kernel.groups();
    WindowPlanes one = planes(1, new int[Volume.AXES], counts());
    long size = Math.max((long) to * one.targets(), (long) from * one.planes() * one.length());
    int examples = Math.clamp(CACHED / size, 1, count);
    examples = Math.min(examples, Math.max(1, count * groups / wanted));
    int many = Blocks.count(MANY_TARGETS, targets());
    examples = Math.max(examples, Math.min(many, Math.min(count, count * groups / threads)));
    int byExamples = Blocks.count(count, examples) * groups;
    int bands = (int) ((size - 1) / CACHED + 1);
    int most = Math.max(1, targets() / LEAST_TARGETS);
    bands = Math.min(most, Math.max(bands, (wanted - 1) / byExamples + 1));
    bands = examples > 1 ? 1 : bands;
    List<int[][]> ranges = ranges(bands);
    int shares = Math.min((threads - 1) / (byExamples * ranges.size()) + 1, tops.length);
    List<Piece> pieces = new ArrayList<>();
    for (int n = 0; n < count; n += examples) {
      for (int group = 0; group < groups; group++) {
        for (int[][] range : ranges) {
          for (int share = 0; share < shares; share++) {
            int top = tops[tops.length * share / shares];
            int next = tops.length * (share + 1) / shares;
            int bottom = next == tops.length ? to : tops[next];
            int some = Math.min(examples, count - n);
            pieces.add(new Piece(group, n, some, range[0], range[1], top, bottom));
          }
        }
      }
    }
    return pieces;
  }

  private int[] counts() {
    return lattices.stream().mapToInt(Lattice::count).toArray();
  }

  /** About so many parts of the target's places: of its volumes, of their rows, or of those. */
  private List<int[][]> ranges(int parts) {
    int[] counts = counts();
    int[] cuts = new int[Volume.AXES];
    int left = parts;
    for (int axis = 0; axis < Volume.AXES; axis++) {
      cuts[axis] = Math.min(left, counts[axis]);
      left = (left - 1) / cuts[axis] + 1;
    }
    List<int[][]> ranges = new ArrayList<>();
    for (int part = 0; part < cuts[0] * cuts[1] * cuts[2]; part++) {
      int[] numbers = {part / cuts[2] / cuts[1], part / cuts[2] % cuts[1], part % cuts[2]};
      int[] begin = new int[Volume.AXES];
      int[] end = new int[Volume.AXES];
      for (int axis = 0; axis < Volume.AXES; axis++) {
        begin[axis] = (int) ((long) counts[axis] * numbers[axis] / cuts[axis]);
        end[axis] = (int) ((long) counts[axis] * (numbers[axis] + 1) / cuts[axis]);
      }
      ranges.add(new int[][] {begin, end});
    }
    return ranges;
  }

  private WindowPlanes planes(int examples, int[] begin, int[] end) {
    List<Reach> reaches = new ArrayList<>();
    for (int axis = 0; axis < Volume.AXES; axis++) {
      reaches.add(lattices.get(axis).reach(begin[axis], end[axis], source.size(axis)));
    }
    return WindowPlanes.of(examples, reaches);
  }

  private void run(Piece piece, Object packed) {
    WindowPlanes planes = planes(piece.examples, piece.begin, piece.end);
    Optional<WindowsInPlace> inPlace = inPlace(piece, planes);
    boolean isGapless = inPlace.isEmpty() && taps > 0 && planes.isGapless(product.unit());
    Columns columns =
        inPlace.map(WindowsInPlace::columns).orElseGet(() -> planes.columns(isGapless));
    int width = Convolutions.roundUp(columns.count(), product.unit());
    int rows = piece.bottom - piece.top;
    Object sums = Scratch.take(dtype, rows * width);
    if (inPlace.isPresent()) {
      WindowsInPlace windows = inPlace.get();
      multiply(packed, piece, windows.array(), windows.at(), windows.table(), columns, sums);
    } else {
      int room = taps == 0 ? 1 : from * planes.planes() * planes.length() + 2 * product.unit();
      Object copies = Scratch.take(dtype, room);
      if (taps > 0) {
        Convolutions.zero(copies, 0, room);
        Loop copy = loops.copy(dtype, source.stride(2) * lattices.get(2).sourceStep(), 1);
        planes.fill(copy, source, piece.example, piece.group * from, from, copies);
      }
      multiply(packed, piece, copies, 0, planes.table(from, lattices), columns, sums);
      Scratch.give(dtype, room, copies);
    }
    int length = piece.end[2] - piece.begin[2];
    store(piece, sums, width, isGapless ? planes.apart()[2] : length);
    Scratch.give(dtype, rows * width, sums);
  }

  private Optional<WindowsInPlace> inPlace(Piece piece, WindowPlanes planes) {
    if (!WindowsInPlace.serve(source, planes, lattices)) {
      return Optional.empty();
    }
    WindowsInPlace windows =
        WindowsInPlace.of(
            source,
            piece.example,
            piece.examples,
            piece.group * from,
            from,
            lattices,
            piece.begin,
            piece.end);
    return Optional.of(windows).filter(w -> to == 1 || w.haveRoom(product.unit()));
  }

  private void multiply(
      Object packed, Piece piece, Object read, int at, int[] table, Columns columns, Object sums) {
    int first = (piece.group * to + piece.top) * terms;
    int rows = piece.bottom - piece.top;
    if (to == 1 && terms > 0) {
      new SingleRow(dtype, loops).multiply(packed, first, read, at, table, columns, sums, 0);
    } else {
      int width = Convolutions.roundUp(columns.count(), product.unit());
      product.multiply(packed, first, rows, terms, read, at, table, columns, sums, 0, width);
    }
  }

  /**
   * @param width of all sums of a channel
   * @param row how far rows of them are apart
   */
  private void store(Piece piece, Object sums, int width, int row) {
    Lattice zs = lattices.get(0);
    Lattice ys = lattices.get(1);
    Lattice xs = lattices.get(2);
    int depth = piece.end[0] - piece.begin[0];
    int rows = piece.end[1] - piece.begin[1];
    int columns = piece.end[2] - piece.begin[2];
    int volume = (rows - 1) * row + columns;
    int y = ys.first() + piece.begin[1] * ys.step();
    int x = xs.first() + piece.begin[2] * xs.step();
    FinishedSums finished = new FinishedSums(kernel, loops, ys.step(), xs.step());
    for (int n = 0; n < piece.examples; n++) {
      for (int i = 0; i < depth; i++) {
        int at = (n * depth + i) * volume;
        int z = zs.first() + (piece.begin[0] + i) * zs.step();
        int channel = piece.group * to + piece.top;
        int channels = piece.bottom - piece.top;
        int example = piece.example + n;
        finished.store(sums, at, row, width, example, channel, channels, z, y, x, rows, columns);
      }
    }
  }
}
