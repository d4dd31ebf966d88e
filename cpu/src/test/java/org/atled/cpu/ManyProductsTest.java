package org.atled.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atled.cpu.Operands.Layout.CONTIGUOUS;
import static org.atled.cpu.Operands.Layout.TRANSPOSED;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.spi.Epilogue;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Strided;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A sample of all products: every combination of sizes, places in memory, types, maps on the
 * results, and numbers of threads may come up; the seed is always the same.
 */
@Timeout(300)
public class ManyProductsTest {
  private static final int[] SIZES = {
    1, 2, 3, 5, 8, 12, 13, 16, 17, 31, 33, 37, 64, 100, 400, 1023
  };
  private static final int[] THREADS = {1, 2, 3, 5};

  private final Operands operands = new Operands(29);
  private final ProductPlaces places = new ProductPlaces(operands);
  private final Random random = new Random(31);

  /** The loops under test: other modules run these tests on theirs. */
  protected InnerLoops inner() {
    return InnerLoops.scalar("as tests do");
  }

  /** What becomes of the sums. */
  private enum Then {
    NOTHING,
    BIAS,
    BIAS_AND_RELU,
    /** Times a matrix, plus a bias for each row. */
    GATE,
    /** A bias, and into another array: nobody wants the sums themselves. */
    ELSEWHERE
  }

  @Test
  void smallOnes() {
    for (int i = 0; i < 400; i++) {
      int[] s = sizes(0, 60_000);
      check(any(DType.FLOAT32, DType.FLOAT64), s, new int[0], 1);
    }
  }

  /** Enough work for several threads; goes on until a helper, which is not always free, helps. */
  @Test
  void sharedOnes() {
    long before = PartsOfHelpers.run();
    for (int i = 0; i < 20 || (PartsOfHelpers.run() == before && i < 500); i++) {
      int[] s = sizes(530_000, 1_500_000);
      check(any(DType.FLOAT32, DType.FLOAT64), s, new int[0], THREADS);
    }
    assertThat(PartsOfHelpers.run()).as("a helper took part").isGreaterThan(before);
  }

