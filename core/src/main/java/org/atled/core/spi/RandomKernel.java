package org.atled.core.spi;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.atled.core.expr.BoxMuller;

/**
 * Draws from Philox4x32-10. Element e of row r (the leading axis when {@code rows} is present; else
 * the only row is 0 and e counts all elements) comes from the block with counter (b, low and high
 * half of the row's number, low half of the step) under the key; {@link Draw} says from which of
 * its four words, and b is e div 4 for FLOAT32 and e div 2 for FLOAT64. {@code step} is a 0-d
 * INT64, {@code rows} an INT64 vector of the leading axis's size.
 */
public record RandomKernel(Draw draw, long key, Strided step, Optional<Strided> rows, Strided out)
    implements Kernel {
  @Override
  public List<Strided> reads() {
    return OperandLists.joined(List.of(step), rows.map(List::of).orElse(List.of()));
  }

  @Override
  public List<Strided> writes() {
    return List.of(out);
  }

  @Override
  public Kernel over(UnaryOperator<Strided> f) {
    return new RandomKernel(draw, key, f.apply(step), rows.map(f), f.apply(out));
  }

  @Override
  public String title() {
    return "random " + out.shape();
  }

  /** What is made of the random words. */
  public enum Draw {
    /**
     * FLOAT32: the high 24 bits of a word times 2⁻²⁴, in [0, 1). FLOAT64: element e uses the words
     * 2·(e mod 2) and the next of block e div 2: (high 27 bits of the first · 2²⁶ + high 26 bits of
     * the second) · 2⁻⁵³.
     */
    UNIFORM,
    /**
     * Standard normal numbers by {@link BoxMuller}, whose two outputs are elements 2p and 2p + 1.
     * FLOAT32: from words 2·(p mod 2) and the next of block p div 2. FLOAT64: from u = 1 − U(2p)
     * and v = U(2p + 1), the UNIFORM elements of the same numbers.
     */
    NORMAL
  }
}
