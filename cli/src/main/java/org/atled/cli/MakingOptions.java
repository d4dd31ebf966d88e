package org.atled.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.Spelling;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.Task;
import org.atled.formats.file.AtomicFile;
import org.atled.formats.npy.Npy;
import org.atled.generative.Generative;
import org.atled.generative.Wish;
import org.atled.plot.Chart;
import org.atled.plot.Tiles;
import org.atled.train.SavedModel;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a model that makes examples is to make, and where they go. */
@SuppressWarnings("NullAway.Init")
final class MakingOptions {
  /** How many when nobody says. */
  private static final int COUNT = 64;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "Where examples go: a picture of them, .png, or their numbers, .npy (default:"
              + " MODEL.png).")
  Optional<Path> out = Optional.empty();

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description =
          "Make examples of this class, where the model learned classes (gan, diffusion).")
  Optional<String> label = Optional.empty();

  @Option(
      names = "--guidance",
      paramLabel = "G",
      converter = Numbers.Decay.class,
      description =
          "How strongly examples are pushed to their class: 1 as learned, 2 clearer and less"
              + " varied (default: 1.5).")
  Optional<Double> guidance = Optional.empty();

  @Option(
      names = "--steps",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "Steps of a diffusion model from noise to example (default: 50).")
  Optional<Integer> steps = Optional.empty();

  @Option(
      names = "--eta",
      paramLabel = "E",
      converter = Numbers.Decay.class,
      description =
          "New noise in each of these steps, from 0, none (DDIM), to 1 (DDPM; default: 0).")
  Optional<Double> eta = Optional.empty();

  @Mixin JudgeOptions judging;

  /**
   * What was made.
   *
   * @param shape of all of it
   * @param found what a judge says of it, if one was asked
   */
  record Made(Path file, Shape shape, Optional<JudgeOptions.Found> found) {}

  /**
   * Makes examples and writes them.
   *
   * @param folder of the model
   */
  Made make(
      Path folder,
      SavedModel saved,
      Optional<Integer> wanted,
      Seed seed,
      CommandLine line,
      Progress progress) {
    if (!(saved.module() instanceof Generative model)) {
      throw new ParameterException(
          line,
          "The model in %s, %s, makes nothing: it %s. To generate, train one with --model vae, gan or diffusion."
              .formatted(
                  folder,
                  saved.module().getClass().getSimpleName(),
                  Models.makes(saved)
                      ? "brings what it is given through a code"
                      : "tells of what it is given, see atled predict"));
    }
    Path file = out.orElse(Path.of(folder + ".png"));
    boolean isArray = file.toString().toLowerCase(Locale.ROOT).endsWith(".npy");
    if (!isArray && !file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
      throw new ParameterException(
          line,
          "Option '--out' takes a picture, .png, or an array, .npy, not \"%s\".".formatted(file));
    }
    judging.check(line);
    Wish wish = wish(saved, wanted.orElse(judging.judge.isPresent() ? JudgeOptions.COUNT : COUNT));
    Optional<JudgeOptions.Judging> judge = judging.begin(folder, saved, progress);
    Tensor made = model.generate(wish, seed);
    if (isArray) {
      Npy.write(file, made);
    } else {
      draw(file, made, saved);
    }
    return new Made(file, made.shape(), judge.map(j -> j.of(model, wish, made)));
  }

  private static void draw(Path file, Tensor made, SavedModel saved) {
    Shape each = saved.info().input();
    if (each.rank() == 3) {
      AtomicFile.write(file, Tiles.png(made, Tiles.square((int) made.shape().size(0))));
      return;
    }
    if (!each.equals(Shape.of(2))) {
      throw new ArgumentException(
          "Examples %s are neither images nor points of the plane, which a picture could show; write their numbers: --out FILE.npy."
              .formatted(each));
    }
    String name = TableFile.name(file);
    Path parent = file.toAbsolutePath().getParent();
    Chart.of("Made like " + saved.info().name(), "x", "y")
        .equalAxes()
        .points("made", made.select(1, 0).toDoubles(), made.select(1, 1).toDoubles())
        .figure()
        .save(parent == null ? file : parent, name.substring(0, name.length() - ".png".length()));
  }

  private Wish wish(SavedModel saved, int count) {
    return new Wish(count, label.map(name -> place(name, saved)), guidance, steps, eta);
  }

  /** A class by its name. */
  private static int place(String name, SavedModel saved) {
    List<String> classes =
        saved.info().task() instanceof Task.Classification(List<String> names) ? names : List.of();
    int place = classes.indexOf(name);
    if (place < 0) {
      throw new ArgumentException(
          "The model learned from no class \"%s\".%s There are: %s."
              .formatted(
                  name,
                  Spelling.guess(name, classes),
                  classes.isEmpty() ? "none" : String.join(", ", classes)));
    }
    return place;
  }
}
