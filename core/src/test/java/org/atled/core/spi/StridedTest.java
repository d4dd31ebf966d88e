package org.atled.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.junit.jupiter.api.Test;

class StridedTest {
  /** Elements 0, 1, 2 … so that an element tells its place in the storage. */
  private static Strided counting(long... sizes) {
    Shape shape = Shape.of(sizes);
    int[] numbers = IntStream.range(0, shape.elements()).toArray();
    return Strided.rowMajor(new Storage.Int32(numbers), shape);
  }

  /** The elements in row-major order, each found by its indices. */
  private static int[] elements(Strided x) {
    int[] all = new int[x.elements()];
    for (int i = 0; i < all.length; i++) {
      int rest = i;
      int at = x.offset();
      for (int axis = x.rank() - 1; axis >= 0; axis--) {
        at += rest % x.sizes()[axis] * x.strides()[axis];
        rest /= x.sizes()[axis];
      }
      all[i] = ((Storage.Int32) x.storage()).array()[at];
    }
    return all;
  }

  @Test
  void rowMajor() {
    Strided x = counting(2, 3, 4);
    assertThat(x.strides()).containsExactly(12, 4, 1);
    assertThat(x.dtype()).isEqualTo(DType.INT32);
    assertThat(x.shape()).isEqualTo(Shape.of(2, 3, 4));
    assertThat(x.isContiguous()).isTrue();
    assertThat(elements(x)).isEqualTo(IntStream.range(0, 24).toArray());
    assertThat(counting().elements()).isEqualTo(1);
    assertThat(counting(0, Shape.MAX_ELEMENTS).shape()).isEqualTo(Shape.of(0, Shape.MAX_ELEMENTS));
  }

  @Test
  void permutes() {
    Strided x = counting(2, 3, 4).permute(2, 0, 1);
    assertThat(x.sizes()).containsExactly(4, 2, 3);
    assertThat(Arrays.copyOf(elements(x), 8)).containsExactly(0, 4, 8, 12, 16, 20, 1, 5);
    assertThat(x.isContiguous()).isFalse();
    assertThat(x.permute(1, 2, 0)).usingRecursiveComparison().isEqualTo(counting(2, 3, 4));
    // Where the axes that change places have one element, the order is the same.
    assertThat(counting(3, 1, 4).permute(1, 0, 2).isContiguous()).isTrue();
  }

  @Test
  void slices() {
    Strided x = counting(4, 5);
    assertThat(elements(x.slice(1, 1, 2, 2))).containsExactly(1, 3, 6, 8, 11, 13, 16, 18);
    assertThat(elements(x.slice(0, 3, -2, 2))).containsExactly(15, 16, 17, 18, 19, 5, 6, 7, 8, 9);
    assertThat(elements(x.slice(0, 3, -1, 4).slice(0, 1, 1, 1)))
        .containsExactly(10, 11, 12, 13, 14);
    assertThat(x.slice(0, 1, 1, 2).isContiguous()).isTrue();
    assertThat(x.slice(1, 1, 1, 2).isContiguous()).isFalse();
  }

  @Test
  void anEmptySliceStaysInsideTheStorage() {
    Strided none = counting(4, 5).slice(0, 4, 1, 0);
    assertThat(none.offset()).isZero();
    assertThat(none.elements()).isZero();
    assertThat(none.isContiguous()).isTrue();
  }

  @Test
  void broadcasts() {
    Strided x = counting(2, 1).broadcastTo(Shape.of(2, 2, 3));
    assertThat(x.strides()).containsExactly(0, 1, 0);
    assertThat(elements(x)).containsExactly(0, 0, 0, 1, 1, 1, 0, 0, 0, 1, 1, 1);
    assertThat(x.isContiguous()).isFalse();
    assertThat(counting(1).broadcastTo(Shape.of(3, 0)).elements()).isZero();
    assertThat(elements(counting(2).permute(0).slice(0, 1, -1, 2).broadcastTo(Shape.of(2, 2))))
        .containsExactly(1, 0, 1, 0);
  }

  @Test
  void reshapesWhereStridesAllow() {
    Strided x = counting(4, 6);
    assertThat(x.permute(1, 0).reshape(Shape.of(24))).isEmpty();
    assertThat(x.permute(1, 0).reshape(Shape.of(2, 3, 1, 4)).orElseThrow().strides())
        .startsWith(3, 1)
        .endsWith(6);
    assertThat(x.slice(1, 0, 2, 3).reshape(Shape.of(12)).orElseThrow().strides())
        .containsExactly(2);
    assertThat(x.slice(1, 0, 1, 3).reshape(Shape.of(12))).isEmpty();
    assertThat(x.slice(0, 3, -1, 4).slice(1, 5, -1, 6).reshape(Shape.of(24)).orElseThrow())
        .satisfies(all -> assertThat(elements(all)).startsWith(23, 22).endsWith(1, 0));
    assertThat(counting(1).broadcastTo(Shape.of(3, 4)).reshape(Shape.of(2, 6))).isPresent();
    assertThat(counting(0, 3).permute(1, 0).reshape(Shape.of(7, 0))).isPresent();
  }

