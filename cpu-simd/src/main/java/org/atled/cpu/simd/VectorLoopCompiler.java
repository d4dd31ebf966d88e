package org.atled.cpu.simd;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.atled.core.spi.LoopCompiler;

/**
 * Generates loops on the Vector API for the forms that fit (see {@link VectorForm}); the others get
 * the scalar loop.
 */
final class VectorLoopCompiler implements LoopCompiler {
  /** When so many loops are kept, all are dropped: programs need some hundreds. */
  private static final int KEPT = 4096;

  private final LoopCompiler scalar;
  private final SimdChoice.When when;
  private final ConcurrentHashMap<Form, Loop> loops = new ConcurrentHashMap<>();

  VectorLoopCompiler(LoopCompiler scalar, SimdChoice.When when) {
    this.scalar = scalar;
    this.when = when;
  }

  @Override
  public Loop compile(Form form) {
    Loop known = loops.get(form);
    if (known != null) {
      return known;
    }
    if (loops.size() >= KEPT) {
      loops.clear();
    }
    return loops.computeIfAbsent(form, this::write);
  }

  private Loop write(Form form) {
    Loop plain = scalar.compile(form);
    Optional<VectorForm> vectors = VectorForm.of(form);
    if (vectors.isEmpty()) {
      return plain;
    }
    return switch (when) {
      case NEVER -> plain;
      case COMPILED -> new WarmingLoop(vectors.get(), plain);
      case ALWAYS -> VectorLoop.of(vectors.get(), plain);
    };
  }
}
