package org.atled.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.Tensor;

/** Copies of numbers that go on changing, in arrays that are used again for the next. */
final class Snapshot {
  private SequencedMap<String, Tensor> copies = new LinkedHashMap<>();

  /** Makes the arrays for tensors of these types. */
  void prepare(Map<String, Tensor> live) {
    SequencedMap<String, Tensor> next = new LinkedHashMap<>();
    live.forEach((name, tensor) -> {
      Tensor copy = copies.get(name);
      boolean fits = copy != null && copy.type().equals(tensor.type());
      next.put(
          name,
          fits
              ? copy
              : Tensor.wrap(
                  Storage.zeros(tensor.dtype(), tensor.shape().elements()), tensor.shape()));
    });
    copies = next;
  }

  /** Copies the numbers of the moment; what was given before is overwritten. */
  SequencedMap<String, Tensor> of(Map<String, Tensor> live) {
    prepare(live);
    live.forEach((name, tensor) -> copy(tensor, Objects.requireNonNull(copies.get(name))));
    return copies;
  }

  private static void copy(Tensor from, Tensor to) {
    Strided data = from.read("Checkpoints: a snapshot");
    boolean straight = data.isContiguous();
    Storage source = straight ? data.storage() : from.toStorage();
    int offset = straight ? data.offset() : 0;
    System.arraycopy(source.array(), offset, to.strided().storage().array(), 0, data.elements());
  }
}
