package org.atled.cpu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.spi.Epilogue;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.RecurKernel;
import org.atled.core.spi.Strided;
import org.atled.cpu.MatrixProduct.Matrix;

/**
 * Runs {@link RecurKernel}: each thread takes some rows and goes through all steps with them, so
 * that nobody waits for anybody between steps. The right operand of a product that is the same at
 * every step is packed once, for all threads; what it gives stays cached for the map that follows.
 */
final class Recurrences {
  /** A thread with fewer rows would mostly read the right operands. */
  private static final int LEAST_ROWS = 4;

  private final InnerLoops inner;
  private final LoopCache loops;
  private final Products products;
  private final ParallelLoops parallel;

  Recurrences(InnerLoops inner, LoopCache loops, Products products, ParallelLoops parallel) {
    this.inner = inner;
    this.loops = loops;
    this.products = products;
    this.parallel = parallel;
  }

  void run(RecurKernel recur) {
    Strided first = recur.parts().getFirst().writes().getFirst();
    int steps = first.sizes()[0];
    int rows = first.sizes()[1];
    if (steps == 0 || rows == 0) {
      return;
    }
    List<Part> parts = recur.parts().stream().map(this::part).toList();
    int threads =
        parallel.isWorthSharing(recur.flops() / Products.FMAS) ? parallel.availableThreads() : 1;
    int shares = Math.clamp(rows / LEAST_ROWS, 1, threads);
    ThreadPool.shared()
        .run(
            threads,
            shares,
            share -> {
              int from = (int) ((long) rows * share / shares);
              int end = (int) ((long) rows * (share + 1) / shares);
              walk(parts, from, end - from, steps);
            });
    parts.forEach(Part::close);
  }

  private static void walk(List<Part> parts, int from, int rows, int steps) {
    List<Share> shares = parts.stream().map(part -> part.share(from, rows)).toList();
    for (int t = 0; t < steps; t++) {
      for (Share share : shares) {
        share.step(t);
      }
    }
    shares.forEach(Share::close);
  }

  private Part part(Kernel kernel) {
    return switch (kernel) {
      case MapKernel map -> (from, rows) -> share(map, from, rows);
      case GemmKernel gemm when ByOneMatrix.serves(gemm) -> new ByOneMatrix(gemm);
      case GemmKernel gemm -> (from, rows) -> t -> products.gemm(slice(gemm, from, rows, t));
      default ->
          throw new IllegalArgumentException("No part of a recurrence: " + kernel.title() + ".");
    };
  }

  /** A kernel, ready for every step. */
  @FunctionalInterface
  private interface Part {
    /** Its work on some of the rows. */
    Share share(int from, int rows);

    default void close() {}
  }

  /** The work of one thread. */
  @FunctionalInterface
  private interface Share {
    void step(int t);

    default void close() {}
  }

  private Share share(MapKernel map, int from, int rows) {
    List<Strided> operands = new ArrayList<>(map.inputs());
    operands.addAll(map.outputs());
    Walk walk = new Walk(map.expression(), operands, from, rows);
    return walk::at;
  }

  /** A map on the rows of a slice. */
  private final class Walk {
    private final Loop loop;
    private final List<Strided> operands;
    private final Object[] arrays;
    private final int[] first;
    private final int[] offsets;
    private final int[] outer;
    private final int[] along;
    private final int rows;
    private final int columns;

    Walk(Expression expression, List<Strided> operands, int from, int rows) {
      int count = operands.size();
      this.operands = operands;
      arrays = new Object[count];
      first = new int[count];
      offsets = new int[count];
      outer = new int[count];
      along = new int[count];
      int width = operands.getLast().sizes()[2];
      boolean inARow = true;
      for (int x = 0; x < count; x++) {
        Strided operand = operands.get(x);
        arrays[x] = operand.storage().array();
        first[x] = operand.offset() + from * operand.strides()[1];
        outer[x] = operand.strides()[1];
        along[x] = operand.strides()[2];
        inARow &= outer[x] == width * along[x];
      }
      this.rows = inARow ? 1 : rows;
      this.columns = inARow ? rows * width : width;
      loop = loops.get(expression, Reductions.steps(along));
    }

    void at(int t) {
      for (int x = 0; x < offsets.length; x++) {
        offsets[x] = first[x] + t * operands.get(x).strides()[0];
      }
      loop.run(arrays, offsets, outer, rows, along, columns);
    }
  }

  private static GemmKernel slice(GemmKernel gemm, int from, int rows, int t) {
    Strided b = gemm.b().slice(0, t, 1, 1);
    GemmKernel own = (GemmKernel) gemm.over(w -> w.slice(0, t, 1, 1).slice(1, from, 1, rows));
    return new GemmKernel(own.a(), b, own.out(), own.epilogue());
  }

  /** A product whose right operand does not move. */
  private final class ByOneMatrix implements Part {
    private final GemmKernel gemm;
    private final TableProduct product;
    private final DType dtype;
    private final int k;
    private final int n;

    /** n in whole units. */
    private final int width;

    private final Object packed;

    ByOneMatrix(GemmKernel gemm) {
      this.gemm = gemm;
      Strided b = gemm.b();
      dtype = b.dtype();
      k = b.sizes()[1];
      n = b.sizes()[2];
      product = inner.tableProduct(dtype, gemm.flops() / 2);
      width = Convolutions.roundUp(n, product.unit());
      packed = Scratch.take(dtype, k * width);
      Matrix right = new Matrix(b.storage().array(), b.offset(), b.strides()[1], b.strides()[2]);
      product.packRight(right, k, n, packed, 0);
    }

    static boolean serves(GemmKernel gemm) {
      int k = gemm.b().sizes()[1];
      return gemm.b().strides()[0] == 0
          && gemm.a().strides()[2] == 1
          && k > 0
          && k <= GemmKernel.CHUNK
          && gemm.b().sizes()[2] > 0;
    }

    @Override
    public Share share(int from, int rows) {
      Object sums = Scratch.take(dtype, rows * width);
      Strided a = gemm.a();
      Object left = a.storage().array();
      int begin = a.offset() + from * a.strides()[1];
      Walk finish = finish(sums, from, rows);
      return new Share() {
        @Override
        public void step(int t) {
          int at = begin + t * a.strides()[0];
          product.multiplyPacked(left, at, a.strides()[1], rows, k, n, packed, 0, sums, 0, width);
          finish.at(t);
        }

        @Override
        public void close() {
          Scratch.give(dtype, rows * width, sums);
        }
      };
    }

    /** From the sums, which lie in one place for all steps, to where results belong. */
    private Walk finish(Object sums, int from, int rows) {
      int[] sizes = gemm.out().sizes();
      Strided place =
          new Strided(
              Scratch.asStorage(dtype, sums), -from * width, sizes, new int[] {0, width, 1});
      List<Strided> operands = new ArrayList<>(List.of(place));
      operands.addAll(gemm.epilogue().map(Epilogue::inputs).orElse(List.of()));
      operands.addAll(
          gemm.epilogue().map(Epilogue::outputs).orElse(Collections.singletonList(gemm.out())));
      Expression map = gemm.epilogue().map(Epilogue::expression).orElse(Maps.same(dtype));
      return new Walk(map, operands, from, rows);
    }

    @Override
    public void close() {
      Scratch.give(dtype, k * width, packed);
    }
  }
}
