package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.atled.lectures.scalar.Value;
import org.junit.jupiter.api.Test;

class GradientCostTest {
  private static final Findings FINDINGS =
      new GradientCost().run(Seed.of(1), List.of(10, 1_000), List.of(8), new Timing(0.01));

  @Test
  void theGradientIsThatOfCentralDifferences() {
    assertThat(FINDINGS.number("difference")).isLessThan(1e-8);
  }

  @Test
  void theGraphHasEachGateOnce() {
    Circuit circuit = Circuit.drawn(30, 300, Seed.of(1).draws());
    Value[] x = new Value[30];
    Arrays.setAll(x, i -> Value.of(0.1 + 0.02 * i));
    long products = circuit.gates().stream().filter(gate -> gate.kind() == 0).count();
    long others = circuit.gates().size() - products;
    // Each gate uses up one value as its first operand, so that there are 30 left to add up.
    long sums = x.length - 1L;

    Circuit.Count count = Circuit.count(circuit.of(x));

    assertThat(count.operations()).isEqualTo(products + 2 * others + sums);
    assertThat(count.backward()).isEqualTo(4 * products + (2 + 4) * others + 2 * sums);
  }

  @Test
  void theCountDoesNotGrowWithTheInputs() {
    assertThat(FINDINGS.number("operations-1000"))
        .isGreaterThan(50 * FINDINGS.number("operations-10"));
    assertThat(FINDINGS.number("counted-ratio-1000"))
        .isCloseTo(FINDINGS.number("counted-ratio-10"), within(0.3));
    assertThat(FINDINGS.numbers()).containsKeys("time-ratio-10", "time-ratio-1000");
  }

  @Test
  void operationsAreCountedOnceHoweverOftenTheirValueIsUsed() {
    Value x = Value.of(0.5);
    Value product = x.mul(x); // 1 + 4
    Value sum = product.add(product); // 1 + 2

    assertThat(Circuit.count(sum.tanh())).isEqualTo(new Circuit.Count(3, 4 + 2 + 4));
  }

  @Test
  void aCircuitDependsOnAllItsInputs() {
    Circuit circuit = Circuit.drawn(30, 300, Seed.of(1).draws());
    Value[] x = new Value[30];
    for (int i = 0; i < x.length; i++) {
      x[i] = Value.of(0.1 + 0.02 * i);
    }

    circuit.of(x).backward();

    assertThat(x).allSatisfy(value -> assertThat(value.grad()).isNotZero());
  }
}
