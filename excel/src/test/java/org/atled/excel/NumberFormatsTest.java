package org.atled.excel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumberFormatsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "yyyy-mm-dd",
        "dd/mm/yyyy\\ hh:mm",
        "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy",
        "h:mm AM/PM",
        "[$-409]d-mmm;@",
        "mm:ss.0",
        "[Red]yyyy;[Blue]0"
      })
  void dates(String code) {
    assertThat(NumberFormats.isDate(164, code)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "General",
        "0.00",
        "#,##0.00 \"days\"",
        "0.00E+00",
        "[h]:mm:ss",
        "[mm]:ss",
        "_-* #,##0.00\\ [$€-407]_-;-* #,##0.00",
        "0%",
        "@",
        "0\\ \\d",
        "[Red]0;yyyy"
      })
  void numbers(String code) {
    assertThat(NumberFormats.isDate(164, code)).isFalse();
  }

  @Test
  void thoseThatFilesDoNotWriteOutAreKnown() {
    assertThat(NumberFormats.isDate(14, null)).isTrue();
    assertThat(NumberFormats.isDate(57, null)).isTrue();
    assertThat(NumberFormats.isDate(46, null)).isFalse();
    assertThat(NumberFormats.isDate(2, null)).isFalse();
    assertThat(NumberFormats.isDate(null, null)).isFalse();
  }
}
