package org.atled.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.data.NamedTensors;

/**
 * The names of tensors that go into a plan, or come out of it, in an order: that of the first time.
 */
final class Places {
  private final String what;
  private Optional<List<String>> names = Optional.empty();

  /**
   * @param what has the tensors, as errors say it: {@code Trainer: the batch}
   */
  Places(String what) {
    this.what = what;
  }

  /**
   * The tensors in their places.
   *
   * @throws ArgumentException if their names are not those of the first time
   */
  synchronized List<Tensor> inOrder(NamedTensors tensors) {
    SequencedMap<String, Tensor> given = tensors.entries();
    List<String> order = names.orElseGet(() -> List.copyOf(given.keySet()));
    names = Optional.of(order);
    if (given.size() != order.size() || !order.stream().allMatch(tensors::has)) {
      throw new ArgumentException(
          "%s has the tensors %s, but the first time it had %s; they must be the same each time."
              .formatted(what, given.keySet(), order));
    }
    return order.stream().map(tensors::get).toList();
  }

  /** Tensors in their places under their names. */
  synchronized NamedTensors named(List<Tensor> inOrder) {
    List<String> order = new ArrayList<>(names.orElse(List.of()));
    SequencedMap<String, Tensor> named = new LinkedHashMap<>();
    for (int i = 0; i < order.size(); i++) {
      named.put(order.get(i), inOrder.get(i));
    }
    return new NamedTensors(named);
  }
}
