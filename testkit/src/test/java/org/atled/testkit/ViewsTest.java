package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Other arrangements of the same elements do not copy them, and are right in any combination. */
class ViewsTest {
  private static final Tensor X = Tensor.arange(24).reshape(2, 3, 4);

  private static void shares(Tensor view, long... sizes) {
    assertThat(view.shape()).isEqualTo(Shape.of(sizes));
    assertThat(view.strided().storage()).isSameAs(X.strided().storage());
  }

  @Test
  void viewsShareStorage() {
    shares(X.reshape(6, 4), 6, 4);
    shares(X.reshape(-1), 24);
    shares(X.flatten(1), 2, 12);
    shares(X.permute(2, 0, 1), 4, 2, 3);
    shares(X.mT(), 2, 4, 3);
    shares(X.slice(2, 3, 0, -2), 2, 3, 2);
    shares(X.flip(0), 2, 3, 4);
    shares(X.get(1), 3, 4);
    shares(X.unsqueeze(1), 2, 1, 3, 4);
    shares(X.unsqueeze(-1).squeeze(), 2, 3, 4);
    shares(X.slice(1, 0, 1).broadcastTo(2, 3, 4), 2, 3, 4);
    shares(X.permute(1, 0, 2).unsqueeze(0), 1, 3, 2, 4);
    shares(X.permute(1, 0, 2).reshape(3, 2, 2, 2), 3, 2, 2, 2);
    shares(X.slice(0, 0, 1).mT().squeeze(0), 4, 3);
    shares(X.detach(), 2, 3, 4);
  }

  @Test
  void whatStridesCannotSayIsCopied() {
    Tensor flat = X.mT().reshape(24);
    assertThat(flat.strided().storage()).isNotSameAs(X.strided().storage());
    assertThat(flat.toLongs()).startsWith(0, 4, 8, 1, 5, 9);
    assertThat(X.copy().strided().storage()).isNotSameAs(X.strided().storage());
  }

  @Test
  void slicesReadAsNumPys() {
    Tensor x = Tensor.arange(5);
    assertThat(x.slice(0, 1, 4).toLongs()).containsExactly(1, 2, 3);
    assertThat(x.slice(0, -3, Long.MAX_VALUE).toLongs()).containsExactly(2, 3, 4);
    assertThat(x.slice(0, 0, -1, 2).toLongs()).containsExactly(0, 2);
    assertThat(x.slice(0, -100, 100, 3).toLongs()).containsExactly(0, 3);
    assertThat(x.slice(0, 100, -100, -2).toLongs()).containsExactly(4, 2, 0);
    assertThat(x.slice(0, 3, 1).toLongs()).isEmpty();
    assertThat(x.slice(0, 1, 3, -1).toLongs()).isEmpty();
    assertThat(x.slice(0, 3, 0, -1).toLongs()).containsExactly(3, 2, 1);
    assertThat(x.slice(0, 1, 5, Long.MAX_VALUE).toLongs()).containsExactly(1);
    assertThat(x.slice(0, 3, -100, Long.MIN_VALUE).toLongs()).containsExactly(3);
    assertThat(Tensor.zeros(0).slice(0, 0, 5).shape()).isEqualTo(Shape.of(0));
    assertThat(Tensor.zeros(0).flip(0).shape()).isEqualTo(Shape.of(0));
  }

  /** A tensor and its oracle go through the same random views. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void anyChainOfViews(long seed) {
    Draws draws = Seed.of(seed).at("views").draws();
    for (int trial = 0; trial < 40; trial++) {
      Numbers numbers = Numbers.of(Shape.of(2, 6, 1, 4), i -> i);
      Tensor tensor = numbers.tensor(DType.FLOAT64);
      StringBuilder path = new StringBuilder("seed " + seed + ":");
      for (int step = 0; step < 6 && numbers.shape().elements() < 2000; step++) {
        Shape shape = numbers.shape();
        switch (draws.below(4)) {
          case 0 -> {
            int[] order = draws.permutation(shape.rank());
            path.append(" permute ").append(java.util.Arrays.toString(order));
            tensor = tensor.permute(order);
            numbers = Oracle.permute(numbers, order);
          }
          case 1 -> {
            if (shape.rank() > 0) {
              int axis = draws.below(shape.rank());
              int size = (int) shape.size(axis);
              int start = draws.below(size);
              int by = (draws.below(3) + 1) * (draws.below(2) == 0 ? 1 : -1);
              int count = by > 0 ? (size - start - 1) / by + 1 : start / -by + 1;
              path.append(" slice %d from %d by %d".formatted(axis, start, by));
              tensor = tensor.slice(axis, start, by > 0 ? size : -size - 1, by);
              numbers = Oracle.slice(numbers, axis, start, by, count);
            }
          }
          case 2 -> {
            Shape target = factors(shape.elements(), draws);
            path.append(" reshape ").append(target);
            tensor = tensor.reshape(target);
            numbers = new Numbers(target, numbers.values());
          }
          default -> {
            Shape target = Shape.of(draws.below(2) + 1).concat(shape);
            for (int a = 0; a < target.rank(); a++) {
              target = target.size(a) == 1 ? target.with(a, draws.below(3) + 1) : target;
            }
            path.append(" broadcast ").append(target);
            tensor = tensor.broadcastTo(target);
            numbers = Oracle.broadcast(numbers, target);
          }
        }
        Conformance.same(path.toString(), numbers, tensor, Tolerance.ulps(0));
        Conformance.same(path + " copied", numbers, tensor.copy(), Tolerance.ulps(0));
      }
    }
  }

  private static Shape factors(int elements, Draws draws) {
    List<Long> sizes = new ArrayList<>();
    int rest = elements;
    while (rest > 1) {
      int size = draws.below(rest) + 1;
      if (rest % size == 0) {
        sizes.add((long) size);
        rest /= size;
      }
    }
    return Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
  }
}
