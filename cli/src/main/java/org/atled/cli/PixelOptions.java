package org.atled.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Split;
import org.atled.images.ImagePreparation;
import org.atled.images.Normalization;
import org.atled.images.augment.Augmentation;
import org.atled.images.augment.Augmentations;
import org.atled.images.augment.AugmentedDataset;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** What becomes of the pixels of images before they are learned. */
final class PixelOptions {
  @Option(
      names = "--augment",
      paramLabel = "CHANGE",
      split = ",",
      converter = AugmentationConverter.class,
      description =
          "Change images anew in each epoch of training, as below, such as flip,crop:4,erase; the"
              + " same seed gives the same changes.")
  List<Augmentation> augment = new ArrayList<>();

  @Option(
      names = "--normalize",
      description =
          "Of images: less the mean and by the deviation of each channel of the training part;"
              + " saved with the model.")
  boolean normalize;

  /**
   * Refuses options that a table has no use for.
   *
   * @throws ParameterException if there is one
   */
  void refuse(CommandLine line) {
    if (normalize) {
      throw new ParameterException(
          line,
          "Option '--normalize' goes with images; the numbers of a table are standardised anyway."
              + " Leave it out.");
    }
    if (!augment.isEmpty()) {
      throw new ParameterException(
          line, "Option '--augment' goes with images, not with a table; leave it out.");
    }
  }

  /**
   * Refuses them where the examples are no images.
   *
   * @throws ArgumentException if there is one
   */
  void check(DatasetInfo info) {
    if (info.input().rank() != 3 && (normalize || !augment.isEmpty())) {
      throw new ArgumentException(
          "Option '%s' goes with images [channels, height, width], but \"%s\" has examples %s; leave it out."
              .formatted(normalize ? "--normalize" : "--augment", info.name(), info.input()));
    }
  }

  /** The normalization of a training part, if it is asked for. */
  Optional<Normalization> normalization(Dataset train) {
    return normalize ? Optional.of(Normalization.fit(train)) : Optional.empty();
  }

  /** What is learned from, and what is measured on. */
  Split prepared(Split split, ImagePreparation preparation, Seed seed) {
    Dataset train =
        augment.isEmpty() ? split.train() : AugmentedDataset.of(split.train(), seed, augment);
    return new Split(preparation.of(train), preparation.of(split.test()));
  }

  /** A line on what is changed. */
  Optional<String> line() {
    return Optional.of(augment)
        .filter(list -> !list.isEmpty())
        .map(list -> "augmented: " + Augmentations.text(list));
  }

  /** Reads one of them. */
  static final class AugmentationConverter implements ITypeConverter<Augmentation> {
    @Override
    public Augmentation convert(String text) {
      try {
        return Augmentations.parse(text).getFirst();
      } catch (ArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
