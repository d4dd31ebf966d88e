package org.atled.core.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.junit.jupiter.api.Test;

class ShapeTest {
  private static final long MAX = Shape.MAX_ELEMENTS;

  private static void refused(ThrowingCallable code, String message) {
    assertThatThrownBy(code).isInstanceOf(ShapeException.class).hasMessage(message);
  }

  @Test
  void countsElements() {
    assertThat(Shape.of(2, 3, 4).elements()).isEqualTo(24);
    assertThat(Shape.of().elements()).isEqualTo(1);
    assertThat(Shape.of()).isEqualTo(Shape.scalar()).hasToString("[]");
    assertThat(Shape.of(2, 0, 4).elements()).isZero();
    assertThat(Shape.of(2, 0, 4).isEmpty()).isTrue();
    assertThat(Shape.of(MAX).elements()).isEqualTo(2147483639);
  }

  @Test
  void keepsItsSizesToItself() {
    long[] sizes = {2, 3};
    Shape shape = Shape.of(sizes);
    sizes[0] = 9;
    shape.toArray()[1] = 9;

    assertThat(shape).isEqualTo(Shape.of(2, 3)).hasSameHashCodeAs(Shape.of(2, 3));
    assertThat(shape).isNotEqualTo(Shape.of(3, 2)).isNotEqualTo(Shape.of(2, 3, 1));
  }

  @Test
  void refusesNegativeSizes() {
    refused(() -> Shape.of(2, -1), "Shape [2, -1] has the negative size -1.");
  }

  @Test
  void refusesMoreElementsThanAnArrayHolds() {
    String most = " has more than 2147483639 elements, the most one tensor holds; split it along";
    refused(() -> Shape.of(MAX + 1), "Shape [2147483640]" + most + " an axis.");
    refused(() -> Shape.of(65536, 32768), "Shape [65536, 32768]" + most + " an axis.");
    // The products of these pass 2⁶³ and wrap to 0 and to 1.
    refused(
        () -> Shape.of(1L << 20, 1L << 20, 1L << 24),
        "Shape [1048576, 1048576, 16777216]" + most + " an axis.");
    refused(
        () -> Shape.of(274177, 67280421310721L),
        "Shape [274177, 67280421310721]" + most + " an axis.");
  }

  @Test
  void anEmptyShapeMayHaveLargeSizesThatAreInts() {
    assertThat(Shape.of(MAX, MAX, 0).elements()).isZero();
    assertThat(Shape.of(0, MAX, MAX, MAX, MAX).elements()).isZero();
    refused(
        () -> Shape.of(0, 1L << 40),
        "Shape [0, 1099511627776] has an axis of more than 2147483639 elements, the most one tensor"
            + " holds; split it along an axis.");
  }

  @Test
  void countsAxesFromBothEnds() {
    Shape shape = Shape.of(2, 3, 4);
    assertThat(shape.axis(-1)).isEqualTo(2);
    assertThat(shape.size(-3)).isEqualTo(2);
    assertThat(shape.axes()).containsExactly(0, 1, 2);
    assertThat(shape.axes(-1, 0)).containsExactly(0, 2);
    assertThat(Shape.scalar().axes()).isEmpty();
    refused(
        () -> shape.axis(3),
        "Axis 3 does not exist in shape [2, 3, 4] of rank 3; it takes -3 to 2.");
    refused(
        () -> shape.size(-4),
        "Axis -4 does not exist in shape [2, 3, 4] of rank 3; it takes -3 to 2.");
    refused(() -> Shape.scalar().axis(0), "Axis 0 does not exist in shape [] of rank 0.");
    refused(() -> shape.axes(0, -1, 2), "Axis 2 is named twice in [0, -1, 2].");
  }

