package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

  /** Those whose names begin alike, up to a comma or "of", are one. */
  private static List<Check> byOperation(List<Check> checks) {
    Map<String, List<Check>> operations =
        checks.stream()
            .collect(
                Collectors.groupingBy(
                    check -> check.name().split(",| of ", 2)[0],
                    LinkedHashMap::new,
                    Collectors.toList()));
    return operations.entrySet().stream()
        .map(all ->
            new Check(
                all.getKey() + ", " + all.getValue().size() + " checks",
                () -> assertAll(all.getValue().stream().map(ConformanceTest::named))))
        .toList();
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
