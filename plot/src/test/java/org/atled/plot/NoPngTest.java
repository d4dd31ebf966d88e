package org.atled.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.atled.core.error.AtledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoPngTest {
  @TempDir Path folder;

  private Figure.Saved save(RuntimeException thrown) {
    return Samples.points()
        .save(
            folder,
            "p",
            (svg, width, height) -> {
              throw thrown;
            });
  }

  @Test
  void wantOfFontsIsToldByWhereItIsThrown() {
    RuntimeException head = new RuntimeException("Fontconfig head is null");
    head.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement("sun.awt.FontConfiguration", "getVersion", null, 1)
        });

    assertThat(save(head).whyNoPng()).get().asString().contains("fontconfig");
  }

  @Test
  void otherFailuresAreFailures() {
    assertThatThrownBy(() -> save(new IllegalStateException("odd")))
        .isInstanceOf(AtledException.class)
        .hasMessage(
            "Cannot make "
                + folder.resolve("p.png")
                + ": java.lang.IllegalStateException: odd. p.svg is whole; use that.");
    assertThat(folder.resolve("p.svg")).exists();
  }
}
