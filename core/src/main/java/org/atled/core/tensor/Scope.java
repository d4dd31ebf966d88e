package org.atled.core.tensor;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.atled.core.spi.Kernel;

/**
 * What holds for the operations a thread dispatches: bound for the length of a call, read at
 * dispatch, never by kernels.
 *
 * @param grad whether operations leave nodes
 * @param recorder who else hears of every operation
 * @param anomaly whether nodes remember the line that made them, and gradients are looked at
 */
public record Scope(boolean grad, Optional<Recorder> recorder, boolean anomaly) {
  /** Whatever holds outside of all calls, with a choice of whether operations leave nodes. */
  public static Scope outermost(boolean grad) {
    return new Scope(grad, Optional.empty(), false);
  }

  private static final Scope OUTERMOST = outermost(true);
  private static final ScopedValue<Scope> CURRENT = ScopedValue.newInstance();

  public static Scope current() {
    return CURRENT.orElse(OUTERMOST);
  }

  /** Whether operations are only written down, so that there are no numbers to look at yet. */
  public boolean isWrittenDown() {
    return recorder.flatMap(Recorder::tape).isPresent();
  }

  /** What operations compute with. */
  Kernels kernels() {
    if (recorder.isEmpty()) {
      return Kernels.INSTANCE;
    }
    Optional<Consumer<Kernel>> tape = recorder.get().tape();
    return tape.isPresent() ? new Kernels(tape) : Kernels.INSTANCE;
  }

  /** Runs code in this scope. */
  public <T> T call(Supplier<T> body) {
    return ScopedValue.where(CURRENT, this).call(body::get);
  }

  public Scope withGrad(boolean on) {
    return new Scope(on, recorder, anomaly);
  }

  public Scope withRecorder(Recorder listener) {
    return new Scope(grad, Optional.of(listener), anomaly);
  }

  public Scope withAnomaly(boolean on) {
    return new Scope(grad, recorder, on);
  }
}
