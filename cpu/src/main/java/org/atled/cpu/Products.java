package org.atled.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.spi.Epilogue;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.cpu.MatrixProduct.Finish;
import org.atled.cpu.MatrixProduct.Matrix;
import org.atled.cpu.MatrixProduct.Team;

/**
 * Runs {@link GemmKernel}: shares out the matrices of a batch, cuts long sums into chunks, and maps
 * the results. How two matrices are multiplied is the {@link MatrixProduct}'s business.
 */
final class Products {
  private static final int CHUNK = GemmKernel.CHUNK;

  /** Multiply-adds that take about as long as one element operation does elsewhere. */
  static final int FMAS = 8;

  private final InnerLoops inner;
  private final LoopCache loops;
  private final Maps maps;
  private final ParallelLoops parallel;
  private final WeightPanels weights;
  private final RowTimesMatrix floatRows;
  private final RowTimesMatrix doubleRows;

  Products(
      InnerLoops inner, LoopCache loops, Maps maps, ParallelLoops parallel, KnownWeights weights) {
    this.inner = inner;
    this.loops = loops;
    this.maps = maps;
    this.parallel = parallel;
    this.weights = new WeightPanels(weights, loops);
    this.floatRows = new RowTimesMatrix(DType.FLOAT32, loops);
    this.doubleRows = new RowTimesMatrix(DType.FLOAT64, loops);
  }

  void gemm(GemmKernel gemm) {
    if (gemm.out().elements() == 0) {
      return;
    }
    if (gemm.a().sizes()[gemm.a().rank() - 1] == 0) {
      empty(gemm);
      return;
    }
    Batches batches = Batches.of(gemm);
    int count = batches.nest().elements();
    long right = (long) batches.n() * batches.k();
    // Few rows take as long as it takes to read the right operand.
    long each = Math.max(batches.m() * right / FMAS, right);
    boolean shareEach = count < parallel.threads() && parallel.isWorthSharing(each);
    Team team = shareEach ? new PoolTeam(parallel) : Team.SOLO;
    IntConsumer product = number -> multiply(batches.product(number), team);
    if (count == 1 || shareEach) {
      for (int number = 0; number < count; number++) {
        product.accept(number);
      }
    } else {
      parallel.each(count, count * each, product::accept);
    }
  }

  /** Sums of nothing. */
  private void empty(GemmKernel gemm) {
    maps.fill(gemm.out(), 0);
    gemm.epilogue().ifPresent(epilogue -> maps.epilogue(epilogue, gemm.out()));
  }

  private record PoolTeam(ParallelLoops parallel) implements Team {
    @Override
    public int threads() {
      return parallel.availableThreads();
    }

    @Override
    public void each(int parts, IntConsumer part) {
      ThreadPool.shared().run(parallel.availableThreads(), parts, part::accept);
    }
  }

  private void multiply(One one, Team team) {
    MatrixProduct product = inner.product(one.dtype());
    Finish finish = one.map().<Finish>map(e -> new EpilogueLoop(one, e)).orElse(Finish.NOTHING);
    if (one.k() > CHUNK) {
      inChunks(product, one, team);
      finish.block(one.c(), 0, 0, one.m(), one.n());
    } else if (!multiplyKnown(product, one, team, finish)) {
      multiply(product, one, one.c(), 0, one.k(), team, finish);
    }
  }

  /** The part of the sums that begins at a p and has k terms. */
  private void multiply(
      MatrixProduct product, One one, Matrix c, int p, int k, Team team, Finish finish) {
    Matrix a = one.a().from(0, p);
    Matrix b = one.b().from(p, 0);
    if (product.leavesRowsToLoops() && RowTimesMatrix.serves(b, c, one.m(), k, one.n())) {
      RowTimesMatrix rows = one.dtype() == DType.FLOAT32 ? floatRows : doubleRows;
      rows.multiply(a, b, c, k, one.n(), team, finish);
    } else {
      product.multiply(a, b, c, one.m(), k, one.n(), team, finish);
    }
  }

  /** Multiplies panel by panel if there are panels of the right operand. */
  private boolean multiplyKnown(MatrixProduct product, One one, Team team, Finish finish) {
    int k = one.k();
    int n = one.n();
    if (!WeightPanels.helpsWith(one.b(), one.m(), k, n)) {
      return false;
    }
    Object panels = weights.of(one.right(), one.b(), k, n);
    if (panels == null) {
      return false;
    }
    int count = Blocks.count(n, WeightPanels.WIDTH);
    int parts = Math.min(team.threads(), count);
    team.each(
        parts,
        part -> {
          int end = (int) ((long) count * (part + 1) / parts);
          for (int p = (int) ((long) count * part / parts); p < end; p++) {
            int j = p * WeightPanels.WIDTH;
            int width = Math.min(WeightPanels.WIDTH, n - j);
            Matrix panel = new Matrix(panels, k * j, width, 1);
            Matrix c = one.c().from(0, j);
            product.multiply(one.a(), panel, c, one.m(), k, width, Team.SOLO, finish.of(0, j));
          }
        });
    return true;
  }

