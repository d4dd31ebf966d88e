package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.layer.MultiheadAttention.Cache;
import org.junit.jupiter.api.Test;

class CacheRoomTest {
  private static Tensor steps(String name, long steps) {
    return Sample.normal(
        Seed.of(4).at(name), new TensorType(DType.FLOAT32, Shape.of(2, 3, steps, 4)));
  }

  private static Cache grown(Cache before, String name, long steps) {
    Tensor keys = steps(name, steps);
    return Cache.grown(Optional.of(before), keys, keys.neg());
  }

  private static Cache first(String name, long steps) {
    Tensor keys = steps(name, steps);
    return Cache.grown(Optional.empty(), keys, keys.neg());
  }

  private static Storage storage(Cache cache) {
    return cache.keys().strided().storage();
  }

  private static void holds(Cache cache, Tensor... parts) {
    Tensor keys = Structure.concat(2, parts);
    assertThat(cache.steps()).isEqualTo(keys.shape().size(2));
    assertThat(cache.keys().toFloats()).containsExactly(keys.toFloats());
    assertThat(cache.values().toFloats()).containsExactly(keys.neg().toFloats());
  }

  /** Until the room is used up, and beyond. */
  @Test
  void stepsAreWrittenBehindOneAnother() {
    Cache cache = first("a", 5);
    List<Tensor> parts = new ArrayList<>(List.of(steps("a", 5)));
    List<Storage> storages = new ArrayList<>();
    for (int i = 0; i < 140; i++) {
      cache = grown(cache, "step" + i, 1 + i % 2);
      parts.add(steps("step" + i, 1 + i % 2));
      storages.add(storage(cache));
    }
    holds(cache, parts.toArray(Tensor[]::new));
    assertThat(storages.stream().distinct()).hasSize(3);
  }

  /** Beams, and a caller who keeps an old cache, see what they would see alone. */
  @Test
  void whoGoesOnFromTheSameStepDisturbsNobody() {
    Cache start = grown(first("a", 2), "b", 1);
    Cache one = grown(start, "one", 2);
    Cache other = grown(start, "other", 3);
    Cache onwards = grown(one, "c", 1);
    Cache old = grown(start, "one", 1);

    holds(start, steps("a", 2), steps("b", 1));
    holds(one, steps("a", 2), steps("b", 1), steps("one", 2));
    holds(other, steps("a", 2), steps("b", 1), steps("other", 3));
    holds(onwards, steps("a", 2), steps("b", 1), steps("one", 2), steps("c", 1));
    holds(old, steps("a", 2), steps("b", 1), steps("one", 1));
    assertThat(storage(onwards)).isSameAs(storage(start)).isNotSameAs(storage(other));
  }

  @Test
  void gradientsGoThroughStepsThatHaveThem() {
    Tensor keys = steps("b", 1).requiresGrad();
    Cache start = grown(first("a", 2), "c", 1);
    Cache cache = Cache.grown(Optional.of(start), keys, keys.mul(2));
    Tensor loss = cache.keys().sum().add(cache.values().sum());

    assertThat(Autograd.gradients(loss, keys).of(keys).toFloats()).containsOnly(3);
    assertThat(storage(cache)).isNotSameAs(storage(start));
  }
}
