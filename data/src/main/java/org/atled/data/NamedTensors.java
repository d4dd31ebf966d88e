package org.atled.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;

/**
 * Tensors of any types and shapes by name, in order. Immutable.
 *
 * @param entries name → tensor
 */
public record NamedTensors(SequencedMap<String, Tensor> entries) {
  private static final NamedTensors NONE = new NamedTensors(new LinkedHashMap<>());

  public NamedTensors {
    if (entries.containsKey("")) {
      throw new ArgumentException("A tensor needs a name, but one is called \"\".");
    }
    entries = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
  }

  /** No tensors; {@link #with} adds some. */
  public static NamedTensors none() {
    return NONE;
  }

  /** A single one; {@link #with} adds others. */
  public static NamedTensors of(String name, Tensor tensor) {
    return NONE.with(name, tensor);
  }

  /**
   * These and one more, at the end.
   *
   * @throws ArgumentException if there is one of that name
   */
  public NamedTensors with(String name, Tensor tensor) {
    if (has(name)) {
      throw new ArgumentException(
          "There is a tensor \"%s\" already, among %s; take another name."
              .formatted(name, entries.keySet()));
    }
    SequencedMap<String, Tensor> more = new LinkedHashMap<>(entries);
    more.put(name, tensor);
    return new NamedTensors(more);
  }

  public boolean has(String name) {
    return entries.containsKey(name);
  }

  /**
   * The tensor of that name.
   *
   * @throws ArgumentException if there is none; it says which there are
   */
  public Tensor get(String name) {
    Tensor tensor = entries.get(name);
    if (tensor == null) {
      throw new ArgumentException(
          "There is no tensor \"%s\"; there are %s.".formatted(name, entries.keySet()));
    }
    return tensor;
  }
}
