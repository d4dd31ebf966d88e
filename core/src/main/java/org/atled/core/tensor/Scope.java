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
 */
public record Scope(boolean grad, Optional<Recorder> recorder) {
  private static final Scope OUTERMOST = new Scope(true, Optional.empty());
  private static final ScopedValue<Scope> CURRENT = ScopedValue.newInstance();

  public static Scope current() {
    return CURRENT.orElse(OUTERMOST);
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
    return new Scope(on, recorder);
  }

  public Scope withRecorder(Recorder listener) {
    return new Scope(grad, Optional.of(listener));
  }
}
