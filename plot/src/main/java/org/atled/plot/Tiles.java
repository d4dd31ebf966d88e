package org.atled.plot;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.plot.scene.Pixels;

/** Images side by side as one PNG, without words. */
public final class Tiles {
  private static final int GAP = 2;
  private static final int PAPER = 0xFFFFFF;

  /** The shorter side of an image, at least, where that takes whole pixels. */
  private static final int SIDE = 56;

  private Tiles() {}

  /**
   * A PNG file.
   *
   * @param images [n, 1 or 3, height, width], from 0 to 1
   * @param columns how many stand in a row
   * @throws ShapeException if they are no images
   */
  public static byte[] png(Tensor images, int columns) {
    Shape shape = images.shape();
    if (shape.rank() != 4 || shape.size(1) != 1 && shape.size(1) != 3 || shape.size(0) == 0) {
      throw new ShapeException(
          "Tiles: the images are %s but must be [n, 1 or 3, height, width], at least one."
              .formatted(shape));
    }
    if (columns < 1) {
      throw new ArgumentException(
          "Tiles: the columns are %d but must be at least 1.".formatted(columns));
    }
    int n = (int) shape.size(0);
    int height = (int) shape.size(2);
    int width = (int) shape.size(3);
    int times = Math.max(1, Math.ceilDiv(SIDE, Math.min(height, width)));
    int across = Math.min(columns, n);
    int down = Math.ceilDiv(n, columns);
    int wide = across * (times * width + GAP) + GAP;
    int tall = down * (times * height + GAP) + GAP;
    int[] rgb = new int[Math.multiplyExact(wide, tall)];
    Arrays.fill(rgb, PAPER);
    for (int i = 0; i < n; i++) {
      double[][][] planes = Planes.all(images.get(i).clip(0.0, 1.0));
      int left = GAP + i % columns * (times * width + GAP);
      int top = GAP + i / columns * (times * height + GAP);
      for (int y = 0; y < times * height; y++) {
        for (int x = 0; x < times * width; x++) {
          rgb[(top + y) * wide + left + x] = colour(planes, y / times, x / times);
        }
      }
    }
    return Pixels.opaque(wide, tall, rgb).png();
  }

  private static int colour(double[][][] planes, int row, int column) {
    int colour = 0;
    for (int channel = 0; channel < 3; channel++) {
      double value = planes[planes.length == 1 ? 0 : channel][row][column];
      colour = colour << 8 | (int) Math.round(255 * value);
    }
    return colour;
  }

  /** As many columns as make a square. */
  public static int square(int images) {
    return (int) Math.ceil(Math.sqrt(Math.max(1, images)));
  }

  /** Of images [n, channels, height, width] those planes that an {@link ImageGrid} takes. */
  public static List<double[][][]> coloured(Tensor images) {
    return LongStream.range(0, images.shape().size(0))
        .mapToObj(i -> Planes.coloured(images.get(i)))
        .toList();
  }
}
