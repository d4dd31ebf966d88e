package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.atled.core.spi.Kernel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of kernels on the current backend. */
class KernelConformanceTest {
  static List<Check> facts() {
    return KernelConformance.facts();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("facts")
  void kernelsDoWhatTheySay(Check check) {
    check.body().run();
  }

  @Test
  void everyFamilyHasARow() {
    assertThat(KernelTable.samples().stream().<Class<?>>map(Object::getClass))
        .containsAll(families(Kernel.class).toList());
  }

  private static Stream<Class<?>> families(Class<?> of) {
    return of.isSealed()
        ? Arrays.stream(of.getPermittedSubclasses()).flatMap(KernelConformanceTest::families)
        : Stream.of(of);
  }
}
