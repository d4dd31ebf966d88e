package org.atled.nn.inspect;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atled.core.tensor.Tensor;

/** The tensors in what a module gives. */
public final class Results {
  private Results() {}

  /**
   * The tensor itself, or those in a list, a map, an optional or a record, in order, at any depth.
   * What else a result holds is passed over, and so is a record that reflection may not look into.
   */
  public static List<Tensor> tensors(Object result) {
    List<Tensor> found = new ArrayList<>();
    collect(result, found);
    return found;
  }

  private static void collect(Object part, List<Tensor> found) {
    switch (part) {
      case Tensor tensor -> found.add(tensor);
      case Iterable<?> parts -> parts.forEach(each -> collect(each, found));
      case Map<?, ?> parts -> parts.values().forEach(each -> collect(each, found));
      case Optional<?> maybe -> maybe.ifPresent(each -> collect(each, found));
      case Record parts -> {
        for (RecordComponent component : parts.getClass().getRecordComponents()) {
          value(component, parts).ifPresent(each -> collect(each, found));
        }
      }
      default -> {
        // A number, a name.
      }
    }
  }

  private static Optional<Object> value(RecordComponent component, Record parts) {
    try {
      if (component.getAccessor().trySetAccessible()) {
        return Optional.ofNullable(component.getAccessor().invoke(parts));
      }
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
