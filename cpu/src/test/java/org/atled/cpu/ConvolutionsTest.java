package org.atled.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atled.cpu.Operands.Layout.CONTIGUOUS;
import static org.atled.cpu.Operands.Layout.REPEATED;
import static org.atled.cpu.Operands.Layout.SLICED;
import static org.atled.cpu.Operands.Layout.TRANSPOSED;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.spi.ConvolveKernel;
import org.atled.core.spi.ConvolveKernel.Factor;
import org.atled.core.spi.Epilogue;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.core.spi.WindowSteps;
import org.atled.cpu.Operands.Layout;
import org.junit.jupiter.api.Test;

public class ConvolutionsTest {
  private final CpuBackend backend = new CpuBackend(inner(), 1);
  private final Operands operands = new Operands(31);

  /** What steps ask for. */
  private int tile = 2;

  /** The loops under test: other modules run these tests on theirs. */
  protected InnerLoops inner() {
    return InnerLoops.scalar("as tests do");
  }

  /**
   * A convolution of as many axes as the sizes have.
   *
   * @param after may be negative: then the last elements are not seen
   */
  private record Geometry(
      int examples,
      int groups,
      int channels,
      int outputs,
      int[] sizes,
      int[] kernel,
      int[] stride,
      int[] before,
      int[] after,
      int[] dilation) {
    int[] windows() {
      int[] windows = new int[sizes.length];
      for (int i = 0; i < windows.length; i++) {
        int reach = dilation[i] * (kernel[i] - 1) + 1;
        windows[i] = (sizes[i] + before[i] + after[i] - reach) / stride[i] + 1;
      }
      return windows;
    }

    static Geometry plain(int examples, int channels, int outputs, int size, int kernel) {
      int[] ones = {1, 1};
      int[] around = {kernel / 2, kernel / 2};
      return new Geometry(
          examples,
          1,
          channels,
          outputs,
          new int[] {size, size},
          new int[] {kernel, kernel},
          ones,
          around,
          around,
          ones);
    }
  }

  private void check(DType type, Geometry g, Layout in, Layout out, Optional<Boolean> alone) {
    int[] lead = {g.examples, g.groups * g.channels};
    int[] windows = g.windows();
    for (Factor wanted : Factor.values()) {
      Strided x = of(type, wanted == Factor.X ? out : in, lead, g.sizes);
      Strided w =
          of(
              type,
              wanted == Factor.W ? out : in,
              new int[] {g.groups * g.outputs, g.channels},
              g.kernel);
      Strided y =
          of(
              type,
              wanted == Factor.Y ? out : in,
              new int[] {g.examples, g.groups * g.outputs},
              windows);
      WindowSteps steps = new WindowSteps(list(g.stride), list(g.before), list(g.dilation), tile);
      ConvolveKernel plain = new ConvolveKernel(wanted, x, w, y, steps, g.groups);
      Kernel kernel = alone.<Kernel>map(only -> withEpilogue(type, plain, only)).orElse(plain);
      String what = "%s %s %s in %s out of %s".formatted(wanted, type, describe(g), in, out);
      if (alone.orElse(false)) {
        // What the place to work in then holds is not said.
        Kernel expected = Operands.onCopies(kernel);
        Kernel actual = Operands.onCopies(kernel);
        Reference.run(expected);
        backend.run(actual);
        Operands.same(actual.writes().getLast(), expected.writes().getLast(), what);
      } else {
        Operands.check(backend, kernel, what);
      }
    }
  }

  private Strided of(DType type, Layout layout, int[] lead, int[] rest) {
    int[] sizes = Arrays.copyOf(lead, lead.length + rest.length);
    System.arraycopy(rest, 0, sizes, lead.length, rest.length);
    return operands.of(type, layout, sizes);
  }

  /** A map of the result and a number for each channel, into the result or elsewhere alone. */
  private Kernel withEpilogue(DType type, ConvolveKernel plain, boolean alone) {
    int[] sizes = plain.out().sizes();
    int[] perChannel = new int[sizes.length];
    Arrays.fill(perChannel, 1);
    perChannel[1] = sizes[1];
    Strided bias = operands.of(type, CONTIGUOUS, perChannel).broadcastTo(Operands.shape(sizes));
    Strided result = alone ? operands.of(type, SLICED, sizes) : plain.out();
    Expression add =
        Expression.of(List.of(type, type), type, t -> t.get(0).add(t.get(1)).max(t.get(1)));
    Epilogue epilogue = new Epilogue(add, List.of(bias), List.of(result));
    return plain.with(plain.out(), epilogue);
  }

