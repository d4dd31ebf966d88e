package org.atled.core.capture;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.atled.core.capture.Recording.Source;
import org.atled.core.capture.Recording.Step;
import org.atled.core.error.CaptureException;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Recorder;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.Update;

/**
 * Runs a step once and writes down what passes the door. Inputs, cells and slots are arguments of
 * the recording; any other tensor the step uses is a constant in it.
 */
public final class Capture implements Recorder {
  private final Map<Strided, Source> known = new IdentityHashMap<>();
  private final List<Step> steps = new ArrayList<>();
  private int results;

  private Capture() {}

  /**
   * Runs the step on the inputs, with all its effects, and records it.
   *
   * @param inputs the tensors that differ from run to run
   * @param step a function of them; what it returns, every run returns
   * @throws CaptureException if the step looks at a number, naming the line
   */
  public static Recording record(List<Tensor> inputs, Function<List<Tensor>, List<Tensor>> step) {
    Capture capture = new Capture();
    for (int i = 0; i < inputs.size(); i++) {
      if (capture.known.put(inputs.get(i).strided(), new Source.Input(i)) != null) {
        throw new CaptureException(
            "record: input "
                + i
                + " is the same tensor as an earlier one, so that a replay could not tell them"
                + " apart; pass a copy() of it.");
      }
    }
    List<Tensor> outputs =
        Scope.current().withRecorder(capture).call(() -> step.apply(List.copyOf(inputs)));
    List<Source> ends = outputs.stream().map(capture::source).toList();
    return new Recording(
        inputs.stream().map(Tensor::type).toList(), capture.steps, ends, outputs, capture.results);
  }

  @Override
  public void applied(Op op, List<Tensor> inputs, Tensor result) {
    List<Source> sources = inputs.stream().map(this::source).toList();
    known.put(result.strided(), new Source.Result(results));
    steps.add(new Step.Apply(op, sources, results++));
  }

  @Override
  public void updated(Update update, List<? extends Cell> cells, List<Tensor> inputs) {
    steps.add(
        new Step.Change(update, List.copyOf(cells), inputs.stream().map(this::source).toList()));
  }

  @Override
  public void hostAccess(String what) {
    String line =
        StackWalker.getInstance()
            .walk(frames ->
                frames
                    .map(StackWalker.StackFrame::toStackTraceElement)
                    // Between core's own frames stand those of Optional and the like.
                    .filter(f -> !f.getClassName().startsWith("org.atled.core."))
                    .filter(f -> !f.getClassName().startsWith("java."))
                    .findFirst()
                    .map(Object::toString)
                    .orElse("an unknown line"));
    throw new CaptureException(
        what
            + " inside a captured step, at "
            + line
            + ": its number is not known when the step is replayed; return the tensor from the step"
            + " and read it there.");
  }

  private Source source(Tensor tensor) {
    Source source = known.get(tensor.strided());
    if (source != null) {
      return source;
    }
    return tensor
        .cell()
        .<Source>map(Source.Live::new)
        .orElseGet(() -> new Source.Constant(tensor.detach()));
  }
}