  @Test
  void changesAndRemovesAxes() {
    Shape shape = Shape.of(2, 3, 4);
    assertThat(shape.with(-2, 7)).isEqualTo(Shape.of(2, 7, 4));
    assertThat(shape.reduce(new int[] {0, 2}, false)).isEqualTo(Shape.of(3));
    assertThat(shape.reduce(new int[] {0, 2}, true)).isEqualTo(Shape.of(1, 3, 1));
    assertThat(shape.reduce(new int[] {0, 1, 2}, false)).isEqualTo(Shape.scalar());
    assertThat(Shape.of(0, 3).reduce(new int[] {0}, false)).isEqualTo(Shape.of(3));
    assertThat(shape.slice(1, 3)).isEqualTo(Shape.of(3, 4));
    assertThat(shape.slice(1, 1)).isEqualTo(Shape.scalar());
    assertThat(shape.concat(Shape.of(5))).isEqualTo(Shape.of(2, 3, 4, 5));
    assertThatThrownBy(() -> shape.slice(2, 4))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Axes 2 (inclusive) to 4 (exclusive) are no part of shape [2, 3, 4]; it takes"
                + " 0 ≤ from ≤ to ≤ 3.");
  }

  @Test
  void broadcasts() {
    assertThat(Shape.of(2, 1, 4).broadcast(Shape.of(3, 1))).isEqualTo(Shape.of(2, 3, 4));
    assertThat(Shape.scalar().broadcast(Shape.of(3))).isEqualTo(Shape.of(3));
    assertThat(Shape.of(3).broadcast(Shape.scalar())).isEqualTo(Shape.of(3));
    assertThat(Shape.of(0).broadcast(Shape.of(1))).isEqualTo(Shape.of(0));
    assertThat(Shape.of(1, 5).broadcast(Shape.of(0, 1))).isEqualTo(Shape.of(0, 5));
  }

  @Test
  void refusesToBroadcastWhatDoesNotFit() {
    refused(
        () -> Shape.of(32, 10).broadcast(Shape.of(32)),
        "Shapes [32, 10] and [32] do not broadcast: counted from the end, axis -1 is 10 in one and"
            + " 32 in the other; sizes must be equal or 1.");
    refused(
        () -> Shape.of(2, 3).broadcast(Shape.of(0, 3)),
        "Shapes [2, 3] and [0, 3] do not broadcast: counted from the end, axis -2 is 2 in one and"
            + " 0 in the other; sizes must be equal or 1.");
    refused(
        () -> Shape.of(1 << 16, 1).broadcast(Shape.of(1, 1 << 16)),
        "Shape [65536, 65536] has more than 2147483639 elements, the most one tensor holds; split"
            + " it along an axis.");
  }

  @Test
  void saysWhereABroadcastRepeats() {
    Shape target = Shape.of(2, 3, 1, 4);
    assertThat(Shape.of(3, 1, 1).broadcastsTo(target)).isTrue();
    assertThat(Shape.of(3, 1, 1).repeatedAxes(target)).containsExactly(0, 3);
    assertThat(target.repeatedAxes(target)).isEmpty();
    assertThat(target.broadcastsTo(Shape.of(3, 1, 4))).isFalse();
    assertThat(Shape.of(2).broadcastsTo(Shape.of(1))).isFalse();
    assertThat(Shape.of(1).broadcastsTo(Shape.of(0))).isTrue();
    assertThat(Shape.of(1).repeatedAxes(Shape.of(0))).containsExactly(0);
    assertThat(Shape.of(0).broadcastsTo(Shape.of(1))).isFalse();
  }

  @Test
  void reshapes() {
    assertThat(Shape.of(2, 6).reshape(3, -1)).isEqualTo(Shape.of(3, 4));
    assertThat(Shape.of(2, 6).reshape(-1)).isEqualTo(Shape.of(12));
    assertThat(Shape.of(1).reshape()).isEqualTo(Shape.scalar());
    assertThat(Shape.scalar().reshape(-1, 1)).isEqualTo(Shape.of(1, 1));
    assertThat(Shape.of(0, 3).reshape(5, -1)).isEqualTo(Shape.of(5, 0));
    assertThat(Shape.of(0, 3).reshape(7, 0)).isEqualTo(Shape.of(7, 0));
  }

  @Test
  void refusesAReshapeThatDoesNotFit() {
    refused(
        () -> Shape.of(2, 6).reshape(5, -1),
        "Reshape of [2, 6] (12 elements) to [5, -1]: the elements do not fit.");
    refused(
        () -> Shape.of(2, 6).reshape(11),
        "Reshape of [2, 6] (12 elements) to [11]: the elements do not fit.");
    // Any size would do for −1.
    refused(
        () -> Shape.of(0, 3).reshape(0, -1),
        "Reshape of [0, 3] (0 elements) to [0, -1]: the elements do not fit.");
    refused(
        () -> Shape.of(2, 6).reshape(-1, -1),
        "Reshape of [2, 6] to [-1, -1]: only one size may be −1.");
    refused(
        () -> Shape.of(2, 6).reshape(-3, -4),
        "Reshape of [2, 6] to [-3, -4]: the size -3 is negative; only −1, to be found, may be.");
  }

  @Test
  void aReshapeIsNotFooledByProductsThatWrap() {
    for (long[] target :
        new long[][] {
          {1L << 32, 1L << 31}, {1L << 62, 4}, {Long.MAX_VALUE, 2, -1}, {274177, 67280421310721L}
        }) {
      assertThatThrownBy(() -> Shape.of(1).reshape(target))
          .isInstanceOf(ShapeException.class)
          .hasMessageEndingWith(": the elements do not fit.");
    }
  }
}
