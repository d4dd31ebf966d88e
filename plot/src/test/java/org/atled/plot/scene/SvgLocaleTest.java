package org.atled.plot.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SvgLocaleTest {
  @Test
  void theSizeHasWesternDigitsEverywhere() {
    Locale usual = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertThat("%d".formatted(1)).isNotEqualTo("1");
      assertThat(Svg.of(123, 45, "a", "b", List.of()))
          .contains("width=\"123\" height=\"45\" viewBox=\"0 0 123 45\"");
    } finally {
      Locale.setDefault(usual);
    }
  }
}
