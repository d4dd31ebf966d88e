package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values in 64 bits. */
class PackedTest {
  private static final Random RANDOM = new Random(4);

  private static long packed(String text) {
    return Packed.of(text.toCharArray(), 0, text.length());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "0.0",
        "-0.00",
        "7",
        "12.50",
        "-3.05",
        "0.001",
        "123456789.12345678",
        "9007199254740993",
        "99999999999999999",
        "0.0000000000000000000001"
      })
  void aNumberComesBackAsItWasWritten(String text) {
    long packed = packed(text);
    assertThat(Packed.isNumber(packed)).isTrue();
    assertThat(Packed.text(packed)).isEqualTo(text);
    assertThat(Packed.number(packed)).isEqualTo(Double.parseDouble(text) + 0.0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "NA",
        "007",
        "+1",
        ".5",
        "5.",
        "1e3",
        "1.2.3",
        "-",
        "\u00E9t\u00E9",
        "-.",
        "1,5"
      })
  void aShortTextComesBack(String text) {
    long packed = packed(text);
    assertThat(Packed.isNumber(packed)).isFalse();
    assertThat(packed).isNotEqualTo(Packed.NONE);
    assertThat(Packed.text(packed)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100000000000000000",
        "12345678",
        "0.12345678901234567890123",
        "eightish",
        "\u20AC5"
      })
  void whatIsLongerIsNotPacked(String text) {
    assertThat(packed(text) == Packed.NONE).isEqualTo(!text.equals("12345678"));
  }

  /** By Java's own parser; numbers near the middle of two doubles among them. */
  @Test
  void aNumberIsTheNearestDouble() {
    for (int i = 0; i < 300_000; i++) {
      long number = RANDOM.nextLong(99_999_999_999_999_999L) >>> RANDOM.nextInt(50);
      String digits = Long.toString(number);
      int decimals = RANDOM.nextInt(digits.length());
      String text =
          decimals == 0
              ? digits
              : new StringBuilder(digits).insert(digits.length() - decimals, '.').toString();
      assertThat(Packed.number(packed(text))).as(text).isEqualTo(Double.parseDouble(text));
    }
    for (long odd = 1; odd < 2000; odd += 2) {
      String middle = Long.toString((1L << 54) + 2 * odd);
      assertThat(Packed.number(packed(middle))).as(middle).isEqualTo(Double.parseDouble(middle));
    }
  }
}
