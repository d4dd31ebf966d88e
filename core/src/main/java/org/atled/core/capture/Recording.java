package org.atled.core.capture;

import java.util.List;
import java.util.Map;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * A step as a list of kernels. The storages in it are of three kinds: those of cells and of
 * constants hold numbers; those of the arguments and of what the kernels compute are {@linkplain
 * Storage.Recorded places}.
 *
 * @param types the types of the arguments
 * @param inputs for each argument the place its numbers take, row-major
 * @param steps in the order in which they ran
 * @param outputs what the step returned: tensors without numbers, but for cells and constants
 * @param operations how many operations and updates passed the door
 * @param frozen the parameters that operations read, and whether each was frozen: those that were
 *     not may have been learned
 */
public record Recording(
    List<TensorType> types,
    List<Storage> inputs,
    List<Step> steps,
    List<Tensor> outputs,
    int operations,
    Map<Parameter, Boolean> frozen) {
  public Recording {
    types = List.copyOf(types);
    inputs = List.copyOf(inputs);
    steps = List.copyOf(steps);
    outputs = List.copyOf(outputs);
    frozen = Map.copyOf(frozen);
  }

  /** A kernel, and what asked for it. */
  public record Step(Kernel kernel, Origin origin) {}

  /**
   * Where a kernel comes from.
   *
   * @param operation the name of the operation or update
   * @param line the innermost line outside of tensors and differentiation, as {@code
   *     Linear.forward(Linear.java:90)}
   */
  public record Origin(String operation, String line) {}
}
