package org.atled.images;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;
import org.atled.data.DatasetInfo;
import org.atled.train.Prediction;
import org.atled.train.Predictor;
import org.atled.train.SavedModel;
import org.atled.train.doubt.DropoutPasses;

/**
 * A model that was trained on images whose preparation is saved with it: on files, or on normalized
 * pixels. Safe to ask from any thread.
 *
 * <pre>{@code
 * ImageModel pets = ImageModel.load(Path.of("atled-out/pets"));
 * Prediction says = pets.predict(ImageFile.read(Path.of("minka.jpg")));
 * }</pre>
 */
public final class ImageModel {
  private static final float WHITE = 255;

  /** A little beyond 1, for pixels that were computed. */
  private static final float MOST = 1.001f;

  private final SavedModel saved;
  private final ImagePreparation preparation;
  private final Predictor predictor;

  private ImageModel(SavedModel saved, ImagePreparation preparation) {
    this.saved = saved;
    this.preparation = preparation;
    this.predictor = Predictor.of(saved);
  }

  /** Whether a saved model is one of prepared images. */
  public static boolean isMeant(SavedModel saved) {
    return saved
        .preparation()
        .filter(json -> json.string("type").equals(ImagePreparation.TYPE))
        .isPresent();
  }

  /**
   * Loads a model.
   *
   * @throws ArgumentException if it did not learn from images
   */
  public static ImageModel load(Path folder) {
    return of(folder, SavedModel.load(folder));
  }

  /**
   * The same of a model that is loaded. One whose preparation is not saved may have learned from
   * images of bytes as they are, [1 or 3, height, width].
   *
   * @param folder where from
   * @throws ArgumentException if it did not learn from images
   * @throws FormatException if what is saved of the preparation is damaged
   */
  public static ImageModel of(Path folder, SavedModel saved) {
    Optional<ImageModel> plain = ofBytes(saved);
    if (plain.isPresent()) {
      return plain.get();
    }
    Shape input = saved.info().input();
    if (!isMeant(saved)) {
      throw new ArgumentException(
          "The model in %s learned from %s, examples %s, and not from images."
              .formatted(folder, saved.info().name(), input));
    }
    ImagePreparation preparation = ImagePreparation.read(saved.preparation().orElseThrow());
    boolean fits =
        isImage(input)
            && preparation.format().map(f -> f.shape().equals(input)).orElse(true)
            && preparation.normalization().map(n -> n.mean().size() == input.size(0)).orElse(true);
    if (!fits) {
      throw saved
          .preparation()
          .get()
          .error("does not go with examples " + input + "; it was changed or is damaged.");
    }
    return new ImageModel(saved, preparation);
  }

  /**
   * The model, if it learned from images of bytes as they are, [1 or 3, height, width], so that
   * nothing of their preparation is saved.
   */
  public static Optional<ImageModel> ofBytes(SavedModel saved) {
    return saved.preparation().isEmpty()
            && isImage(saved.info().input())
            && saved.info().scale().unit() == (int) WHITE
        ? Optional.of(new ImageModel(saved, ImagePreparation.none()))
        : Optional.empty();
  }

  private static boolean isImage(Shape input) {
    return input.rank() == 3 && (input.size(0) == 1 || input.size(0) == 3);
  }

  public SavedModel saved() {
    return saved;
  }

  /** The data set that it learned from. */
  public DatasetInfo info() {
    return saved.info();
  }

  /** How examples are made of images. */
  public ImagePreparation preparation() {
    return preparation;
  }

  /**
   * What the model says of an image of any size and in any channels, which is brought to the form
   * of those that it learned from.
   */
  public Prediction predict(Pixels image) {
    return predict(List.of(image)).getFirst();
  }

  /** What the model says of several images, one prediction for each. */
  public List<Prediction> predict(List<Pixels> images) {
    return predictor.predictions(examples(images));
  }

