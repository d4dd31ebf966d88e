package org.atled.images;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;
import org.atled.data.Dataset;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * How examples are made of images, which is saved with a model of them. Augmentation is not: it is
 * for training alone.
 *
 * @param format of files, if the model learned from such
 * @param normalization of pixels in [0, 1], if they are normalized
 * @param origin the folder that it learned from, if it did
 * @param arrays the arrays that it learned from, if it did
 */
public record ImagePreparation(
    Optional<ImageFormat> format,
    Optional<Normalization> normalization,
    Optional<ImageOrigin> origin,
    Optional<ArrayOrigin> arrays) {
  static final String TYPE = "images";
  private static final String FORMAT = "format";
  private static final String NORMALIZATION = "normalization";
  private static final String ORIGIN = "origin";
  private static final String ARRAYS = "arrays";

  /** For pixels in [0, 1] that the network takes as they are. */
  public static ImagePreparation none() {
    return normalized(Optional.empty());
  }

  /** Of a data set that is known by name. */
  public static ImagePreparation normalized(Optional<Normalization> normalization) {
    return new ImagePreparation(
        Optional.empty(), normalization, Optional.empty(), Optional.empty());
  }

  /** Of a folder of files that are brought to a form. */
  public static ImagePreparation of(
      ImageFormat format, Optional<Normalization> normalization, ImageOrigin origin) {
    return new ImagePreparation(
        Optional.of(format), normalization, Optional.of(origin), Optional.empty());
  }

  /** For a model that learned from images in arrays. */
  public static ImagePreparation of(Optional<Normalization> normalization, ArrayOrigin arrays) {
    return new ImagePreparation(
        Optional.empty(), normalization, Optional.empty(), Optional.of(arrays));
  }

  /** Images as the model takes them. */
  public Dataset of(Dataset images) {
    return normalization.map(n -> n.of(images)).orElse(images);
  }

  /**
   * An image of pixels from 0 to 1 as the model takes it.
   *
   * @param pixels [channels, height, width]
   * @throws ArgumentException if the image has other axes, or channels than the model knows
   */
  public Tensor of(Tensor pixels) {
    return changed(pixels, Normalization::apply);
  }

  /**
   * The pixels of an image as the model takes it.
   *
   * @throws ArgumentException if the image has other axes, or channels than the model knows
   */
  public Tensor undone(Tensor image) {
    return changed(image, Normalization::undo);
  }

  /** What a normalization does to numbers, [channels, area]. */
  private interface Change {
    void of(Normalization normalization, float[] numbers, int area);
  }

  private Tensor changed(Tensor image, Change change) {
    Shape shape = image.shape();
    if (shape.rank() != 3) {
      throw new ArgumentException(
          "An image is [channels, height, width], and this is %s.".formatted(shape));
    }
    normalization.ifPresent(n -> n.requireChannels("The image is", shape));
    float[] numbers = image.toFloats();
    normalization.ifPresent(n -> change.of(n, numbers, (int) (shape.size(1) * shape.size(2))));
    return Tensor.wrap(new Storage.Float32(numbers), shape);
  }

  /** What is saved: for {@link org.atled.train.SavedModel#save}. */
  public JsonObject json() {
    JsonObject.Builder json = JsonObject.builder().put("type", TYPE);
    format.ifPresent(f -> json.put(FORMAT, f.json()));
    normalization.ifPresent(n -> json.put(NORMALIZATION, n.json()));
    origin.ifPresent(o -> json.put(ORIGIN, o.json()));
    arrays.ifPresent(a -> json.put(ARRAYS, a.json()));
    return json.build();
  }

  static ImagePreparation read(JsonPlace json) {
    return new ImagePreparation(
        json.find(FORMAT).map(ImageFormat::read),
        json.find(NORMALIZATION).map(Normalization::read),
        json.find(ORIGIN).map(ImageOrigin::read),
        json.find(ARRAYS).map(ArrayOrigin::read));
  }
}