  private static List<Integer> list(int[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  private static String describe(Geometry g) {
    return "%d examples, %d groups of %d to %d, %s by %s, stride %s, before %s, after %s, dilation %s"
        .formatted(
            g.examples,
            g.groups,
            g.channels,
            g.outputs,
            list(g.sizes),
            list(g.kernel),
            list(g.stride),
            list(g.before),
            list(g.after),
            list(g.dilation));
  }

  @Test
  void geometriesOfEveryKind() {
    Random random = new Random(5);
    List<Layout> layouts = new ArrayList<>(List.of(CONTIGUOUS, TRANSPOSED, SLICED, REPEATED));
    for (int run = 0; run < 150; run++) {
      int axes = 1 + random.nextInt(3);
      int[] sizes = new int[axes];
      int[] kernel = new int[axes];
      int[] stride = new int[axes];
      int[] before = new int[axes];
      int[] after = new int[axes];
      int[] dilation = new int[axes];
      for (int i = 0; i < axes; i++) {
        kernel[i] = 1 + random.nextInt(4);
        dilation[i] = 1 + random.nextInt(2);
        stride[i] = 1 + random.nextInt(3);
        before[i] = random.nextInt(4);
        after[i] = random.nextInt(3);
        int least = dilation[i] * (kernel[i] - 1) + 1 - before[i] - after[i];
        sizes[i] = Math.max(1, least) + random.nextInt(axes == 3 ? 4 : 9);
      }
      int groups = 1 + random.nextInt(2) * random.nextInt(3);
      Geometry geometry =
          new Geometry(
              1 + random.nextInt(4),
              groups,
              1 + random.nextInt(5),
              1 + random.nextInt(9),
              sizes,
              kernel,
              stride,
              before,
              after,
              dilation);
      Collections.shuffle(layouts, random);
      DType type = random.nextBoolean() ? DType.FLOAT32 : DType.FLOAT64;
      Layout out = layouts.getFirst() == REPEATED ? CONTIGUOUS : layouts.getFirst();
      check(type, geometry, layouts.getLast(), out, Optional.empty());
    }
  }

  /** Channels side by side in vectors, sums over more than one block of terms, rows in bands. */
  @Test
  void largeEnoughForEveryWay() {
    check(DType.FLOAT32, Geometry.plain(2, 40, 7, 9, 3), CONTIGUOUS, CONTIGUOUS, Optional.empty());
    check(DType.FLOAT32, Geometry.plain(5, 3, 16, 40, 5), CONTIGUOUS, CONTIGUOUS, Optional.empty());
    check(DType.FLOAT64, Geometry.plain(1, 16, 13, 80, 3), CONTIGUOUS, SLICED, Optional.empty());
    check(DType.FLOAT32, Geometry.plain(3, 65, 26, 7, 1), TRANSPOSED, CONTIGUOUS, Optional.empty());
  }

  /** More outputs than a block of rows, of examples that are small, alone and several together. */
  @Test
  void moreOutputsThanStayCached() {
    for (int examples : new int[] {1, 5}) {
      Geometry small = Geometry.plain(examples, 3, 300, 7, 3);
      check(DType.FLOAT32, small, CONTIGUOUS, CONTIGUOUS, Optional.of(false));
      check(DType.FLOAT64, small, CONTIGUOUS, CONTIGUOUS, Optional.empty());
    }
    check(DType.FLOAT32, Geometry.plain(1, 2, 260, 15, 3), SLICED, CONTIGUOUS, Optional.empty());
    // Several blocks of terms as well.
    check(DType.FLOAT32, Geometry.plain(1, 33, 270, 7, 3), CONTIGUOUS, SLICED, Optional.empty());
  }

  /** A kernel is laid once for all that comes with the same numbers, and anew for others. */
  @Test
  void kernelsThatComeAgain() {
    int[] ones = {1, 1};
    int[] twos = {2, 2};
    Geometry strided =
        new Geometry(2, 1, 16, 18, new int[] {8, 9}, new int[] {3, 3}, twos, ones, ones, ones);
    Geometry inGroups =
        new Geometry(2, 2, 3, 5, new int[] {8, 9}, new int[] {3, 2}, ones, ones, ones, ones);
    for (Geometry g : List.of(strided, inGroups, Geometry.plain(1, 17, 16, 8, 3))) {
      for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
        comesAgain(type, g);
      }
    }
  }

  private void comesAgain(DType type, Geometry g) {
    int[] kernel = {2 * g.groups * g.outputs, g.channels};
    Strided both = of(type, CONTIGUOUS, kernel, g.kernel);
    Strided others = of(type, CONTIGUOUS, kernel, g.kernel);
    WindowSteps steps = new WindowSteps(list(g.stride), list(g.before), list(g.dilation), tile);
    for (int time = 0; time < 6; time++) {
      if (time == 3) {
        int length = both.storage().length();
        System.arraycopy(others.storage().array(), 0, both.storage().array(), 0, length);
        both.storage().bump();
      }
      for (int half = 0; half < 2; half++) {
        int[] sizes = both.sizes().clone();
        sizes[0] /= 2;
        int offset = half * both.storage().length() / 2;
        Strided w = new Strided(both.storage(), offset, sizes, both.strides());
        Strided x = of(type, CONTIGUOUS, new int[] {g.examples, g.groups * g.channels}, g.sizes);
        int[] outputs = {g.examples, g.groups * g.outputs};
        Strided y = of(type, CONTIGUOUS, outputs, g.windows());
        for (Factor wanted : List.of(Factor.Y, Factor.X)) {
          Operands.check(
              backend,
              new ConvolveKernel(wanted, x, w, y, steps, g.groups),
              "%s of %s, time %d, half %d".formatted(wanted, describe(g), time, half));
        }
      }
    }
  }

  /**
   * Windows in more than two chunks, which begin and end within rows, and rows of more than one.
   */
  @Test
  void longSumsAreJoinedByTheTree() {
    check(DType.FLOAT32, Geometry.plain(1, 2, 3, 103, 3), CONTIGUOUS, CONTIGUOUS, Optional.empty());
    check(DType.FLOAT32, Geometry.plain(3, 17, 1, 51, 3), SLICED, CONTIGUOUS, Optional.empty());
    for (int channels : new int[] {1, 16}) {
      Geometry signal =
          new Geometry(
              2,
              1,
              channels,
              1,
              new int[] {9001},
              new int[] {5},
              new int[] {2},
              new int[] {3},
              new int[] {1},
              new int[] {2});
      check(DType.FLOAT32, signal, CONTIGUOUS, CONTIGUOUS, Optional.empty());
    }
  }

  /** One row of each channel, whose results go through a map. */
  @Test
  void signals() {
    int[] one = {1};
    for (int[] step : new int[][] {one, {2}}) {
      Geometry signal =
          new Geometry(3, 2, 3, 9, new int[] {37}, new int[] {3}, step, one, one, one);
      check(DType.FLOAT32, signal, CONTIGUOUS, SLICED, Optional.of(true));
      check(DType.FLOAT64, signal, SLICED, CONTIGUOUS, Optional.of(false));
    }
  }

  /** As wide or as large as what they go over: few results, far apart. */
  @Test
  void kernelsAsLargeAsTheImage() {
    int[] ones = {1, 1};
    int[] none = {0, 0};
    for (int[] kernel : new int[][] {{3, 20}, {6, 20}, {20, 3}}) {
      int[] sizes = kernel[0] == 20 ? new int[] {20, 6} : new int[] {6, 20};
      Geometry geometry = new Geometry(3, 1, 2, 2, sizes, kernel, ones, none, none, ones);
      check(DType.FLOAT32, geometry, CONTIGUOUS, CONTIGUOUS, Optional.empty());
      check(DType.FLOAT64, geometry, CONTIGUOUS, CONTIGUOUS, Optional.of(true));
    }
  }

  @Test
  void mapsItsResults() {
    for (boolean alone : new boolean[] {false, true}) {
      for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
        check(type, Geometry.plain(3, 5, 8, 6, 3), CONTIGUOUS, TRANSPOSED, Optional.of(alone));
        check(type, Geometry.plain(1, 17, 4, 10, 3), SLICED, CONTIGUOUS, Optional.of(alone));
      }
    }
  }

