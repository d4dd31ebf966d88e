package org.atled.plot.scene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SvgTest {
  private static String svg(Mark... marks) {
    return Svg.of(100, 50, "a <b> & \"c\"", "d > e", List.of(marks));
  }

  @Test
  void numbersHaveAtMostTwoDecimals() {
    assertThat(Svg.number(0)).isEqualTo("0");
    assertThat(Svg.number(12)).isEqualTo("12");
    assertThat(Svg.number(-0.004)).isEqualTo("0");
    assertThat(Svg.number(-0.5)).isEqualTo("-0.5");
    assertThat(Svg.number(1.25)).isEqualTo("1.25");
    assertThat(Svg.number(-3.049)).isEqualTo("-3.05");
    assertThat(Svg.number(7.006)).isEqualTo("7.01");
    assertThat(Svg.number(1e300)).isEqualTo("100000");
    assertThat(Svg.number(Double.NEGATIVE_INFINITY)).isEqualTo("-100000");
  }

  @Test
  void textIsEscaped() {
    assertThat(svg())
        .contains("<title>a &lt;b&gt; &amp; &quot;c&quot;</title>", "<desc>d &gt; e</desc>");
    Lettering plain = new Lettering(10, Ink.of(0));
    assertThat(svg(new Mark.Label("</text><script>", 0, 0, plain)))
        .contains(">&lt;/text&gt;&lt;script&gt;</text>");
    assertThat(Svg.escaped("σ₁ → 😀")).isEqualTo("σ₁ → 😀");
    assertThat(Svg.escaped("bell \u0007, half \ud83d, none \uffff"))
        .isEqualTo("bell \ufffd, half \ufffd, none \ufffd");
  }

  @Test
  void darkPagesHaveTheirOwnColoursWhereTheyDiffer() {
    Style both = Style.fill(new Ink(0x0072B2, 0x4BA3E3)).outlined(Ink.of(0x123456), 1.5);
    String text = svg(new Mark.Circle(1, 2, 3, both));

    assertThat(text)
        .contains("fill=\"#0072b2\" stroke=\"#123456\" stroke-width=\"1.5\"")
        .contains("class=\"f0072b24ba3e3\"/>")
        .contains("@media (prefers-color-scheme: dark) {\n.f0072b24ba3e3{fill:#4ba3e3}\n");
    assertThat(svg(new Mark.Circle(1, 2, 3, Style.fill(Ink.of(0))))).doesNotContain("<style>");
    assertThat(Svg.onWhite(9, 9, "t", "d", List.of(new Mark.Circle(1, 2, 3, both))))
        .doesNotContain("<style>");
  }

  @Test
  void aClipIsDefinedOnceAndNamedForWhatItIs() {
    Mark.Group group = new Mark.Group(5, 0, Optional.of(new Box(0, 0, 20, 10)), List.of());

    assertThat(svg(group, group))
        .containsOnlyOnce("<clipPath id=\"clip_0_0_20_10\">")
        .contains("</g>\n<g transform=\"translate(5 0)\" clip-path=\"url(#clip_0_0_20_10)\">\n");
  }

  @Test
  void pixelsAreAPngThatOthersRead() throws IOException {
    int[] argb = {0xFFFF0000, 0x8000FF00, 0x000000FF, 0xFF010203, 0xFFFFFFFF, 0xFF000000};

    var image = ImageIO.read(new ByteArrayInputStream(new Pixels(3, 2, argb).png()));
    assertThat(image.getRGB(0, 0, 3, 2, null, 0, 3)).containsExactly(argb);

    var opaque =
        ImageIO.read(
            new ByteArrayInputStream(Pixels.opaque(1, 2, new int[] {0x0A0B0C, 0xF0E0D0}).png()));
    assertThat(opaque.getColorModel().hasAlpha()).isFalse();
    assertThat(opaque.getRGB(0, 0, 1, 2, null, 0, 1)).containsExactly(0xFF0A0B0C, 0xFFF0E0D0);
  }

  @Test
  void shadesGoEvenlyInLightness() {
    for (int i = 1; i <= 100; i++) {
      int rgb = Shades.GREY.at(i / 100.0);
      assertThat(rgb >> 16 & 255).isEqualTo(rgb & 255).isEqualTo(rgb >> 8 & 255);
      assertThat(rgb & 255).isGreaterThanOrEqualTo(Shades.GREY.at((i - 1) / 100.0) & 255);
    }
    assertThat(Shades.GREY.at(0.5)).isEqualTo(0x636363);
    assertThat(Shades.GREY.at(0)).isZero();
    assertThat(Shades.GREY.at(2)).isEqualTo(0xFFFFFF);
    assertThat(Shades.DIVERGING.at(0.5)).isEqualTo(0xF7F7F7);
    assertThat(Shades.SEQUENTIAL.at(Double.NaN)).isEqualTo(0xBBBBBB);
    assertThat(Shades.isLight(Shades.SEQUENTIAL.at(0.1))).isTrue();
    assertThat(Shades.isLight(Shades.SEQUENTIAL.at(0.9))).isFalse();
  }

  @Test
  void widthsAreThoseOfHelveticaWithRoom() {
    assertThat(new Lettering(100, Ink.of(0)).width("il")).isCloseTo(0.444 * 116, within());
    assertThat(new Lettering(100, Ink.of(0)).width("W")).isCloseTo(0.944 * 116, within());
    assertThat(new Lettering(100, Ink.of(0)).strong().width("W"))
        .isGreaterThan(new Lettering(100, Ink.of(0)).width("W"));
    assertThat(new Lettering(10, Ink.of(0)).width("漢字")).isCloseTo(23.2, within());
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.api.Assertions.within(1e-6);
  }
}