  @Test
  void reshapeIsAViewExactlyWhereOneExists() {
    long seed = 20250117;
    Random random = new Random(seed);
    int views = 0;
    int copies = 0;
    for (int round = 0; round < 40_000; round++) {
      Strided x = randomView(random);
      Shape target = randomFactors(random, x.elements());
      Optional<Strided> reshaped = x.reshape(target);
      String what = "seed %d round %d: %s to %s".formatted(seed, round, describe(x), target);

      assertThat(reshaped.isPresent()).as(what).isEqualTo(aViewExists(x, target));
      if (reshaped.isPresent()) {
        assertThat(reshaped.get().shape()).as(what).isEqualTo(target);
        assertThat(elements(reshaped.get())).as(what).isEqualTo(elements(x));
        views++;
      } else {
        copies++;
      }
    }
    assertThat(views).isGreaterThan(10_000);
    assertThat(copies).isGreaterThan(5_000);
  }

  /** A permuted, sliced, sometimes broadcast window on a few axes. */
  private static Strided randomView(Random random) {
    long[] sizes = random.longs(random.nextInt(1, 5), 1, 7).toArray();
    Strided x = counting(sizes);
    for (int axis = 0; axis < sizes.length; axis++) {
      if (random.nextInt(3) == 0) {
        int size = x.sizes()[axis];
        int count = random.nextInt(1, size + 1);
        int step = count == 1 ? 3 : random.nextInt(1, (size - 1) / (count - 1) + 1);
        int start = random.nextInt(size - (count - 1) * (count == 1 ? 0 : step));
        x =
            random.nextBoolean()
                ? x.slice(axis, start, step, count)
                : x.slice(axis, start + (count == 1 ? 0 : (count - 1) * step), -step, count);
      }
    }
    if (random.nextInt(5) == 0) {
      x = x.broadcastTo(Shape.of(random.nextInt(1, 4)).concat(x.shape()));
    }
    int[] order = IntStream.range(0, x.rank()).toArray();
    for (int swaps = random.nextInt(3); swaps > 0; swaps--) {
      int a = random.nextInt(order.length);
      int b = random.nextInt(order.length);
      int kept = order[a];
      order[a] = order[b];
      order[b] = kept;
    }
    return x.permute(order);
  }

  /** A random shape with so many elements, with some axes of size 1. */
  private static Shape randomFactors(Random random, int elements) {
    Shape shape = Shape.scalar();
    int rest = elements;
    while (rest > 1) {
      int factor = random.nextInt(1, rest + 1);
      while (rest % factor != 0) {
        factor--;
      }
      shape = shape.concat(Shape.of(factor));
      rest /= factor;
    }
    return random.nextInt(3) == 0 ? shape.concat(Shape.of(1)) : shape;
  }

  /**
   * Whether some strides give the target: brute force. If there are any, an axis longer than 1 must
   * have the difference of the first two elements along it, and then all elements must agree.
   */
  private static boolean aViewExists(Strided x, Shape target) {
    int[] wanted = elements(x);
    int[] sizes = Arrays.stream(target.toArray()).mapToInt(Math::toIntExact).toArray();
    int[] strides = new int[sizes.length];
    int inner = 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      strides[axis] = sizes[axis] == 1 ? 0 : wanted[inner] - wanted[0];
      inner *= sizes[axis];
    }
    Strided candidate = new Strided(x.storage(), x.offset(), sizes, strides);
    for (int i = 0; i < wanted.length; i++) {
      int rest = i;
      int at = candidate.offset();
      for (int axis = sizes.length - 1; axis >= 0; axis--) {
        at += rest % sizes[axis] * strides[axis];
        rest /= sizes[axis];
      }
      if (at != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private static String describe(Strided x) {
    return Arrays.toString(x.sizes()) + " by " + Arrays.toString(x.strides());
  }

  @Test
  void leadingAxesAsOneAreTheSameElements() {
    for (Strided x :
        new Strided[] {
          counting(2, 3, 4),
          counting(1, 6, 4),
          counting(6, 1, 1),
          counting(2, 3, 8).slice(2, 1, 2, 4),
          counting(1, 1, 4).broadcastTo(Shape.of(2, 3, 4)),
          counting(4, 2, 3).permute(1, 2, 0)
        }) {
      Strided one = x.leadingAsOne(2).orElseThrow();
      assertThat(one.sizes()).containsExactly(x.sizes()[0] * x.sizes()[1], x.sizes()[2]);
      assertThat(elements(one)).isEqualTo(elements(x));
      assertThat(elements(x.leadingAsOne(1).orElseThrow())).isEqualTo(elements(x));
    }
    assertThat(counting(3, 2, 4).permute(1, 0, 2).leadingAsOne(2)).isEmpty();
    assertThat(counting(2, 5, 4).slice(1, 0, 1, 3).leadingAsOne(2)).isEmpty();
  }
}
