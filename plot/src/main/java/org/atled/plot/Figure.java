package org.atled.plot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.formats.file.AtomicFile;
import org.atled.plot.scene.Box;
import org.atled.plot.scene.JsvgRasteriser;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Rasteriser;
import org.atled.plot.scene.Style;
import org.atled.plot.scene.Svg;

/**
 * An immutable picture with a title. The same input gives the same SVG on every machine, but for
 * how pictures inside it are compressed; a PNG has the letters of the machine's fonts.
 */
public final class Figure {
  /** Pixels of a PNG for each pixel of the figure, so that it is sharp on paper too. */
  private static final int SHARPNESS = 2;

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

  /** What is seen, for those who cannot see it. */
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

  /** A document of its own, which follows its reader to dark pages. */
  public String toSvg() {
    return Svg.of(width, height, title, description, onPage());
  }

  /**
   * Writes NAME.svg, and NAME.png on white with two pixels for each of the figure's. Earlier files
   * are replaced whole. Where the JRE cannot draw, for want of fonts or of the module java.desktop,
   * there is no PNG, not even an earlier one, and a sentence says why.
   *
   * @param folder is made if it is missing
   * @param name without an ending
   * @throws AtledException if a file cannot be written, or the PNG not made for another reason
   */
  public Saved save(Path folder, String name) {
    return save(folder, name, (svg, w, h) -> new JsvgRasteriser().png(svg, w, h));
  }

  Saved save(Path folder, String name, Rasteriser rasteriser) {
    if (name.isBlank() || name.contains("/") || name.contains("\\")) {
      throw new ArgumentException(
          "\"" + name + "\" is no name for the files of a figure; give one such as \"loss\".");
    }
    Path svg = folder.resolve(name + ".svg");
    Path png = folder.resolve(name + ".png");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new AtledException("Cannot make the folder " + folder + ": " + e + ".", e);
    }
    AtomicFile.write(svg, toSvg().getBytes(StandardCharsets.UTF_8));
    byte[] pixels;
    try {
      String onWhite = Svg.onWhite(width, height, title, description, onPage());
      pixels = rasteriser.png(onWhite, SHARPNESS * width, SHARPNESS * height);
    } catch (IOException | RuntimeException | Error e) {
      return withoutPng(svg, png, e);
    }
    AtomicFile.write(png, pixels);
    return new Saved(svg, Optional.of(png), Optional.empty());
  }

  private static Saved withoutPng(Path svg, Path png, Throwable why) {
    if (why instanceof VirtualMachineError broken && !(broken instanceof InternalError)) {
      throw broken;
    }
    try {
      Files.deleteIfExists(png);
    } catch (IOException e) {
      throw new AtledException("Cannot delete the old " + png + ": " + e + ".", e);
    }
    if (!cannotDraw(why)) {
      throw new AtledException(
          "Cannot make " + png + ": " + why + ". " + svg.getFileName() + " is whole; use that.",
          why);
    }
    String sentence =
        png.getFileName()
            + " was not made, as this Java cannot draw ("
            + why
            + "): it needs the module java.desktop and fonts, on Linux the packages fontconfig and"
            + " fonts-dejavu-core or their like. "
            + svg.getFileName()
            + " is whole.";
    return new Saved(svg, Optional.empty(), Optional.of(sentence));
  }

  /**
   * Whether java.desktop or its fonts are missing, rather than something else amiss. A JRE without
   * fontconfig throws various exceptions from its classes of fonts; those of java.awt are told by
   * name, as they may not be there.
   */
  private static boolean cannotDraw(Throwable why) {
    return why instanceof LinkageError
        || why instanceof InternalError
        || why.getClass().getName().startsWith("java.awt.")
        || Arrays.stream(why.getStackTrace()).anyMatch(frame -> isOfFonts(frame.getClassName()));
  }

  private static boolean isOfFonts(String type) {
    return type.startsWith("sun.font.") || (type.startsWith("sun.awt.") && type.contains("Font"));
  }

  private List<Mark> onPage() {
    List<Mark> all = new ArrayList<>();
    all.add(new Mark.Rectangle(new Box(0, 0, width, height), 0, Style.fill(Theme.PAGE)));
    all.addAll(marks);
    return all;
  }
}
