package org.atled.nn.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;

/**
 * How a score of an image changes as a square of it is covered, here, then there: Zeiler and Fergus
 * 2014, section 4.2. The cover is of the image's own mean colour.
 *
 * @param score of the image as it is
 * @param rows the top of each row of squares; the last is at the image's edge
 * @param columns the left of each
 * @param size of the square
 * @param covered the score with a square covered, [rows, columns]
 * @param height of the image
 * @param width of the image
 */
public record Occlusion(
    double score,
    List<Integer> rows,
    List<Integer> columns,
    int size,
    Tensor covered,
    int height,
    int width) {
  private static final int BATCH = 64;

  public Occlusion {
    rows = List.copyOf(rows);
    columns = List.copyOf(columns);
  }

  /** With squares of a fifth of the shorter side, by thirds of that. */
  public static Occlusion of(UnaryOperator<Tensor> score, Tensor image) {
    Shape shape = FeatureMaps.batch(image).shape();
    int size = Math.max(1, (int) Math.min(shape.size(2), shape.size(3)) / 5);
    return of(score, image, size, Math.ceilDiv(size, 3));
  }

  /**
   * Covers squares.
   *
   * @param score a number for each image of a batch, [n, channels, height, width] → [n]
   * @param image [channels, height, width]
   * @param size of the square, in pixels
   * @param stride from one to the next
   * @throws ArgumentException if the square is larger than the image, or the stride below 1
   */
  public static Occlusion of(UnaryOperator<Tensor> score, Tensor image, int size, int stride) {
    Tensor batch = FeatureMaps.batch(image);
    int height = (int) batch.shape().size(2);
    int width = (int) batch.shape().size(3);
    if (size < 1 || size > Math.min(height, width) || stride < 1) {
      throw new ArgumentException(
          "Occlusion: the square is %d wide and moved by %d, but it must fit into an image of %d×%d and be moved by at least 1."
              .formatted(size, stride, height, width));
    }
    List<Integer> rows = starts(height, size, stride);
    List<Integer> columns = starts(width, size, stride);
    return Autograd.noGrad(() -> {
      double whole = scores(score, batch).item();
      Tensor mean = batch.mean(-2, -1).unsqueeze(-1).unsqueeze(-1);
      List<Tensor> found = new ArrayList<>();
      List<Tensor> masks = new ArrayList<>();
      for (int row : rows) {
        for (int column : columns) {
          masks.add(Tensor.of(mask(height, width, row, column, size), 1, height, width));
          if (masks.size() == BATCH) {
            found.add(scores(score, covered(batch, mean, masks)));
            masks.clear();
          }
        }
      }
      if (!masks.isEmpty()) {
        found.add(scores(score, covered(batch, mean, masks)));
      }
      Tensor all = Structure.concat(0, found.toArray(Tensor[]::new));
      return new Occlusion(
          whole, rows, columns, size, all.reshape(rows.size(), columns.size()), height, width);
    });
  }

  private static List<Integer> starts(int length, int size, int stride) {
    List<Integer> starts = new ArrayList<>();
    for (int at = 0; at < length - size; at += stride) {
      starts.add(at);
    }
    starts.add(length - size);
    return starts;
  }

  /** 1 in the square and 0 elsewhere. */
  private static float[] mask(int height, int width, int row, int column, int size) {
    float[] mask = new float[height * width];
    for (int i = row; i < row + size; i++) {
      Arrays.fill(mask, i * width + column, i * width + column + size, 1);
    }
    return mask;
  }

  private static Tensor covered(Tensor batch, Tensor mean, List<Tensor> masks) {
    Tensor mask = Structure.stack(0, masks.toArray(Tensor[]::new));
    return batch.add(mask.mul(mean.sub(batch)));
  }

  private static Tensor scores(UnaryOperator<Tensor> score, Tensor images) {
    Tensor scores = score.apply(images);
    if (!scores.shape().equals(Shape.of(images.shape().size(0)))) {
      throw new ShapeException(
          "Occlusion: the score gives %s for %d images, but one number each, [%d], is meant."
              .formatted(scores.shape(), images.shape().size(0), images.shape().size(0)));
    }
    return scores;
  }

  /**
   * For each pixel by how much the score falls when it is covered, the mean over the squares that
   * do: [height, width]. Positive where the pixel speaks for the score; 0 where no square covers
   * it, as between squares that are further apart than they are wide.
   */
  public double[][] falls() {
    double[] scores = covered.toDoubles();
    double[][] sums = new double[height][width];
    int[][] counts = new int[height][width];
    for (int i = 0; i < scores.length; i++) {
      int top = rows.get(i / columns.size());
      int left = columns.get(i % columns.size());
      for (int row = top; row < top + size; row++) {
        for (int column = left; column < left + size; column++) {
          sums[row][column] += score - scores[i];
          counts[row][column]++;
        }
      }
    }
    for (int row = 0; row < height; row++) {
      for (int column = 0; column < width; column++) {
        sums[row][column] /= Math.max(1, counts[row][column]);
      }
    }
    return sums;
  }
}
