package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atled.compile.Compilation;
import org.atled.compile.Compiled;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a plan is made of what runs often. */
class HotFunctionTest {
  private final String before = System.getProperty(Compilation.PROPERTY, "auto");

  @AfterEach
  void restore() {
    System.setProperty(Compilation.PROPERTY, before);
  }

  /** Each call on 16,384 elements more, arguments or others, counts as one more. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 101",
    "16383, 0, 101",
    "16384, 0, 51",
    "1, 16383, 51",
    "65536, 0, 21",
    "1, 65535, 21",
    "3000000, 0, 1",
    "1, 9000000000000000, 1"
  })
  void callsOnMoreCountAsSeveral(long elements, long own, int calls) {
    System.setProperty(Compilation.PROPERTY, "auto");
    HotFunction run = new HotFunction("sum", Compiled.of(in -> List.of(in.getFirst().sum())), own);
    Tensor argument = Tensor.zeros(elements);
    int made = 1;
    while (run.run(argument).isEmpty()) {
      made++;
    }
    assertThat(made).isEqualTo(calls);
  }
}
