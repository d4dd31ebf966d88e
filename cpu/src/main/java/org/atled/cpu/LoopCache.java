package org.atled.cpu;

import java.util.Arrays;
import org.atled.core.expr.Expression;
import org.atled.core.spi.LoopCompiler;
import org.atled.core.spi.LoopCompiler.Form;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.LoopCompiler.Step;
import org.jspecify.annotations.Nullable;

/**
 * Finds the loop for an expression object that was seen before without hashing the expression,
 * which would take longer than a small kernel. Two equal expressions share the loop through the
 * compiler's own cache.
 */
final class LoopCache {
  private static final int SLOTS = 2048;

  private final LoopCompiler compiler;

  // A race can only lose an entry; entries are immutable.
  private final @Nullable Entry[] entries = new Entry[SLOTS];

  private record Entry(Expression expression, Step[] steps, Loop loop) {}

  LoopCache(LoopCompiler compiler) {
    this.compiler = compiler;
  }

  Loop get(Expression expression, Step... steps) {
    int hash = System.identityHashCode(expression);
    for (Step step : steps) {
      hash = hash * 31 + step.ordinal();
    }
    int slot = (hash ^ (hash >>> 11)) & (SLOTS - 1);
    Entry entry = entries[slot];
    if (entry == null || entry.expression != expression || !Arrays.equals(entry.steps, steps)) {
      Loop loop = compiler.compile(new Form(expression, Arrays.asList(steps)));
      entry = new Entry(expression, steps, loop);
      entries[slot] = entry;
    }
    return entry.loop;
  }
}
