package org.atled.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atled.cpu.Operands.Layout.CONTIGUOUS;
import static org.atled.cpu.Operands.Layout.SLICED;
import static org.atled.cpu.Operands.Layout.TRANSPOSED;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.AttendGradientKernel;
import org.atled.core.spi.AttendKernel;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.cpu.Operands.Layout;
import org.junit.jupiter.api.Test;

public class AttentionsTest {
  private final CpuBackend backend = new CpuBackend(inner(), 1);
  private final Operands operands = new Operands(43);
  private final Random random = new Random(5);

  /** The loops under test: other modules run these tests on theirs. */
  protected InnerLoops inner() {
    return InnerLoops.scalar("as tests do");
  }

  /** Group, heads that share, queries, keys, width, and that of values. */
  private record Sizes(int groups, int heads, int queries, int keys, int width, int wide) {}

  private static final List<Sizes> SIZES =
      List.of(
          new Sizes(2, 1, 1, 1, 1, 1),
          new Sizes(1, 2, 3, 5, 4, 3),
          new Sizes(2, 1, 70, 9, 5, 7),
          new Sizes(1, 1, 2, 131, 3, 2),
          new Sizes(1, 1, 5, 260, 0, 2),
          // Two rows more than a block of strips has.
          new Sizes(1, 1, 5, 9, 3, 254));