  /**
   * What the model says of images as its dropout goes on dropping, with the spread.
   *
   * @param first the number of the first of these among all that are asked about, from 0: what is
   *     dropped follows from numbers, so that images can be asked about in parts
   * @param passes how often it is asked, at least 2
   * @throws org.atled.core.error.StateException if the network drops nothing
   */
  public DropoutPasses dropoutPasses(List<Pixels> images, long first, int passes, Seed seed) {
    return DropoutPasses.of(saved, examples(images), first, passes, seed, row -> row);
  }

  private Tensor examples(List<Pixels> images) {
    ImageFormat format = format();
    Shape each = format.shape();
    float[] values = new float[Math.multiplyExact(images.size(), each.elements())];
    for (int i = 0; i < images.size(); i++) {
      float[] pixels = format.of(images.get(i)).toTensor().toFloats();
      System.arraycopy(pixels, 0, values, i * pixels.length, pixels.length);
    }
    return normalized(Shape.of(images.size()).concat(each), values);
  }

  /** The form of images: that of the files it learned from, or of the examples. */
  public ImageFormat format() {
    return preparation
        .format()
        .orElseGet(() -> {
          Shape input = saved.info().input();
          return new ImageFormat((int) input.size(1), (int) input.size(2), (int) input.size(0));
        });
  }

  /**
   * What the model says of images in its form, one or a batch as {@link Predictor} takes them, or
   * with channels as the last axis: floats from 0 to 1, or integers from 0 to 255; of a model that
   * learned from an array of bytes also floats that are such integers, of one that learned from an
   * array of other numbers also integers from 0 to 1.
   *
   * @throws ShapeException if they are of another shape
   * @throws ArgumentException naming a number that is not in that range
   */
  public List<Prediction> predictions(Tensor images) {
    return predictor.predictions(channelsFirst(images.shape(), pixels(images)));
  }

  /**
   * The same of images as they lie in the arrays that the model learned from: column by column
   * where it {@linkplain #turns turns} them.
   *
   * @throws ShapeException if they are of another shape
   * @throws ArgumentException naming a number that is no pixel
   */
  public List<Prediction> predictionsAsStored(Tensor images) {
    return predictor.predictions(asStored(images));
  }

  /**
   * What the model says of the same as its dropout goes on dropping, with the spread.
   *
   * @param passes how often it is asked, at least 2
   * @throws ShapeException if they are of another shape
   * @throws ArgumentException naming a number that is no pixel
   * @throws org.atled.core.error.StateException if the network drops nothing
   */
  public DropoutPasses dropoutPassesAsStored(Tensor images, int passes, Seed seed) {
    return predictor.dropoutPasses(asStored(images), passes, seed);
  }

  /**
   * The mean of the pixels of images such as {@link #predictionsAsStored} takes, where 1 is white.
   */
  public double brightness(Tensor images) {
    float[] values = images.toFloats();
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length / (isBytes(images.dtype(), values) ? WHITE : 1);
  }

