package org.atled.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.atled.core.error.ArgumentException;
import org.atled.plot.axis.Range;
import org.atled.plot.scene.Box;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Pixels;
import org.atled.plot.scene.Shades;
import org.atled.plot.scene.Style;

/** Small images in rows, each with a caption. */
public final class ImageGrid {
  private static final double SIDE = 92;
  private static final double GAP = 12;
  private static final double LINE = 14;
  private static final double EDGE = 14;

  private final String title;
  private final int columns;
  private final boolean diverging;
  private final List<Image> images;

  /** How the numbers of an image become colours. */
  private enum Kind {
    GREY,
    SIGNED,
    COLOURS
  }

  private record Image(Kind kind, double[][][] channels, String caption) {
    int height() {
      return channels[0].length;
    }

    int width() {
      return channels[0][0].length;
    }

    Range range() {
      return Range.over(Arrays.asList(channels[0]));
    }

    /** Whole pixels of a PNG, which has two for each of the figure's. */
    double magnification() {
      double twice = Math.floor(2 * SIDE / Math.max(width(), height()));
      return Math.max(1, twice) / 2;
    }
  }

  private ImageGrid(String title, int columns, boolean diverging, List<Image> images) {
    this.title = title;
    this.columns = columns;
    this.diverging = diverging;
    this.images = List.copyOf(images);
  }

  /**
   * A grid without images.
   *
   * @param columns how many stand in a row
   */
  public static ImageGrid of(String title, int columns) {
    Check.title("image grid", title);
    Check.columns(title, columns);
    return new ImageGrid(title, columns, false, List.of());
  }

  /**
   * All images of one channel hold values of either sign, as weights: one scale for all of them.
   */
  public ImageGrid diverging() {
    return new ImageGrid(title, columns, true, images);
  }

  /**
   * With an image in grey, its least value black and its greatest white.
   *
   * @param pixels [height, width]
   */
  public ImageGrid image(double[][] pixels, String caption) {
    return with(Kind.GREY, caption, pixels);
  }

  /**
   * With an image of values of either sign, as a gradient: white is zero, the deepest colour its
   * own largest value.
   *
   * @param pixels [height, width]
   */
  public ImageGrid signed(double[][] pixels, String caption) {
    return with(Kind.SIGNED, caption, pixels);
  }

  /**
   * With an image in colours.
   *
   * @param rgb [3, height, width] in 0..1
   */
  public ImageGrid image(double[][][] rgb, String caption) {
    if (rgb.length != 3) {
      throw new ArgumentException(
          "The image \""
              + caption
              + "\" has "
              + rgb.length
              + " channels; give [3, height, width], or [height, width] for grey.");
    }
    return with(Kind.COLOURS, caption, rgb);
  }

  private ImageGrid with(Kind kind, String caption, double[][]... channels) {
    for (double[][] channel : channels) {
      Check.matrix(caption, channel);
      if (channel.length != channels[0].length || channel[0].length != channels[0][0].length) {
        throw new ArgumentException(
            "The image \"" + caption + "\" has channels of different sizes; give all the same.");
      }
    }
    double[][][] copy =
        Arrays.stream(channels)
            .map(channel -> Arrays.stream(channel).map(double[]::clone).toArray(double[][]::new))
            .toArray(double[][][]::new);
    List<Image> more = new ArrayList<>(images);
    more.add(new Image(kind, copy, caption));
    return new ImageGrid(title, columns, diverging, more);
  }

  /** The figure, to be saved as SVG or PNG. */
  public Figure figure() {
    if (images.isEmpty()) {
      throw new ArgumentException(
          "The image grid \"" + title + "\" has no images; add at least one.");
    }
    double words = largest(images.stream().map(i -> Heading.longestWord(i.caption(), Theme.SMALL)));
    double widest = largest(images.stream().map(i -> i.width() * i.magnification()));
    double cell = Math.max(SIDE, Math.max(widest, words));
    double side = largest(images.stream().map(i -> i.height() * i.magnification()));
    List<List<String>> captions =
        images.stream().map(i -> Heading.lines(i.caption(), Theme.SMALL, cell)).toList();
    double below = LINE * largest(captions.stream().map(lines -> (double) lines.size())) + 4;
    int used = Math.min(columns, images.size());
    int rows = (images.size() + columns - 1) / columns;
    double inner = used * (cell + GAP) - GAP;
    double tall = rows * (side + below + GAP) - GAP;
    ColourBar scale = new ColourBar("value", common().aroundZero(), Shades.DIVERGING);
    boolean bar = diverging && images.stream().anyMatch(i -> i.kind() == Kind.GREY);
    double width = inner + 2 * EDGE + (bar ? scale.width(tall) : 0);
    Heading heading = new Heading(title, Theme.TITLE, width - 2 * EDGE);
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      double x = i % columns * (cell + GAP);
      double y = i / columns * (side + below + GAP);
      draw(images.get(i), scale, x + cell / 2, y + side, marks);
      for (int line = 0; line < captions.get(i).size(); line++) {
        double baseline = y + side + LINE * (line + 1);
        marks.add(
            new Mark.Label(
                captions.get(i).get(line), x + cell / 2, baseline, Theme.SMALL.centred()));
      }
    }
    if (bar) {
      marks.addAll(scale.marks(inner, tall));
    }
    List<Mark> all = new ArrayList<>(heading.marks(width / 2));
    all.add(new Mark.Group(EDGE, heading.bottom() + 4, marks));
    double height = heading.bottom() + 4 + tall + EDGE;
    String about = images.size() == 1 ? "An image." : images.size() + " images.";
    return new Figure(title, about, (int) Math.ceil(width), (int) Math.ceil(height), all);
  }

  private static double largest(Stream<Double> lengths) {
    return lengths.mapToDouble(Double::doubleValue).max().orElse(0);
  }

  private Range common() {
    return Range.over(
        images.stream()
            .filter(i -> i.kind() == Kind.GREY)
            .flatMap(i -> Arrays.stream(i.channels()[0]))
            .toList());
  }

  private void draw(Image image, ColourBar scale, double centre, double bottom, List<Mark> marks) {
    double width = image.width() * image.magnification();
    double height = image.height() * image.magnification();
    Box box = new Box(centre - width / 2, bottom - height, width, height);
    marks.add(new Mark.Picture(box, pixels(image, scale), false));
    marks.add(new Mark.Rectangle(box, 0, Style.stroke(Theme.FRAME, 0.8)));
  }

  private Pixels pixels(Image image, ColourBar scale) {
    ColourBar own =
        image.kind() == Kind.SIGNED
            ? new ColourBar("", image.range().aroundZero(), Shades.DIVERGING)
            : diverging ? scale : new ColourBar("", image.range().notEmpty(), Shades.GREY);
    int[] rgb = new int[image.width() * image.height()];
    for (int i = 0; i < rgb.length; i++) {
      int row = i / image.width();
      int column = i % image.width();
      double[][][] channels = image.channels();
      rgb[i] =
          image.kind() == Kind.COLOURS
              ? level(channels[0][row][column]) << 16
                  | level(channels[1][row][column]) << 8
                  | level(channels[2][row][column])
              : own.colour(channels[0][row][column]);
    }
    return Pixels.opaque(image.width(), image.height(), rgb);
  }

  private static int level(double value) {
    return Math.clamp(Math.round(255 * value), 0, 255);
  }
}
