package org.atled.core.autograd;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.atled.core.spi.Kernel;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Recorder;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.Update;

/** A recorder inside another one, which hears of everything too. */
class Relay implements Recorder {
  private final Optional<Recorder> outer;

  Relay(Optional<Recorder> outer) {
    this.outer = outer;
  }

  @Override
  public Optional<Consumer<Kernel>> tape() {
    return outer.flatMap(Recorder::tape);
  }

  @Override
  public boolean repeats() {
    return outer.map(Recorder::repeats).orElse(false);
  }

  @Override
  public void begins(String name) {
    outer.ifPresent(recorder -> recorder.begins(name));
  }

  @Override
  public void enters(String name) {
    outer.ifPresent(recorder -> recorder.enters(name));
  }

  @Override
  public void leaves() {
    outer.ifPresent(Recorder::leaves);
  }

  @Override
  public void applied(KernelOp op, List<Tensor> inputs, List<Tensor> results) {
    outer.ifPresent(recorder -> recorder.applied(op, inputs, results));
  }

  @Override
  public void updated(Update update, List<? extends Cell> cells, List<Tensor> inputs) {
    outer.ifPresent(recorder -> recorder.updated(update, cells, inputs));
  }

  @Override
  public void hostAccess(String what) {
    outer.ifPresent(recorder -> recorder.hostAccess(what));
  }
}
