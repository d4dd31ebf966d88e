package org.atled.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.data.Dataset;
import org.atled.data.Task;
import org.atled.images.ArrayOrigin;
import org.atled.images.ImageArrays;
import org.atled.images.ImageFolder;
import org.atled.images.ImageModel;
import org.atled.images.ImageOrigin;
import org.atled.images.ImageReading;

/**
 * Images of a folder, or in arrays, on which a model of images is measured.
 *
 * @param faults of images that were left out
 * @param lost classes of which no image is left
 * @param note what the measurement is of, where somebody may take it for another
 */
record ImageExam(Dataset examples, List<String> faults, List<String> lost, Optional<String> note) {
  /**
   * All images of a folder, as the model takes them; of the folder that it learned from those that
   * were kept from it, if they are known.
   *
   * @throws ArgumentException if it has other classes than the model knows
   */
  static ImageExam of(ImageModel model, Path folder, BadImages bad) {
    Optional<ImageOrigin> own = model.preparation().origin().filter(from -> from.isOf(folder));
    if (own.filter(ImageOrigin::isKnown).isPresent()) {
      return ofOrigin(model, own.get(), bad)
          .noting("the model learned from this folder; these are the images kept from it");
    }
    ImageFolder images = ImageFolder.toMeasure(folder);
    List<String> known =
        model.info().task() instanceof Task.Classification(List<String> names) ? names : List.of();
    if (!known.equals(images.classes())) {
      throw new ArgumentException(
          "The model knows the classes %s, but %s has the folders %s; name a folder with those."
              .formatted(String.join(", ", known), folder, String.join(", ", images.classes())));
    }
    ImageExam all = read(model, images, bad.reading(model.format()));
    if (own.isPresent()) {
      return all.noting(
          "the model learned from most of these images; the folder has other files since, so that"
              + " those kept from it are not known");
    }
    int learned = model.preparation().origin().map(from -> from.learned(images.test())).orElse(0);
    return learned == 0
        ? all
        : all.noting("the model learned from " + Text.grouped(learned) + " of these images");
  }

  /** Of the folder or arrays that the model learned from the images that were kept from it. */
  static Optional<ImageExam> kept(ImageModel model, BadImages bad) {
    Optional<ArrayOrigin> arrays = model.preparation().arrays();
    if (arrays.isPresent()) {
      Dataset kept = arrays.get().kept(model.info().name());
      return Optional.of(ImageExam.of(model.preparation().of(kept)));
    }
    Optional<ImageOrigin> origin = model.preparation().origin();
    return origin.map(from -> ofOrigin(model, from, bad));
  }

  /**
   * Of arrays, images and their labels.
   *
   * @throws StateException if the model did not learn from arrays, so that it is not known which
   *     label stands for which class
   */
  static ImageExam of(ImageModel model, Path folder, Optional<ImageArrays.Part> named) {
    Optional<ArrayOrigin> origin = model.preparation().arrays();
    if (origin.isEmpty() || named.isEmpty()) {
      throw new StateException(
          "The model in "
              + folder
              + " learned from images, and is measured on those that were kept from it if no other"
              + " are named, on a folder of images with the same classes"
              + (origin.isEmpty() ? "." : ", or on arrays: FILE.npz --arrays x,y."));
    }
    ImageArrays.Part part = named.get();
    Dataset others = origin.get().others(ArrayLesson.name(part.images()), part);
    ImageExam exam = ImageExam.of(model.preparation().of(others));
    return origin.get().learned(part.images())
        ? exam.noting("the model learned from some of these images, or all")
        : exam;
  }

  private static ImageExam of(Dataset examples) {
    return new ImageExam(examples, List.of(), List.of(), Optional.empty());
  }

  private static ImageExam ofOrigin(ImageModel model, ImageOrigin origin, BadImages bad) {
    BadImages.Effect usual = origin.skips() ? BadImages.Effect.SKIP : BadImages.Effect.STOP;
    return read(model, origin.images(), bad.reading(model.format(), usual));
  }

  private ImageExam noting(String what) {
    return new ImageExam(examples, faults, lost, Optional.of("note: " + what));
  }

  private static ImageExam read(ImageModel model, ImageFolder images, ImageReading reading) {
    String name = TableFile.name(images.folder().toAbsolutePath().normalize());
    ImageReading.Result read = reading.readToMeasure(name, images.classes(), images.test());
    Dataset examples = model.preparation().of(read.examples());
    return new ImageExam(examples, read.faults(), read.lost(), Optional.empty());
  }

  /** What people may want to know before the numbers. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(ImageLesson.leftOut(faults));
    lines.addAll(ImageLesson.lost(lost));
    note.ifPresent(lines::add);
    return lines;
  }
}
