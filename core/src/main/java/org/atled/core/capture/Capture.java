package org.atled.core.capture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.atled.core.capture.Recording.Origin;
import org.atled.core.capture.Recording.Step;
import org.atled.core.error.CallSite;
import org.atled.core.error.CaptureException;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Recorder;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.core.tensor.Update;

/**
 * Writes down the kernels that a step would run, and runs none of them: no number is computed and
 * no cell is changed. Arguments, cells and slots are read anew by who runs the recording; any other
 * tensor the step uses is a constant in it.
 */
public final class Capture implements Recorder {
  private final List<Step> steps = new ArrayList<>();
  private final Map<Parameter, Boolean> frozen = new LinkedHashMap<>();
  private Origin origin = new Origin("", "");
  private final Deque<String> composites = new ArrayDeque<>();
  private int operations;

  private Capture() {}

  /**
   * Records a step.
   *
   * @param types of the arguments
   * @param step a function of them; what it returns, the recording returns
   * @throws CaptureException if the step looks at a number, naming the line
   */
  public static Recording record(
      List<TensorType> types, Function<List<Tensor>, List<Tensor>> step) {
    List<Storage> inputs =
        types.stream().map(t -> Storage.recorded(t.dtype(), t.shape().elements())).toList();
    List<Tensor> arguments = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      arguments.add(Tensor.wrap(inputs.get(i), types.get(i).shape()));
    }
    Capture capture = new Capture();
    List<Tensor> outputs =
        Scope.current().withRecorder(capture).call(() -> step.apply(List.copyOf(arguments)));
    List<Tensor> ends = outputs.stream().map(Tensor::detach).toList();
    return new Recording(types, inputs, capture.steps, ends, capture.operations, capture.frozen);
  }

  @Override
  public Optional<Consumer<Kernel>> tape() {
    return Optional.of(kernel -> steps.add(new Step(kernel, origin)));
  }

  @Override
  public void begins(String name) {
    origin =
        new Origin(
            String.join(".", composites) + (composites.isEmpty() ? "" : ".") + name,
            CallSite.outside("org.atled.core."));
    operations++;
  }

  @Override
  public void enters(String name) {
    composites.addLast(name);
  }

  @Override
  public void leaves() {
    composites.removeLast();
  }

  @Override
  public void applied(KernelOp op, List<Tensor> inputs, List<Tensor> results) {
    for (Tensor input : inputs) {
      if (input.cell().isPresent() && input.cell().get() instanceof Parameter parameter) {
        frozen.put(parameter, parameter.isFrozen());
      }
    }
  }

  @Override
  public void updated(Update update, List<? extends Cell> cells, List<Tensor> inputs) {}

  @Override
  public void hostAccess(String what) {
    throw new CaptureException(
        what
            + " inside a captured step, at "
            + CallSite.outside("org.atled.core.")
            + ": its number is not known when the step is replayed; return the tensor from the step"
            + " and read it there.");
  }
}