  @Test
  void everyMaskAndLayout() {
    for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
      for (Sizes sizes : SIZES) {
        for (int mask = 0; mask < 3; mask++) {
          check(type, sizes, mask, Optional.empty(), CONTIGUOUS);
          check(type, sizes, mask, Optional.of((long) random.nextInt(4)), layout());
        }
      }
    }
  }

  /** Blocks of keys that nobody sees, and queries that see all. */
  @Test
  void offsetsOfEverySize() {
    Sizes sizes = new Sizes(1, 1, 66, 260, 1, 2);
    for (long before : new long[] {0, 63, 127, Long.MAX_VALUE}) {
      check(DType.FLOAT32, sizes, 0, Optional.of(before), CONTIGUOUS);
    }
    check(DType.FLOAT64, new Sizes(1, 2, 66, 131, 6, 5), 1, Optional.of(9L), SLICED);
  }

  private Layout layout() {
    return List.of(CONTIGUOUS, TRANSPOSED, SLICED).get(random.nextInt(3));
  }

  private void check(DType type, Sizes s, int mask, Optional<Long> before, Layout layout) {
    String what = type + " " + s + " mask " + mask + " before " + before + " " + layout;
    AttendKernel attend = attend(type, s, mask, before, layout);
    Operands.check(backend, attend, what);
    // The logarithms that belong to it, and means of about their size.
    backend.run(attend);
    Kernel gradient =
        new AttendGradientKernel(
            attend.q(),
            attend.k(),
            attend.v(),
            attend.seen(),
            attend.scale(),
            attend.logSums(),
            operands.of(type, layout(), s.groups, s.heads, s.queries),
            operands.of(type, layout(), s.groups, s.heads, s.queries, s.wide),
            operands.of(type, layout(), s.groups, s.heads, s.queries, s.width),
            operands.of(type, layout(), s.groups, s.keys, s.width),
            operands.of(type, layout(), s.groups, s.keys, s.wide));
    Operands.check(backend, gradient, "gradients of " + what);
    Kernel one = Operands.onCopies(gradient);
    backend.run(one);
    Kernel several = Operands.onCopies(gradient);
    new CpuBackend(inner(), 3).run(several);
    Operands.same(several, one, "on three threads, gradients of " + what);
  }

  private AttendKernel attend(DType type, Sizes s, int mask, Optional<Long> before, Layout layout) {
    Optional<Strided> seen =
        switch (mask) {
          case 0 -> Optional.empty();
          case 1 ->
              Optional.of(operands.of(DType.BOOL, layout, s.groups, s.heads, s.queries, s.keys));
          default -> Optional.of(added(type, s));
        };
    return new AttendKernel(
        operands.of(type, layout, s.groups, s.heads, s.queries, s.width),
        operands.of(type, layout(), s.groups, s.keys, s.width),
        operands.of(type, layout(), s.groups, s.keys, s.wide),
        new AttendKernel.Seen(seen, before),
        0.7,
        operands.of(type, layout(), s.groups, s.heads, s.queries, s.wide),
        operands.of(type, layout(), s.groups, s.heads, s.queries));
  }

  /** One for all queries, with keys that nobody sees. */
  private Strided added(DType type, Sizes s) {
    Strided mask = operands.of(type, CONTIGUOUS, s.keys);
    for (int j = 0; j < s.keys; j += 3) {
      Object never =
          type == DType.FLOAT32
              ? (Object) Float.NEGATIVE_INFINITY
              : (Object) Double.NEGATIVE_INFINITY;
      Reference.set(mask, new int[] {j}, never);
    }
    return mask.broadcastTo(Operands.shape(s.groups, s.heads, s.queries, s.keys));
  }

  /** So a step with a cache gives the bits of the whole sequence. */
  @Test
  void aQueryGetsTheSameWhateverStandsBesideIt() {
    int n = 300;
    for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
      Strided q = operands.of(type, CONTIGUOUS, 1, n, 8);
      Strided k = operands.of(type, CONTIGUOUS, n, 8);
      Strided v = operands.of(type, CONTIGUOUS, n, 5);
      Strided whole = causal(q, k, v, 0);
      for (int i : new int[] {0, 1, 63, 64, 127, 128, 200, 299}) {
        Strided alone =
            causal(q.slice(1, i, 1, 1), k.slice(0, 0, 1, i + 1), v.slice(0, 0, 1, i + 1), i);
        for (int x = 0; x < 5; x++) {
          assertThat(Reference.get(alone, 0, 0, x))
              .as(type + " query " + i)
              .isEqualTo(Reference.get(whole, 0, i, x));
        }
      }
    }
  }

  private Strided causal(Strided q, Strided k, Strided v, long before) {
    int queries = q.sizes()[1];
    Strided out = operands.of(q.dtype(), CONTIGUOUS, 1, queries, v.sizes()[1]);
    AttendKernel.Seen seen = new AttendKernel.Seen(Optional.empty(), Optional.of(before));
    Strided logSums = operands.of(q.dtype(), CONTIGUOUS, 1, queries);
    backend.run(new AttendKernel(q, k, v, seen, 0.35, out, logSums));
    return out;
  }

  /** Their weights are 0, not small: what is multiplied by them may be as great as it likes. */
  @Test
  void whatIsNotSeenWeighsNothing() {
    Strided q = ones(1, 1, 2);
    Strided k = ones(3, 2);
    Strided v =
        Strided.rowMajor(new Storage.Float32(new float[] {2, Float.MAX_VALUE, 4}), Shape.of(3, 1));
    Strided out = ones(1, 1, 1);
    Strided logSums = ones(1, 1);
    boolean[] allowed = {true, false, true};
    Strided mask = Strided.rowMajor(new Storage.Bool(allowed), Shape.of(1, 1, 3));
    AttendKernel.Seen seen = new AttendKernel.Seen(Optional.of(mask), Optional.empty());
    backend.run(new AttendKernel(q, k, v, seen, 1, out, logSums));
    assertThat(Reference.get(out, 0, 0, 0)).isEqualTo(3f);

    Arrays.fill(allowed, false);
    backend.run(new AttendKernel(q, k, v, seen, 1, out, logSums));
    assertThat(Reference.get(out, 0, 0, 0)).isEqualTo(0f);
    assertThat(Reference.get(logSums, 0, 0)).isEqualTo(Float.NEGATIVE_INFINITY);
  }

  private static Strided ones(int... sizes) {
    float[] numbers = new float[Operands.product(sizes)];
    Arrays.fill(numbers, 1);
    return Strided.rowMajor(new Storage.Float32(numbers), Operands.shape(sizes));
  }
}
