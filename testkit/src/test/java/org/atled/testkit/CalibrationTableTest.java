package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.atled.core.tensor.Tensor;
import org.atled.train.doubt.ConformityScores;
import org.atled.train.doubt.Temperature;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What calibration fits is what PyTorch and NumPy find. */
class CalibrationTableTest {
  static List<Literals.Literal> literals() {
    return Literals.of("calibration");
  }

  @ParameterizedTest
  @MethodSource("literals")
  void isWhatTheyFind(Literals.Literal literal) {
    Tensor first = literal.operands().getFirst();
    Tensor second = literal.operands().getLast();
    double expected = literal.result().item();
    double found =
        switch (literal.row()) {
          case "temperature" -> {
            double[][] logits = (double[][]) first.toArray();
            int[] labels = Arrays.stream(second.toLongs()).mapToInt(Math::toIntExact).toArray();
            yield Temperature.fit(logits, labels).orElseThrow();
          }
          case "threshold" -> new ConformityScores(first.toDoubles()).threshold(second.item());
          default -> throw new AssertionError(literal.row());
        };
    // PyTorch's search stops where the loss moves no more, which is some 1e-8 from its least.
    double off = literal.row().equals("temperature") ? 1e-6 * expected : 0;
    assertThat(found).isCloseTo(expected, within(off));
  }
}
