package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.spi.LoopCompiler;
import org.atled.core.spi.LoopCompiler.Form;
import org.atled.core.spi.LoopCompiler.Step;
import org.atled.cpu.LoopCompilerTest;
import org.atled.cpu.ScalarLoopCompiler;
import org.junit.jupiter.api.Test;

class VectorLoopCompilerTest extends LoopCompilerTest {
  @Override
  protected LoopCompiler compiler() {
    return new VectorLoopCompiler(new ScalarLoopCompiler(), SimdChoice.When.ALWAYS);
  }

  /** Neighbours or repeated elements to neighbours, and nothing else. */
  @Test
  void vectorsWhereTheStepsAllowIt() {
    Expression sum =
        Expression.of(List.of(DType.INT32, DType.INT32), DType.INT32, t -> t.get(0).add(t.get(1)));
    for (Step a : Step.values()) {
      for (Step b : Step.values()) {
        for (Step out : Step.values()) {
          boolean fits = a != Step.ANY && b != Step.ANY && out == Step.ONE;
          List<Step> steps = List.of(a, b, out);
          assertThat(compiler().compile(new Form(sum, steps)) instanceof VectorLoop)
              .as("%s", steps)
              .isEqualTo(fits);
        }
      }
    }
  }
}
