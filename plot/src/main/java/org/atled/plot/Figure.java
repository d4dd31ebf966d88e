package org.atled.plot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.AtledException;
import org.atled.formats.file.AtomicFile;
import org.atled.plot.scene.JsvgRasteriser;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Rasteriser;
import org.atled.plot.scene.Svg;

/** An immutable picture with a title. The same input gives the same bytes on every machine. */
public final class Figure {
  /** Pixels of the PNG for each pixel of the figure, so that it is sharp on paper too. */
  static final int SHARPNESS = 2;

  private final String title;
  private final String description;
  private final int width;
  private final int height;
  private final List<Mark> marks;

  Figure(String title, String description, int width, int height, List<Mark> marks) {
    this.title = title;
    this.description = description;
    this.width = width;
    this.height = height;
    this.marks = List.copyOf(marks);
  }

  /**
   * What was written.
   *
   * @param whyNoPng a sentence, where there is no PNG
   */
  public record Saved(Path svg, Optional<Path> png, Optional<String> whyNoPng) {}

  public String title() {
    return title;
  }

  /** What is seen, in a sentence, for those who cannot see it. */
  public String description() {
    return description;
  }

  /** In pixels. */
  public int width() {
    return width;
  }

  /** In pixels. */
  public int height() {
    return height;
  }

  List<Mark> marks() {
    return marks;
  }

  /** As a document of its own that follows its reader to dark pages. */
  public String toSvg() {
    return Svg.of(width, height, title, description, onPage(), true);
  }

  /**
   * Writes NAME.svg, and NAME.png on white with two pixels for each of the figure's; earlier files
   * are replaced whole. Where the JRE cannot draw, because it has no fonts or no java.desktop,
   * there is no PNG and a sentence says why.
   *
   * @param folder is made if it is missing
   * @throws AtledException if a file cannot be written
   */
  public Saved save(Path folder, String name) {
    return save(folder, name, new JsvgRasteriser());
  }

  Saved save(Path folder, String name, Rasteriser rasteriser) {
    Path svg = folder.resolve(name + ".svg");
    Path png = folder.resolve(name + ".png");
    try {
      Files.createDirectories(folder);
      AtomicFile.write(svg, toSvg().getBytes(StandardCharsets.UTF_8));
      Optional<String> failure = rasterise(png, rasteriser);
      if (failure.isPresent()) {
        Files.deleteIfExists(png);
      }
      return new Saved(svg, failure.isPresent() ? Optional.empty() : Optional.of(png), failure);
    } catch (IOException e) {
      throw new AtledException("Cannot write figures to " + folder + ": " + e, e);
    }
  }

  private Optional<String> rasterise(Path png, Rasteriser rasteriser) {
    byte[] pixels;
    try {
      String onWhite = Svg.of(width, height, title, description, onPage(), false);
      pixels = rasteriser.png(onWhite, SHARPNESS * width, SHARPNESS * height);
    } catch (IOException | RuntimeException | LinkageError | InternalError e) {
      return Optional.of(png.getFileName() + " was not made: this Java cannot draw (" + e + ").");
    }
    AtomicFile.write(png, pixels);
    return Optional.empty();
  }

  private List<Mark> onPage() {
    return List.of(
        new Mark.Rectangle(
            new org.atled.plot.scene.Box(0, 0, width, height),
            0,
            org.atled.plot.scene.Style.fill(Look.PAGE)),
        new Mark.Group(0, 0, Optional.empty(), marks));
  }
}
