package org.atled.images;

import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.DataLoader;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.NamedTensors;
import org.atled.data.Scale;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * (x − mean) / deviation for each channel, where both are those of all pixels of the training part.
 * A model that learned from such numbers is saved with them, and gives predictions by them.
 *
 * @param mean one a channel
 * @param deviation one a channel, of the population; 1 where all pixels are alike
 */
public record Normalization(List<Double> mean, List<Double> deviation) {
  /** Numbers that are read at a time, where an image has not more. */
  private static final int TOGETHER = 1 << 18;

  public Normalization {
    mean = List.copyOf(mean);
    deviation = List.copyOf(deviation);
    if (mean.isEmpty()
        || mean.size() != deviation.size()
        || !mean.stream().allMatch(Double::isFinite)
        || !deviation.stream().allMatch(d -> d > 0 && Double.isFinite(d))) {
      throw new ArgumentException(
          "A normalization takes a mean and a positive deviation for each channel, not %s and %s."
              .formatted(mean, deviation));
    }
  }

  /**
   * That of a data set of images [channels, height, width]; sums are taken in double, example after
   * example.
   *
   * @throws ArgumentException if the examples are no images
   */
  public static Normalization fit(Dataset train) {
    Shape image = requireImages(train.info());
    int channels = (int) image.size(0);
    int area = image.elements() / channels;
    double[] sum = new double[channels];
    double[] squares = new double[channels];
    int together = Math.max(1, TOGETHER / image.elements());
    for (Batch batch : DataLoader.of(train, together).epoch(0)) {
      float[] x = batch.x().toFloats();
      for (int i = 0; i < x.length; i++) {
        int channel = i / area % channels;
        sum[channel] += x[i];
        squares[channel] += (double) x[i] * x[i];
      }
    }
    double count = (double) train.size() * area;
    Double[] mean = new Double[channels];
    Double[] deviation = new Double[channels];
    for (int c = 0; c < channels; c++) {
      mean[c] = sum[c] / count;
      double variance = Math.max(0, squares[c] / count - mean[c] * mean[c]);
      // Less than half a step of a byte is what rounding leaves of equal pixels.
      deviation[c] = variance < 1e-9 ? 1 : Math.sqrt(variance);
    }
    return new Normalization(Arrays.asList(mean), Arrays.asList(deviation));
  }

  /** The shape of images, or an error. */
  static Shape requireImages(DatasetInfo info) {
    Shape input = info.input();
    if (input.rank() != 3) {
      throw new ArgumentException(
          "\"%s\" has examples %s, but images are [channels, height, width]."
              .formatted(info.name(), input));
    }
    return input;
  }

  /**
   * A data set whose inputs are normalized.
   *
   * @throws ArgumentException if its images have other channels
   */
  public Dataset of(Dataset images) {
    Shape image = requireImages(images.info());
    requireChannels("\"%s\" has images".formatted(images.info().name()), image);
    return new Normalized(images);
  }

  void requireChannels(String what, Shape image) {
    if (image.size(0) != mean.size()) {
      throw new ArgumentException(
          "%s %s, but the normalization is of %s channels.".formatted(what, image, mean.size()));
    }
  }

  /**
   * Changes numbers in place.
   *
   * @param images [n, channels, area], row-major
   */
  void apply(float[] images, int area) {
    for (int i = 0; i < images.length; i++) {
      int channel = i / area % mean.size();
      images[i] = (float) ((images[i] - mean.get(channel)) / deviation.get(channel));
    }
  }

  /** Changes numbers back that {@link #apply} changed. */
  void undo(float[] images, int area) {
    for (int i = 0; i < images.length; i++) {
      int channel = i / area % mean.size();
      images[i] = (float) (images[i] * deviation.get(channel) + mean.get(channel));
    }
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("mean", JsonArray.of(mean.stream().mapToDouble(d -> d).toArray()))
        .put("deviation", JsonArray.of(deviation.stream().mapToDouble(d -> d).toArray()))
        .build();
  }

  static Normalization read(JsonPlace json) {
    try {
      return new Normalization(
          Arrays.stream(json.doubles("mean")).boxed().toList(),
          Arrays.stream(json.doubles("deviation")).boxed().toList());
    } catch (ArgumentException e) {
      throw json.error(e.getMessage());
    }
  }

  private final class Normalized implements Dataset {
    private final Dataset images;

    Normalized(Dataset images) {
      this.images = images;
    }

    @Override
    public DatasetInfo info() {
      DatasetInfo info = images.info();
      return new DatasetInfo(info.name(), info.tensors(), info.task(), Scale.unknown());
    }

    @Override
    public int size() {
      return images.size();
    }

    @Override
    public Batch batch(int... examples) {
      return normalized(images.batch(examples));
    }

    @Override
    public Dataset inEpoch(int epoch) {
      return new Normalized(images.inEpoch(epoch));
    }

    private Batch normalized(Batch batch) {
      NamedTensors tensors = NamedTensors.none();
      for (var entry : batch.tensors().entries().entrySet()) {
        boolean isInput = entry.getKey().equals(Batch.X);
        tensors = tensors.with(entry.getKey(), isInput ? of(entry.getValue()) : entry.getValue());
      }
      return new Batch(tensors, batch.index());
    }

    private Tensor of(Tensor x) {
      float[] values = x.toFloats();
      Shape shape = x.shape();
      apply(values, (int) (shape.size(2) * shape.size(3)));
      return Tensor.wrap(new Storage.Float32(values), shape);
    }
  }
}