  /** Few rows and many columns, and the other way round. */
  @Test
  void fewRowsOrColumns() {
    for (int few = 1; few <= 6; few++) {
      for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
        check(type, new int[] {few, 605 / few, 1023}, new int[0], THREADS);
        check(type, new int[] {1023, 605 / few, few}, new int[0], THREADS);
      }
    }
  }

  /** What is left of the columns after equal parts is narrower than a vector of any width. */
  @Test
  void remaindersNarrowerThanAVector() {
    for (int n : new int[] {385, 399, 641, 647, 1153}) {
      for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
        Strided a = operands.of(type, CONTIGUOUS, 1, 509);
        Strided b = operands.of(type, CONTIGUOUS, 509, n);
        Strided out = operands.of(type, CONTIGUOUS, 1, n);
        check(type, a, b, out, Then.BIAS, 3, 5, 16);
      }
    }
  }

  /** One chunk of k in many blocks, of which the last is shorter and has fewer pieces. */
  @Test
  void deepSums() {
    for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
      for (Then then : Then.values()) {
        for (ProductPlaces.Place place : places.outputs()) {
          Strided a = any(places.inputs()).of(type, 13, 2113);
          Strided b = operands.of(type, any(CONTIGUOUS, TRANSPOSED), 2113, 37);
          check(type, a, b, place.of(type, 13, 37), then, 1, 3);
        }
      }
    }
  }

  /** More than one chunk of k, on one thread and on several. */
  @Test
  void longSums() {
    for (int[] s : new int[][] {{17, 8193, 5}, {3, 12_289, 37}, {31, 4097, 8}, {1, 4100, 130}}) {
      for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
        check(type, s, new int[0], THREADS);
      }
    }
  }

  /** More matrices than threads, and fewer. */
  @Test
  void batches() {
    for (int i = 0; i < 40; i++) {
      int[] batch = i % 2 == 0 ? new int[] {2, 3} : new int[] {7};
      check(any(DType.FLOAT32, DType.FLOAT64), sizes(0, 10_000), batch, 1);
    }
    for (int i = 0; i < 6; i++) {
      check(any(DType.FLOAT32, DType.FLOAT64), sizes(90_000, 200_000), new int[] {7}, THREADS);
      check(any(DType.FLOAT32, DType.FLOAT64), sizes(530_000, 800_000), new int[] {2}, THREADS);
    }
  }

  /** Sizes m, k, n whose product lies in the range. */
  private int[] sizes(int from, int to) {
    while (true) {
      int[] s = {any(SIZES), any(SIZES), any(SIZES)};
      long work = (long) s[0] * s[1] * s[2];
      if (work >= from && work <= to) {
        return s;
      }
    }
  }

  private void check(DType type, int[] s, int[] batch, int... threads) {
    Strided a = any(places.inputs()).of(type, with(batch, s[0], s[1]));
    Strided b = any(places.inputs()).of(type, with(batch, s[1], s[2]));
    Strided out = any(places.outputs()).of(type, with(batch, s[0], s[2]));
    check(type, a, b, out, any(Then.values()), threads);
  }

  private void check(DType type, Strided a, Strided b, Strided out, Then then, int... threads) {
    Strided sums = then == Then.ELSEWHERE ? operands.of(type, CONTIGUOUS, out.sizes()) : out;
    GemmKernel kernel = new GemmKernel(a, b, sums, epilogue(then, type, out));
    Strided expected = Operands.copy(out);
    Reference.run(writing(kernel, out, expected));
    for (int number : threads) {
      Strided actual = Operands.copy(out);
      new CpuBackend(inner(), number).run(writing(kernel, out, actual));
      Operands.same(
          actual,
          expected,
          "%s %s·%s to %s, then %s, on %d threads"
              .formatted(type, text(a), text(b), text(out), then, number));
    }
  }

  /** The kernel with another place for what it is asked for. */
  private static Kernel writing(GemmKernel gemm, Strided out, Strided to) {
    if (gemm.out() == out) {
      return Operands.with(gemm, to);
    }
    Epilogue epilogue = gemm.epilogue().orElseThrow();
    return new GemmKernel(
        gemm.a(),
        gemm.b(),
        gemm.out(),
        Optional.of(new Epilogue(epilogue.expression(), epilogue.inputs(), List.of(to))));
  }

  private static String text(Strided s) {
    return Arrays.toString(s.sizes()) + " by " + Arrays.toString(s.strides());
  }

  private Optional<Epilogue> epilogue(Then then, DType type, Strided out) {
    int[] sizes = out.sizes();
    Strided bias =
        operands.of(type, CONTIGUOUS, sizes[sizes.length - 1]).broadcastTo(Operands.shape(sizes));
    Strided ofRows =
        operands
            .of(type, CONTIGUOUS, Reference.with(sizes, sizes.length - 1, 1))
            .broadcastTo(Operands.shape(sizes));
    return switch (then) {
      case NOTHING -> Optional.empty();
      case BIAS, ELSEWHERE ->
          Optional.of(
              new Epilogue(of(type, 2, t -> t.get(0).add(t.get(1))), List.of(bias), List.of(out)));
      case BIAS_AND_RELU ->
          Optional.of(
              new Epilogue(
                  of(type, 2, t -> t.get(0).add(t.get(1)).max(0)), List.of(bias), List.of(out)));
      case GATE ->
          Optional.of(
              new Epilogue(
                  of(type, 3, t -> t.get(0).mul(t.get(1)).add(t.get(2))),
                  List.of(any(places.inputs()).of(type, sizes), ofRows),
                  List.of(out)));
    };
  }

  private static Expression of(DType type, int inputs, Function<List<Term>, Term> body) {
    return Expression.of(Collections.nCopies(inputs, type), type, body);
  }

  private static int[] with(int[] batch, int m, int n) {
    int[] all = Arrays.copyOf(batch, batch.length + 2);
    all[batch.length] = m;
    all[batch.length + 1] = n;
    return all;
  }

  private int any(int[] of) {
    return of[random.nextInt(of.length)];
  }

  private <T> T any(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  @SafeVarargs
  private <T> T any(T... of) {
    return of[random.nextInt(of.length)];
  }
}
