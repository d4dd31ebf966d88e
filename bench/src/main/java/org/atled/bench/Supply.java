package org.atled.bench;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.atled.core.error.AtledException;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.images.ImageFile;
import org.atled.images.augment.Augmentation;
import org.atled.images.augment.Augmentations;
import org.atled.images.augment.Picture;

/**
 * What comes before a step of {@code resnet}: the 32 images of its batch decoded, or augmented, on
 * one thread. The rate is that time in hundredths of a step, on all the backend's threads: below
 * 100 a single thread keeps ahead of the training.
 *
 * @param training whose step waits for the images
 */
record Supply(Images images, ImageTraining training) implements Workload {
  private static final int BATCH = 32;
  private static final int SIDE = 32;
  private static final int CHANNELS = 3;
  private static final Seed SEED = Seed.of(1);

  /** What is done to them. */
  enum Images {
    PNG("32 PNG files of 3x32x32 decoded", () -> decoding("png")),
    JPEG("32 JPEG files of 3x32x32 decoded", () -> decoding("jpg")),
    FLIP_AND_CROP("32 images of 3x32x32: flip,crop:4", () -> augmenting("flip,crop:4")),
    RAND_AUGMENT("32 images of 3x32x32: randaugment", () -> augmenting("randaugment"));

    private final String shape;
    private final Supplier<IntConsumer> preparation;

    Images(String shape, Supplier<IntConsumer> preparation) {
      this.shape = shape;
      this.preparation = preparation;
    }
  }

  /** All of them. */
  static List<Workload> all() {
    return Arrays.stream(Images.values())
        .<Workload>map(each -> new Supply(each, ImageTraining.RESNET))
        .toList();
  }

  @Override
  public String name() {
    return "images";
  }

  @Override
  public String shape() {
    return images.shape;
  }

  @Override
  public Row measure(Effort effort) {
    IntConsumer batch = images.preparation.get();
    Times times = Times.ofSeconds(new Stopwatch(effort).seconds(1, batch));
    Times step = training.workloads().getFirst().measure(effort).times();
    Rate rate = new Rate(Rate.Unit.PERCENT_OF_STEP, 100 * times.median() / step.median());
    return Row.of(this, 1, times, Optional.of(rate));
  }

  @Override
  public Optional<Demand> demand() {
    return Optional.empty();
  }

  private static IntConsumer decoding(String format) {
    String name = "slopes." + format;
    byte[] file = resource(name);
    return _ -> {
      for (int i = 0; i < BATCH; i++) {
        ImageFile.read(file, name);
      }
    };
  }

  /** A picture of slopes with noise, as photographs have. */
  private static byte[] resource(String name) {
    try (InputStream bytes = Supply.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(bytes, name).readAllBytes();
    } catch (IOException e) {
      throw new AtledException(name + " of the benchmarks cannot be read: " + e.getMessage(), e);
    }
  }

  private static IntConsumer augmenting(String text) {
    List<Augmentation> augmentations = Augmentations.parse(text);
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      Draws draws = SEED.at("picture").at(i).draws();
      float[] values = new float[CHANNELS * SIDE * SIDE];
      for (int j = 0; j < values.length; j++) {
        values[j] = (float) draws.uniform();
      }
      pictures.add(new Picture(values, CHANNELS, SIDE, SIDE));
    }
    return epoch -> {
      for (int i = 0; i < BATCH; i++) {
        Picture picture = pictures.get(i);
        for (Augmentation augmentation : augmentations) {
          Draws draws = SEED.at("epoch").at(epoch).at(i).draws();
          picture = ((Augmentation.OfOne) augmentation).of(picture, draws);
        }
      }
    };
  }
}