  private void inChunks(MatrixProduct product, One one, Team team) {
    int m = one.m();
    int n = one.n();
    DType dtype = one.dtype();
    PairwiseSums all = new PairwiseSums(dtype, m * n, loops, parallel);
    for (int p = 0, end; p < one.k(); p = end) {
      end = Blocks.end(p, CHUNK, one.k());
      Object sums = Scratch.take(dtype, m * n);
      multiply(product, one, new Matrix(sums, 0, n, 1), p, end - p, team, Finish.NOTHING);
      all.add(sums);
    }
    Object sum = all.total();
    Matrix c = one.c();
    int[] outer = {n, c.rowStride()};
    int[] along = {1, c.columnStride()};
    loop(Maps.same(dtype), along)
        .run(new Object[] {sum, c.array()}, new int[] {0, c.at()}, outer, m, along, n);
    Scratch.give(dtype, m * n, sum);
  }

  private Loop loop(Expression expression, int[] strides) {
    return loops.get(expression, Reductions.steps(strides));
  }

  /** Maps a block of the results. */
  private final class EpilogueLoop implements Finish {
    private final List<Matrix> operands;
    private final int[] columnStrides;
    private final Loop loop;
    private final boolean isAll;

    EpilogueLoop(One one, Expression expression) {
      operands = one.epilogue();
      columnStrides = new int[1 + operands.size()];
      columnStrides[0] = one.c().columnStride();
      for (int x = 0; x < operands.size(); x++) {
        columnStrides[1 + x] = operands.get(x).columnStride();
      }
      int inputs = expression.inputs().size() - 1;
      isAll = !operands.subList(inputs, operands.size()).contains(one.c());
      loop = loop(expression, columnStrides);
    }

    @Override
    public boolean isAll() {
      return isAll;
    }

    @Override
    public void block(Matrix sums, int row, int column, int rows, int columns) {
      Object[] arrays = new Object[columnStrides.length];
      int[] offsets = new int[arrays.length];
      int[] rowStrides = new int[arrays.length];
      int[] strides = columnStrides;
      if (sums.columnStride() != strides[0]) {
        strides = strides.clone();
        strides[0] = sums.columnStride();
      }
      boolean inARow = true;
      for (int x = 0; x < arrays.length; x++) {
        Matrix operand = x == 0 ? sums : operands.get(x - 1).from(row, column);
        arrays[x] = operand.array();
        offsets[x] = operand.at();
        rowStrides[x] = operand.rowStride();
        inARow &= rowStrides[x] == columns * strides[x];
      }
      if (inARow) {
        loop.run(arrays, offsets, rowStrides, 1, strides, rows * columns);
      } else {
        loop.run(arrays, offsets, rowStrides, rows, strides, columns);
      }
    }
  }

  /**
   * One product of two matrices.
   *
   * @param right the storage of b
   * @param map makes of c and the first matrices of {@code epilogue} what is stored in the others
   */
  private record One(
      DType dtype,
      Matrix a,
      Matrix b,
      Storage right,
      Matrix c,
      int m,
      int k,
      int n,
      Optional<Expression> map,
      List<Matrix> epilogue) {}

  /**
   * The matrices of a product: one of each operand for each element of the nest.
   *
   * @param operands a, b, out, and what the epilogue takes and gives
   * @param rowStrides of the operands; those of b count along p
   */
  private record Batches(
      GemmKernel gemm, List<Strided> operands, Nest nest, int m, int k, int n, int[] rowStrides) {
    private static final int B = 1;

    static Batches of(GemmKernel gemm) {
      int row = gemm.out().rank() - 2;
      List<Strided> operands = new ArrayList<>(List.of(gemm.a(), gemm.b(), gemm.out()));
      gemm.epilogue()
          .ifPresent(epilogue -> {
            operands.addAll(epilogue.inputs());
            operands.addAll(epilogue.outputs());
          });
      Nest nest = Nest.of(operands, 0, row, true);
      int m = gemm.out().sizes()[row];
      int n = gemm.out().sizes()[row + 1];
      int k = gemm.a().sizes()[row + 1];
      int[] rowStrides = operands.stream().mapToInt(s -> s.strides()[row]).toArray();
      // A batch of matrices that share b and lie one below the other is one tall matrix: what a
      // linear layer makes of [batch, time, features].
      while (nest.rank() > 0) {
        int last = nest.rank() - 1;
        int[] s = nest.strides()[last];
        if (!liesBelow(s, m, rowStrides)) {
          break;
        }
        if (m == 1) {
          int ofB = rowStrides[B];
          rowStrides = s.clone();
          rowStrides[B] = ofB;
        }
        m *= nest.sizes()[last];
        nest =
            new Nest(
                Arrays.copyOf(nest.sizes(), last),
                Arrays.copyOf(nest.strides(), last),
                nest.offsets());
      }
      return new Batches(gemm, operands, nest, m, k, n, rowStrides);
    }

    private static boolean liesBelow(int[] strides, int m, int[] rowStrides) {
      for (int x = 0; x < strides.length; x++) {
        boolean fits = x == B ? strides[x] == 0 : m == 1 || strides[x] == m * rowStrides[x];
        if (!fits) {
          return false;
        }
      }
      return true;
    }

    One product(int number) {
      int[] at = nest.offsetsAt(nest.offsets(), number);
      List<Matrix> matrices = new ArrayList<>();
      for (int x = 0; x < at.length; x++) {
        Strided of = operands.get(x);
        int columnStride = of.strides()[of.rank() - 1];
        matrices.add(new Matrix(of.storage().array(), at[x], rowStrides[x], columnStride));
      }
      DType dtype = gemm.out().dtype();
      return new One(
          dtype,
          matrices.get(0),
          matrices.get(1),
          gemm.b().storage(),
          matrices.get(2),
          m,
          k,
          n,
          gemm.epilogue().map(Epilogue::expression),
          matrices.subList(3, matrices.size()));
    }
  }
}
