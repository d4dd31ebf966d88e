package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The op table on the current backend: a test for each operation, which tells all of its checks
 * that fail. A test for each of 17,000 checks would cost as much as what they compute.
 */
class ConformanceTest {
  static List<Check> values() {
    return byOperation(Conformance.values());
  }

  static List<Check> specials() {
    return byOperation(Conformance.specials());
  }

  static List<Check> literals() {
    return byOperation(Conformance.literals());
  }

  static List<Check> gradients() {
    return byOperation(Conformance.gradients());
  }

  static List<Check> definitions() {
    return byOperation(Conformance.definitions());
  }

  /** Neighbours whose names begin alike, up to the first comma, are one. */
  private static List<Check> byOperation(List<Check> checks) {
    List<Check> operations = new ArrayList<>();
    for (int from = 0, to; from < checks.size(); from = to) {
      String name = operation(checks.get(from));
      to = from + 1;
      while (to < checks.size() && operation(checks.get(to)).equals(name)) {
        to++;
      }
      List<Check> alike = checks.subList(from, to);
      operations.add(
          new Check(
              name + ", " + alike.size() + " checks",
              () -> assertAll(alike.stream().map(ConformanceTest::named))));
    }
    return operations;
  }

  private static Executable named(Check check) {
    return () -> {
      try {
        check.body().run();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(check + ": " + e.getMessage(), e);
      }
    };
  }

  private static String operation(Check check) {
    return check.name().split(",", 2)[0];
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
  void everyDTypeAndManyLayoutsAreTried() {
    assertThat(Conformance.values()).hasSizeGreaterThan(5_000);
    assertThat(Conformance.literals()).hasSizeGreaterThan(1_000);
    assertThat(values()).hasSizeGreaterThan(500);
  }
}
