package org.atled.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.data.Dataset;
import org.atled.data.Task;
import org.atled.images.ImageFile;
import org.atled.images.ImageModel;
import org.atled.plot.Figure;
import org.atled.plot.ImageFigures;
import org.atled.plot.ModelFigures;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Which figures are drawn, and of which image. */
final class FigureOptions {
  @Option(
      names = "--figures",
      paramLabel = "NAME",
      split = ",",
      converter = FigureName.Converter.class,
      description = "Draw only these, parted by commas, such as filters or cam,occlusion.")
  List<FigureName> names = new ArrayList<>();

  @Option(
      names = "--image",
      paramLabel = "FILE",
      description =
          "Draw what the model sees in this PNG, JPEG, BMP or GIF file, brought to the form of the"
              + " images that it learned from.")
  Optional<Path> file = Optional.empty();

  @Option(
      names = "--example",
      paramLabel = "N",
      description =
          "Draw what the model sees in this one of the images that were kept from it, numbered from"
              + " 0.")
  Optional<Integer> example = Optional.empty();

  @Option(
      names = "--layer",
      paramLabel = "PATH",
      description =
          "The layer for features and cam, such as layer2.0 (default: the last that gives maps of"
              + " more than one place).")
  Optional<String> layer = Optional.empty();

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description = "The class for cam and occlusion (default: what the model takes it for).")
  Optional<String> asked = Optional.empty();

  /** Whether figures of an image are drawn. */
  boolean haveImage() {
    return file.isPresent() || example.isPresent();
  }

  /** Whether the usual figures, of the model and its data, are drawn. */
  boolean drawUsual() {
    return names.isEmpty() ? !haveImage() : names.stream().anyMatch(name -> !name.isOfAnImage());
  }

  /** Whether the examples are needed that were kept from the model. */
  boolean takeData() {
    return example.isPresent()
        || (names.isEmpty() ? !haveImage() : names.stream().anyMatch(FigureName::takesData));
  }

  /** Whether a figure is wanted of those that are drawn. */
  boolean want(String name) {
    return names.isEmpty() || names.stream().anyMatch(each -> each.toString().equals(name));
  }

  /**
   * Refuses what does not go together.
   *
   * @throws ParameterException if something does not
   */
  void check(CommandLine line) {
    if (file.isPresent() && example.isPresent()) {
      throw new ParameterException(
          line, "Options '--image' and '--example' each name an image; leave one of them out.");
    }
    Optional<FigureName> ofImage = names.stream().filter(FigureName::isOfAnImage).findFirst();
    if (!haveImage() && ofImage.isPresent()) {
      throw new ParameterException(
          line,
          "The figure %s is drawn of an image; give one by --image FILE, or by --example N one of those that were kept from the model."
              .formatted(ofImage.get()));
    }
    if (!haveImage() && (layer.isPresent() || asked.isPresent())) {
      throw new ParameterException(
          line,
          "Option '%s' goes with an image; give one by --image FILE or --example N, or leave it out."
              .formatted(layer.isPresent() ? "--layer" : "--class"));
    }
    checkConcerns(line, "--layer", layer, "features and cam", FigureName::isOfALayer);
    checkConcerns(line, "--class", asked, "cam and occlusion", FigureName::isOfAClass);
  }

  private void checkConcerns(
      CommandLine line,
      String option,
      Optional<String> value,
      String concerned,
      Predicate<FigureName> concerns) {
    if (value.isPresent() && !names.isEmpty() && names.stream().noneMatch(concerns)) {
      throw new ParameterException(
          line,
          "Option '%s' is for the figures %s, and '--figures' names neither; leave it out."
              .formatted(option, concerned));
    }
  }

  /**
   * Figures of the image.
   *
   * @param kept examples that were kept from the model, for {@code --example}
   * @param notDrawn gets a line for each that cannot be drawn of this model
   * @throws ArgumentException if one that was asked for cannot be drawn, or none of those that the
   *     named layer or class is for
   */
  List<ModelFigures.Named> ofImage(
      ImageModel model, Optional<Dataset> kept, List<String> notDrawn) {
    ImageFigures figures = figures(model, kept);
    List<ModelFigures.Named> all = new ArrayList<>();
    Map<FigureName, ArgumentException> failed = new EnumMap<>(FigureName.class);
    for (FigureName name :
        Arrays.stream(FigureName.values()).filter(FigureName::isOfAnImage).toList()) {
      if (want(name.toString())) {
        try {
          all.add(new ModelFigures.Named(name.toString(), figure(figures, name)));
        } catch (ArgumentException e) {
          if (!names.isEmpty()) {
            throw e;
          }
          failed.put(name, e);
          notDrawn.add("not drawn: " + name + ": " + e.getMessage());
        }
      }
    }
    if (layer.isPresent()) {
      requireOne(failed, FigureName.FEATURES, FigureName.CAM);
    }
    if (asked.isPresent()) {
      requireOne(failed, FigureName.OCCLUSION, FigureName.CAM);
    }
    return all;
  }

  private static void requireOne(
      Map<FigureName, ArgumentException> failed, FigureName one, FigureName other) {
    if (failed.containsKey(one) && failed.containsKey(other)) {
      throw failed.get(one);
    }
  }

  private static Figure figure(ImageFigures figures, FigureName name) {
    return switch (name) {
      case FEATURES -> figures.features();
      case ACTIVATIONS -> figures.activations();
      case CAM -> figures.cam();
      case OCCLUSION -> figures.occlusion();
      case LEARNING_CURVES, CONFUSION_MATRIX, DECISION_MAP, FOUND, WEIGHTS, FILTERS ->
          throw new IllegalArgumentException(name + " is not drawn of an image.");
    };
  }

  private ImageFigures figures(ImageModel model, Optional<Dataset> kept) {
    Tensor pixels =
        file.map(path -> model.format().of(ImageFile.read(path)).toTensor())
            .orElseGet(() -> model.preparation().undone(example(kept.orElseThrow())));
    String name =
        file.map(path -> path.getFileName().toString())
            .orElseGet(() -> "example " + example.orElseThrow() + named(model, kept.orElseThrow()));
    Tensor image = model.preparation().of(pixels);
    ImageFigures figures = ImageFigures.of(model.saved(), image, name).shown(pixels);
    figures = layer.isPresent() ? figures.layer(layer.get()) : figures;
    return asked.isPresent() ? figures.ofClass(asked.get()) : figures;
  }

  /** The class that an example is of: {@code (dark)}, after a space. */
  private String named(ImageModel model, Dataset kept) {
    return model.info().task() instanceof Task.Classification(List<String> classes)
        ? " (" + classes.get((int) kept.batch(example.orElseThrow()).y().toLongs()[0]) + ")"
        : "";
  }

  private Tensor example(Dataset kept) {
    int number = example.orElseThrow();
    if (number < 0 || number >= kept.size()) {
      throw new ArgumentException(
          "There is no example %d; %s examples were kept from the model, numbered from 0."
              .formatted(number, Text.grouped(kept.size())));
    }
    return kept.batch(number).x().get(0);
  }
}