  /**
   * Windows that never leave the source are read where it lies: whole runs to its last element, cut
   * ones where enough follows, as of all groups and examples but the last.
   */
  @Test
  void windowsThatStayInside() {
    int[] ones = {1, 1};
    int[] none = {0, 0};
    for (int size : new int[] {3, 7, 9, 16, 19}) {
      for (int kernel : new int[] {1, 3}) {
        int[] kernels = {kernel, kernel};
        int[] sizes = {size, size};
        Geometry geometry = new Geometry(6, 3, 5, 6, sizes, kernels, ones, none, none, ones);
        for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
          check(type, geometry, CONTIGUOUS, CONTIGUOUS, Optional.empty());
          check(type, geometry, TRANSPOSED, CONTIGUOUS, Optional.empty());
          check(type, geometry, SLICED, CONTIGUOUS, Optional.empty());
        }
      }
    }
  }

  /**
   * Sizes that tiles fill and do not, zeros around or none, and examples in one chunk or in two.
   */
  @Test
  void byTiles() {
    inTiles();
  }

  @Test
  void byLargeTiles() {
    tile = 4;
    inTiles();
  }

  private void inTiles() {
    int[] ones = {1, 1};
    int[] three = {3, 3};
    for (int[] g :
        new int[][] {
          {1, 16, 16, 8, 8, 1},
          {3, 17, 20, 9, 10, 1},
          {2, 16, 33, 7, 6, 0},
          {1, 19, 16, 5, 11, 2},
          {1, 16, 18, 6, 4, 3},
          {9, 16, 16, 8, 7, 1},
          {1, 16, 16, 4, 270, 1}
        }) {
      int[] around = {g[5], g[5]};
      int[] before = {g[5], Math.max(0, g[5] - 1)};
      Geometry geometry =
          new Geometry(
              g[0], 1, g[1], g[2], new int[] {g[3], g[4]}, three, ones, before, around, ones);
      check(DType.FLOAT32, geometry, CONTIGUOUS, SLICED, Optional.of(true));
      check(DType.FLOAT32, geometry, TRANSPOSED, CONTIGUOUS, Optional.of(false));
      check(DType.FLOAT64, geometry, SLICED, TRANSPOSED, Optional.empty());
    }
  }

  /** A row of tiles is one sum of a gradient by the weight, of as many terms as a product takes. */
  @Test
  void rowsOfMoreTilesThanAProductTakesAreNotCutIntoTiles() {
    assertThat(tile(2, 16, 2 * GemmKernel.CHUNK)).isEqualTo(2);
    assertThat(tile(2, 16, 2 * GemmKernel.CHUNK + 1)).isEqualTo(0);
    assertThat(tile(4, 16, 2 * GemmKernel.CHUNK + 1)).isEqualTo(4);
    assertThat(tile(4, 16, 4 * GemmKernel.CHUNK + 1)).isEqualTo(0);
  }

  @Test
  void tilesOfFourAreTakenWhereTheyAreAskedForAndEnough() {
    assertThat(tile(2, 32, 32)).isEqualTo(2);
    assertThat(tile(4, 32, 32)).isEqualTo(4);
    assertThat(tile(4, 256, 30)).isEqualTo(4);
    assertThat(tile(4, 256, 28)).isEqualTo(0);
    assertThat(tile(4, 15, 64)).isEqualTo(0);
  }

  /** Of windows of two rows. */
  private static int tile(int asked, int channels, int width) {
    int[] x = {1, channels, 4, width + 2};
    int[] y = {1, channels, 2, width};
    WindowSteps steps = new WindowSteps(List.of(1, 1), List.of(0, 0), List.of(1, 1), asked);
    return new ConvolveKernel(
            Factor.W, oneNumber(x), oneNumber(channels, channels, 3, 3), oneNumber(y), steps, 1)
        .tile();
  }

  private static Strided oneNumber(int... sizes) {
    return new Strided(Storage.zeros(DType.FLOAT32, 1), 0, sizes, new int[sizes.length]);
  }

  /** One channel of results for each group, with fewer terms than a pass adds and with more. */
  @Test
  void eachChannelByItself() {
    int[] ones = {1, 1};
    int[] sizes = {9, 11};
    for (int kernel : new int[] {1, 2, 3, 4, 7}) {
      int[] kernels = {kernel, kernel};
      int[] around = {kernel / 2, kernel / 2};
      for (int stride : new int[] {1, 2}) {
        int[] strides = {stride, stride};
        int channels = kernel == 2 ? 4 : 1;
        Geometry geometry =
            new Geometry(3, 6, channels, 1, sizes, kernels, strides, around, around, ones);
        check(DType.FLOAT32, geometry, SLICED, CONTIGUOUS, Optional.of(true));
        check(DType.FLOAT64, geometry, CONTIGUOUS, SLICED, Optional.empty());
      }
    }
  }

  /** A kernel shorter than its steps leaves elements that no window sees. */
  @Test
  void sumsOfNothingAreZero() {
    int[] threes = {3, 3};
    int[] none = {0, 0};
    Geometry geometry =
        new Geometry(
            2, 1, 3, 4, new int[] {7, 8}, new int[] {1, 2}, threes, none, none, new int[] {1, 1});
    for (boolean alone : new boolean[] {false, true}) {
      check(DType.FLOAT32, geometry, CONTIGUOUS, CONTIGUOUS, Optional.of(alone));
    }
    for (int[] sizes : new int[][] {{0, 2, 3}, {2, 0, 3}, {2, 2, 0}}) {
      Geometry empty =
          new Geometry(
              sizes[0],
              1,
              sizes[1],
              sizes[2],
              new int[] {4},
              new int[] {2},
              new int[] {1},
              new int[] {0},
              new int[] {0},
              new int[] {1});
      check(DType.FLOAT32, empty, CONTIGUOUS, CONTIGUOUS, Optional.empty());
    }
  }
}
