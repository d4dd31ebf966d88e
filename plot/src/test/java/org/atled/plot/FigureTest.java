package org.atled.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.awt.GraphicsEnvironment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What holds for figures of every kind. */
class FigureTest {
  @TempDir Path folder;

  static Iterable<String> names() {
    return Samples.all().keySet();
  }

  private static Figure figure(String name) {
    return Optional.ofNullable(Samples.all().get(name)).orElseThrow().get();
  }

  @ParameterizedTest
  @MethodSource("names")
  void itIsXmlWithATitleADescriptionAndASize(String name) throws Exception {
    Figure figure = figure(name);

    Document document =
        DocumentBuilderFactory.newNSInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(figure.toSvg().getBytes(StandardCharsets.UTF_8)));

    Element root = document.getDocumentElement();
    assertThat(root.getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
    assertThat(root.getAttribute("width")).isEqualTo(Integer.toString(figure.width()));
    assertThat(root.getAttribute("height")).isEqualTo(Integer.toString(figure.height()));
    assertThat(root.getElementsByTagName("title").item(0).getTextContent())
        .isEqualTo(figure.title());
    assertThat(root.getElementsByTagName("desc").item(0).getTextContent())
        .isEqualTo(figure.description())
        .endsWith(".");
    assertThat(figure.toSvg()).contains("prefers-color-scheme: dark").doesNotContain("NaN");
  }

  @ParameterizedTest
  @MethodSource("names")
  void theSameInputGivesTheSameBytes(String name) {
    assertThat(figure(name).toSvg()).isEqualTo(figure(name).toSvg());
  }

  @ParameterizedTest
  @MethodSource("names")
  void thePngHasTwoPixelsForEachAndShowsSomething(String name) throws IOException {
    Figure figure = figure(name);

    Figure.Saved saved = figure.save(folder, name);

    assertThat(saved.svg()).hasContent(figure.toSvg());
    assumeThat(saved.whyNoPng()).isEmpty();
    var image = ImageIO.read(saved.png().orElseThrow().toFile());
    assertThat(image.getWidth()).isEqualTo(2 * figure.width());
    assertThat(image.getHeight()).isEqualTo(2 * figure.height());
    int[] rgb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    assertThat(rgb[0] & 0xFFFFFF).isEqualTo(0xFFFFFF);
    long inked = Arrays.stream(rgb).filter(c -> (c & 0xFFFFFF) != 0xFFFFFF).count();
    assertThat((double) inked / rgb.length).isBetween(0.01, 0.95);
    assertThat(Arrays.stream(rgb).distinct().count()).isGreaterThan(10);
  }

  @Test
  void whereJavaCannotDrawTheSvgIsWrittenAndASentenceSaysWhy() throws IOException {
    Figure figure = Samples.points();
    Path old = Files.writeString(folder.resolve("p.png"), "old");

    Figure.Saved saved =
        figure.save(
            folder,
            "p",
            (svg, width, height) -> {
              throw new InternalError("no fonts");
            });

    assertThat(saved.svg()).hasContent(figure.toSvg());
    assertThat(saved.png()).isEmpty();
    assertThat(old).doesNotExist();
    assertThat(saved.whyNoPng())
        .contains(
            "p.png was not made, as this Java cannot draw (java.lang.InternalError: no fonts): it"
                + " needs the module java.desktop and fonts, on Linux the packages fontconfig and"
                + " fonts-dejavu-core or their like. p.svg is whole.");
  }

  @Test
  void aMissingModuleIsNoErrorEither() {
    assertThat(
            Samples.points()
                .save(
                    folder,
                    "p",
                    (svg, width, height) -> {
                      throw new NoClassDefFoundError("java/awt/Graphics2D");
                    })
                .whyNoPng())
        .get()
        .asString()
        .contains("NoClassDefFoundError: java/awt/Graphics2D");
  }

  @Test
  void wantOfMemoryIsNotTakenForWantOfFonts() {
    assertThatThrownBy(() ->
            Samples.points()
                .save(
                    folder,
                    "p",
                    (svg, width, height) -> {
                      throw new OutOfMemoryError("heap");
                    }))
        .isInstanceOf(OutOfMemoryError.class);
  }

  /** Where this Java has fonts, all of them are in its list. */
  @Test
  void whereJavaHasFontsItDraws() {
    boolean fonts =
        GraphicsEnvironment.getLocalGraphicsEnvironment().getAvailableFontFamilyNames().length > 0;

    assertThat(Samples.points().save(folder, "p").png().isPresent()).isEqualTo(fonts);
  }

  @Test
  void foldersAreMadeAndFilesReplaced() throws IOException {
    Path deep = folder.resolve("a/b");
    Samples.points().save(deep, "p");
    Figure.Saved saved = Samples.bars().save(deep, "p");

    assertThat(saved.svg()).hasContent(Samples.bars().toSvg());
    try (var files = Files.list(deep)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("p.svg", "p.png");
    }
  }

  @Test
  void aNameIsAName() {
    assertThatThrownBy(() -> Samples.points().save(folder, "a/b"))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("\"a/b\" is no name for the files of a figure; give one such as \"loss\".");
    Path file = folder.resolve("file");
    assertThatThrownBy(
            () -> {
              Files.writeString(file, "x");
              Samples.points().save(file, "p");
            })
        .isInstanceOf(AtledException.class)
        .hasMessageStartingWith("Cannot make the folder " + file + ": ");
  }

  @Test
  void panelsStandSideBySide() {
    Figure one = Samples.points();
    Figure two = Samples.bars();

    Figure row = Panels.of("Two", 2, one, two);
    Figure column = Panels.of("Two", 1, one, two);

    assertThat(row.width()).isEqualTo(one.width() + two.width() + 30);
    assertThat(row.height()).isLessThan(column.height());
    assertThat(column.width()).isEqualTo(Math.max(one.width(), two.width()) + 20);
    assertThat(row.description()).contains(one.title(), one.description(), two.title());
    assertThat(Panels.of("Nested", 2, row, column).toSvg()).contains(one.title());
    assertThatThrownBy(() -> Panels.of("None", 2))
        .hasMessage("The panels \"None\" have no figures; give at least one.");
    assertThatThrownBy(() -> Panels.of("None", 0, one))
        .hasMessage("\"None\" is to have 0 columns; give at least 1.");
  }
}