  /**
   * What speaks for it that black and white are exchanged in images: their mean lies in the highest
   * third from 0 to 1, and that of those that the model learned from in the lowest, or the other
   * way round. Nothing where it is not known, as of images that were decoded on demand.
   *
   * @param brightness the mean of all pixels that are asked about
   */
  public Optional<String> inversion(double brightness) {
    double learned =
        preparation
            .normalization()
            .map(n -> n.mean().stream().mapToDouble(Double::doubleValue).average().orElseThrow())
            .orElse(saved.info().scale().mean());
    double third = 1.0 / 3;
    boolean turned =
        (learned < third && brightness > 1 - third) || (learned > 1 - third && brightness < third);
    return turned
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "the pixels have a mean of %.2f, and those that the model learned from of %.2f; are"
                    + " black and white exchanged? Give it 1 - x, or 255 - x of bytes, if they are",
                brightness,
                learned))
        : Optional.empty();
  }

  private Tensor asStored(Tensor images) {
    Optional<Shape> stored = columnByColumn(images.shape());
    if (stored.isEmpty()) {
      return channelsFirst(images.shape(), pixels(images));
    }
    Shape each = saved.info().input();
    Shape one = stored.get();
    Shape shape = images.shape();
    float[] values = pixels(images);
    boolean last = one.rank() == 3 && one.size(0) != each.size(0);
    int[] examples = IntStream.range(0, values.length / each.elements()).toArray();
    float[] upright = PixelOrder.of(one, last, true).of(values, examples);
    int leading = shape.rank() - (endsIn(shape, one) ? one.rank() : 1);
    return normalized(shape.slice(0, leading).concat(each), upright);
  }

  /**
   * Whether {@link #predictionsAsStored} turns images of this shape: those that the model learned
   * from lay column by column, and the shape does not tell that these lie row by row.
   */
  public boolean turns(Shape images) {
    return columnByColumn(images).isPresent();
  }

  /** The shape of an image among these as it is stored, where images are to be turned. */
  private Optional<Shape> columnByColumn(Shape images) {
    if (preparation.arrays().filter(learned -> learned.arrays().transposed()).isEmpty()) {
      return Optional.empty();
    }
    Shape each = saved.info().input();
    Shape first = Shape.of(each.size(0), each.size(2), each.size(1));
    Shape last = Shape.of(each.size(2), each.size(1), each.size(0));
    Shape grey = Shape.of(each.size(2), each.size(1));
    if (endsIn(images, first)) {
      return Optional.of(first);
    }
    if (endsIn(images, last)) {
      return Optional.of(last);
    }
    if (each.size(0) == 1 && endsIn(images, grey)) {
      return Optional.of(grey);
    }
    return endsIn(images, Shape.of(each.elements())) ? Optional.of(first) : Optional.empty();
  }

  private static boolean endsIn(Shape shape, Shape end) {
    int rank = shape.rank();
    return rank >= end.rank() && shape.slice(rank - end.rank(), rank).equals(end);
  }

  /** Numbers from 0 to 1. */
  private float[] pixels(Tensor images) {
    float[] values = images.toFloats();
    boolean bytes = isBytes(images.dtype(), values);
    for (int i = 0; i < values.length; i++) {
      float value = bytes ? values[i] / WHITE : values[i];
      if (!(value >= 0 && value <= MOST)) {
        throw new ArgumentException(
            "Element %s of the images is %s, but pixels are floats from 0 to 1, or integers from 0 to 255."
                .formatted(i, values[i]));
      }
      values[i] = value;
    }
    return values;
  }

  /** Whether 255 is white: as {@link PixelArray} has it where the model learned from an array. */
  private boolean isBytes(DType dtype, float[] values) {
    boolean learnedArrays = preparation.arrays().isPresent();
    boolean learnedBytes = saved.info().scale().unit() == (int) WHITE;
    if (dtype.isInteger()) {
      return !learnedArrays || learnedBytes || hasAbove1(values);
    }
    return learnedArrays && learnedBytes && hasAbove1(values) && isWhole(values);
  }

  private static boolean isWhole(float[] values) {
    for (float value : values) {
      if (value != Math.rint(value)) {
        return false;
      }
    }
    return true;
  }

  private static boolean hasAbove1(float[] values) {
    for (float value : values) {
      if (value > 1) {
        return true;
      }
    }
    return false;
  }

  private Tensor channelsFirst(Shape shape, float[] values) {
    Shape each = saved.info().input();
    Shape last = Shape.of(each.size(1), each.size(2), each.size(0));
    if (each.equals(last) || !endsIn(shape, last)) {
      return normalized(shape, values);
    }
    int[] examples = IntStream.range(0, values.length / each.elements()).toArray();
    float[] ordered = PixelOrder.of(last, true, false).of(values, examples);
    return normalized(shape.slice(0, shape.rank() - 3).concat(each), ordered);
  }

  private Tensor normalized(Shape shape, float[] values) {
    Shape each = saved.info().input();
    if (values.length % each.elements() == 0) {
      // Another number of elements is refused below, in words for its shape.
      preparation
          .normalization()
          .ifPresent(n -> n.apply(values, (int) (each.size(1) * each.size(2))));
    }
    return Tensor.wrap(new Storage.Float32(values), shape);
  }
}
