package org.atled.cpu;

import java.util.concurrent.ConcurrentHashMap;
import org.atled.core.error.ArgumentException;
import org.atled.core.spi.LoopCompiler;

/**
 * Generates loops as byte code in the form that HotSpot's C2 turns into vector instructions: one
 * counted loop in a static method of its own, arrays and strides in locals, everything that does
 * not change computed before it.
 *
 * <p>HotSpot compiles no method of more than 8,000 bytes of byte code: an expression of more than
 * about 1,000 instructions still gives the right results, but its loop stays interpreted. Whoever
 * fuses expressions should stay well below that.
 */
public final class ScalarLoopCompiler implements LoopCompiler {
  /** When so many loops are kept, all are dropped: programs need some hundreds. */
  private static final int KEPT = 4096;

  private final ConcurrentHashMap<Form, Loop> loops = new ConcurrentHashMap<>();

  @Override
  public Loop compile(Form form) {
    Loop known = loops.get(form);
    if (known != null) {
      return known;
    }
    if (loops.size() >= KEPT) {
      loops.clear();
    }
    return loops.computeIfAbsent(form, ScalarLoopCompiler::write);
  }

  private static Loop write(Form form) {
    try {
      return new LoopWriter(form).write();
    } catch (IllegalArgumentException e) {
      // What java.lang.classfile throws for a method of more than 65,535 bytes.
      throw new ArgumentException(
          "An expression of "
              + form.expression().code().size()
              + " instructions does not fit the byte code of one method ("
              + e.getMessage()
              + "); compute it in several steps of at most 4,000 instructions.");
    }
  }
}
