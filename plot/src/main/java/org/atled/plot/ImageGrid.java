package org.atled.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.plot.axis.Range;
import org.atled.plot.scene.Box;
import org.atled.plot.scene.Mark;
import org.atled.plot.scene.Mark.Anchor;
import org.atled.plot.scene.Pixels;
import org.atled.plot.scene.Shades;
import org.atled.plot.scene.Style;

/** Small images in rows, each with a caption. */
public final class ImageGrid {
  private static final double SIDE = 92;
  private static final double GAP = 12;
  private static final double CAPTION = 18;
  private static final int HEAD = 40;

  private final String title;
  private final int columns;
  private final boolean diverging;
  private final List<double[][][]> images;
  private final List<String> captions;

  private ImageGrid(
      String title,
      int columns,
      boolean diverging,
      List<double[][][]> images,
      List<String> captions) {
    this.title = title;
    this.columns = columns;
    this.diverging = diverging;
    this.images = images;
    this.captions = captions;
  }

  /**
   * @param columns how many images stand in a row
   */
  public static ImageGrid of(String title, int columns) {
    Check.text("The title of the image grid", title);
    if (columns < 1) {
      throw new ArgumentException(
          "The image grid \"" + title + "\" has " + columns + " columns; give at least 1.");
    }
    return new ImageGrid(title, columns, false, List.of(), List.of());
  }

  /** With a grey image, from its least value in black to its greatest in white. */
  public ImageGrid image(double[][] pixels, String caption) {
    Check.matrix(caption, pixels);
    return with(new double[][][] {copy(pixels)}, caption);
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
              + " channels; give [3, height, width].");
    }
    for (double[][] channel : rgb) {
      Check.matrix(caption, channel);
    }
    return with(Arrays.stream(rgb).map(ImageGrid::copy).toArray(double[][][]::new), caption);
  }

  /** Values of either sign, as weights: two colours that meet at zero. */
  public ImageGrid diverging() {
    return new ImageGrid(title, columns, true, images, captions);
  }

  private ImageGrid with(double[][][] image, String caption) {
    List<double[][][]> all = new ArrayList<>(images);
    all.add(image);
    List<String> texts = new ArrayList<>(captions);
    texts.add(caption);
    return new ImageGrid(title, columns, diverging, List.copyOf(all), List.copyOf(texts));
  }

  private static double[][] copy(double[][] pixels) {
    return Arrays.stream(pixels).map(double[]::clone).toArray(double[][]::new);
  }

  public Figure figure() {
    if (images.isEmpty()) {
      throw new ArgumentException(
          "The image grid \"" + title + "\" has no images; add at least one.");
    }
    int used = Math.min(columns, images.size());
    int rows = (images.size() + columns - 1) / columns;
    int width = (int) (GAP + used * (SIDE + GAP));
    int height = (int) (HEAD + rows * (SIDE + CAPTION + GAP));
    List<Mark> marks = new ArrayList<>();
    marks.add(
        new Mark.Label(title, width / 2.0, 26, Look.TITLE, Anchor.MIDDLE, true, 0, Look.TEXT));
    for (int i = 0; i < images.size(); i++) {
      double x = GAP + i % columns * (SIDE + GAP);
      double y = HEAD + i / columns * (SIDE + CAPTION + GAP);
      Box box = new Box(x, y, SIDE, SIDE);
      marks.add(new Mark.Picture(box, pixels(images.get(i))));
      marks.add(new Mark.Rectangle(box, 0, Style.stroke(Look.FRAME, 1)));
      marks.add(
          new Mark.Label(
              captions.get(i),
              x + SIDE / 2,
              y + SIDE + 14,
              Look.TICK,
              Anchor.MIDDLE,
              false,
              0,
              Look.QUIET));
    }
    return new Figure(title, images.size() + " images.", width, height, marks);
  }

  private Pixels pixels(double[][][] image) {
    int height = image[0].length;
    int width = image[0][0].length;
    int[] rgb = new int[width * height];
    Range range = Range.over(Arrays.asList(image[0]));
    double far = Math.max(Math.abs(range.from()), Math.abs(range.to()));
    for (int i = 0; i < rgb.length; i++) {
      int r = i / width;
      int c = i % width;
      double value = image[0][r][c];
      if (image.length == 3) {
        rgb[i] = level(value) << 16 | level(image[1][r][c]) << 8 | level(image[2][r][c]);
      } else if (diverging) {
        rgb[i] = Shades.DIVERGING.at(far == 0 ? 0.5 : 0.5 + value / (2 * far));
      } else {
        double span = range.to() - range.from();
        rgb[i] = Shades.GREY.at(span == 0 ? 0 : (value - range.from()) / span);
      }
    }
    return new Pixels(width, height, rgb);
  }

  private static int level(double value) {
    return Math.clamp(StrictMath.round(255 * value), 0, 255);
  }
}
