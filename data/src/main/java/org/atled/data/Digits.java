package org.atled.data;

import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;

/**
 * Handwritten digits without a download: grey 28×28 images of 0 to 9, drawn from strokes by an
 * unsteady hand. Shaped like MNIST (LeCun, Bottou, Bengio and Haffner, "Gradient-based learning
 * applied to document recognition", 1998) and of like difficulty: a linear model gets about nine of
 * ten right, a network with one hidden layer of 512 about 99 of a hundred.
 *
 * <p>An image depends on the seed, the part and its number alone, so that the first thousand are
 * the same whatever the size. Every ten images from a multiple of ten on hold each digit once.
 */
public final class Digits {
  /** The name of this data set. */
  public static final String NAME = "digits";

  /** Images to learn from, unless said otherwise. */
  public static final int TRAIN = 60_000;

  /** Images to measure on, unless said otherwise. */
  public static final int TEST = 10_000;

  private static final int SIDE = Handwriting.SIDE;
  private static final int CLASSES = 10;

  /** So many pixels of {@link #SIDE}: what lies around them is empty. */
  private static final int INNER = 24;

  /** Images that one thread writes in a go. */
  private static final int SHEET = 500;

  private Digits() {}

  /** {@value #TRAIN} images to learn from and {@value #TEST} to measure on. */
  public static Split generate(Seed seed) {
    return generate(seed, TRAIN, TEST);
  }

  /**
   * Images of the given numbers.
   *
   * @throws ArgumentException if a part would be empty
   */
  public static Split generate(Seed seed, int train, int test) {
    return new Split(part(seed.at("train"), train, "train"), part(seed.at("test"), test, "test"));
  }

  /**
   * The same in fewer pixels, each the mean of a square, without the empty margin: for models that
   * would learn whole images too long for a lecture.
   *
   * @param side of an image [1, side, side], which divides 24: 12 or 8
   * @throws ArgumentException if it does not, or a part would be empty
   */
  public static Split small(Seed seed, int train, int test, int side) {
    if (side < 1 || INNER % side != 0) {
      throw new ArgumentException(
          "Small digits have a side that divides %d, such as 12 or 8, not %d."
              .formatted(INNER, side));
    }
    Split digits = generate(seed, train, test);
    return new Split(small(digits.train(), side), small(digits.test(), side));
  }

  private static Dataset small(Dataset digits, int side) {
    Batch all = digits.spread(digits.size());
    long n = digits.size();
    int each = INNER / side;
    int margin = (SIDE - INNER) / 2;
    Tensor inner = all.x().slice(2, margin, margin + INNER).slice(3, margin, margin + INNER);
    Tensor means = inner.reshape(n, 1, side, each, side, each).mean(5).mean(3);
    return TensorDataset.of(
        "digits of %d×%d".formatted(side, side),
        digits.info().task(),
        NamedTensors.of("x", means).with("y", all.y()));
  }

  private static Dataset part(Seed seed, int size, String part) {
    if (size < 1) {
      throw new ArgumentException(
          "Data set \"digits\": the "
              + part
              + " part needs at least 1 image but got "
              + size
              + ".");
    }
    byte[] pixels = new byte[Math.multiplyExact(size, SIDE * SIDE)];
    long[] labels = new long[size];
    int sheets = Math.ceilDiv(size, SHEET);
    IntStream.range(0, sheets)
        .parallel()
        .forEach(sheet -> {
          var hand = new Handwriting();
          for (int i = sheet * SHEET; i < Math.min(size, (sheet + 1) * SHEET); i++) {
            labels[i] = label(seed, i);
            hand.write((int) labels[i], seed.at("image").at(i).draws(), pixels, i * SIDE * SIDE);
          }
        });
    var info =
        new DatasetInfo(NAME, Shape.of(1, SIDE, SIDE), Task.Classification.numbered(CLASSES));
    return ArrayDataset.of(info, new Rows.Bytes(pixels, info.input()), new Rows.Labels(labels));
  }

  private static int label(Seed seed, int i) {
    int[] order = seed.at("label").at(i / CLASSES).draws().permutation(CLASSES);
    return order[i % CLASSES];
  }
}
