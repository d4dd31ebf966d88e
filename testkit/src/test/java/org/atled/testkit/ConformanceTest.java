package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The op table on the current backend. */
class ConformanceTest {
  static List<Check> values() {
    return Conformance.values();
  }

  static List<Check> specials() {
    return Conformance.specials();
  }

  static List<Check> literals() {
    return Conformance.literals();
  }

  static List<Check> gradients() {
    return Conformance.gradients();
  }

  static List<Check> definitions() {
    return Conformance.definitions();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("definitions")
  void fasterWaysAreWhatTheyAreDefinedToBe(Check check) {
    check.body().run();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("values")
  void valuesAreTheOracles(Check check) {
    check.body().run();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("specials")
  void specialValuesAreTheOracles(Check check) {
    check.body().run();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("literals")
  void valuesAreNumPys(Check check) {
    check.body().run();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("gradients")
  void gradientsAreDifferenceQuotients(Check check) {
    check.body().run();
  }

  @Test
  void everyRowAndTypeIsTried() {
    assertThat(values()).hasSizeGreaterThan(500);
    assertThat(literals()).hasSizeGreaterThan(100);
  }
}
