package org.atled.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.Spelling;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Module;
import org.atled.nn.inspect.ClassActivationMap;
import org.atled.nn.inspect.FeatureMaps;
import org.atled.nn.inspect.Occlusion;
import org.atled.train.Objective;
import org.atled.train.SavedModel;

/**
 * What a trained model sees in one image: the maps of its layers, and which places speak for a
 * class.
 *
 * <pre>{@code
 * ImageFigures cat = ImageFigures.of(saved, x, "cat.jpg");
 * cat.cam().save(Path.of("figures"), "cam");
 * cat.layer("layer2").features().save(Path.of("figures"), "features");
 * }</pre>
 */
public final class ImageFigures {
  private static final int MOST = 40;
  private static final int COLUMNS = 8;

  private final SavedModel saved;
  private final Tensor image;
  private final Tensor picture;
  private final String name;
  private final Optional<String> layer;
  private final Optional<String> asked;

  private ImageFigures(
      SavedModel saved,
      Tensor image,
      Tensor picture,
      String name,
      Optional<String> layer,
      Optional<String> asked) {
    this.saved = saved;
    this.image = image;
    this.picture = picture;
    this.name = name;
    this.layer = layer;
    this.asked = asked;
  }

  /**
   * Of an image, the last layer that gives maps, and the class that the model takes it for.
   *
   * @param image [channels, height, width], as the network takes it
   * @param name how titles call it
   * @throws ShapeException if the model learned from other ones
   */
  public static ImageFigures of(SavedModel saved, Tensor image, String name) {
    if (image.shape().rank() != 3 || !image.shape().equals(saved.info().input())) {
      throw new ShapeException(
          "\"%s\" is %s, but the model learned from %s and figures of images take [channels, height, width]."
              .formatted(name, image.shape(), saved.info().input()));
    }
    return new ImageFigures(saved, image, image, name, Optional.empty(), Optional.empty());
  }

  /** With the image as people see it, from 0 to 1, if the network takes other numbers. */
  public ImageFigures shown(Tensor asPeopleSee) {
    return new ImageFigures(saved, image, asPeopleSee, name, layer, asked);
  }

  /** With the layer of this path for features and class activation maps. */
  public ImageFigures layer(String path) {
    return new ImageFigures(saved, image, picture, name, Optional.of(path), asked);
  }

  /** With the class that is asked about. */
  public ImageFigures ofClass(String className) {
    return new ImageFigures(saved, image, picture, name, layer, Optional.of(className));
  }

  /**
   * The maps of one layer, all on one scale.
   *
   * @throws ArgumentException if the layer gives none; it lists those that do
   */
  public Figure features() {
    FeatureMaps maps = FeatureMaps.of(saved.model(), image);
    FeatureMaps.Of found = layer.map(maps::at).orElseGet(maps::last);
    int all = (int) found.maps().shape().size(0);
    int shown = Math.min(MOST, all);
    String some = shown < all ? ": " + shown + " of " + all + " maps" : "";
    ImageGrid grid = ImageGrid.of("What " + found.layer() + " sees in " + name + some, COLUMNS);
    grid = grid.diverging().image(Planes.coloured(picture), "the image");
    for (int channel = 0; channel < shown; channel++) {
      grid = grid.image(plane(found.maps().get(channel)), "channel " + channel);
    }
    return grid.figure();
  }

  /**
   * How the image goes through the network: of each layer that gives maps of more than one place
   * the one with the largest number, each on its own scale.
   *
   * @throws ArgumentException if there is none
   */
  public Figure activations() {
    FeatureMaps maps = FeatureMaps.of(saved.model(), image);
    maps.last();
    List<FeatureMaps.Of> different = new ArrayList<>();
    for (FeatureMaps.Of each : maps.all()) {
      if (each.hasPlaces() && (different.isEmpty() || !same(different.getLast(), each))) {
        different.add(each);
      }
    }
    int shown = Math.min(MOST, different.size());
    String some = shown < different.size() ? ": " + shown + " of " + different.size() : "";
    String title = "How " + name + " goes through the layers" + some;
    ImageGrid grid = ImageGrid.of(title, COLUMNS).image(Planes.coloured(picture), "the image");
    for (int i = 0; i < shown; i++) {
      FeatureMaps.Of each =
          different.get(shown == 1 ? 0 : i * (different.size() - 1) / (shown - 1));
      Tensor found = each.maps();
      int channel = (int) found.max(-2, -1).argmax(0).toLongs()[0];
      String caption =
          "%s, channel %d of 0 to %d".formatted(each.layer(), channel, found.shape().size(0) - 1);
      grid = grid.signed(plane(found.get(channel)), caption);
    }
    return grid.figure();
  }

  /** As large as the image. */
  private double[][] plane(Tensor map) {
    return Planes.sized(map, (int) picture.shape().size(1), (int) picture.shape().size(2));
  }

  /** A container gives what its last layer gave. */
  private static boolean same(FeatureMaps.Of a, FeatureMaps.Of b) {
    return a.maps().shape().equals(b.maps().shape()) && a.maps().allClose(b.maps(), 0, 0);
  }

  /**
   * Where the model sees what speaks for the class, by a {@link ClassActivationMap}.
   *
   * @throws ArgumentException if the model tells no classes apart, or not this one, or no layer of
   *     it gives maps
   */
  public Figure cam() {
    Asked of = asked();
    ClassActivationMap found =
        ClassActivationMap.of(saved.model(), image, outputs -> logit(outputs, of.place()), layer);
    double[][][] coloured = Planes.coloured(picture);
    long height = picture.shape().size(1);
    long width = picture.shape().size(2);
    String size = "%d×%d".formatted(found.map().shape().size(0), found.map().shape().size(1));
    String where = found.layer().isEmpty() ? "" : " of " + title(found.layer());
    String title =
        "Where %s speaks for %s: %s%s, %s".formatted(name, of.name(), found.method(), where, of);
    return ImageGrid.of(title, 3)
        .image(coloured, "the image")
        .signed(plane(found.map()), found.method() + ", " + size)
        .image(Planes.under(coloured, Planes.one(found.scaled(height, width))), "both")
        .figure();
  }

  private String title(String path) {
    return saved.module().modules().stream()
        .filter(module -> module.path().equals(path))
        .findFirst()
        .map(Module::title)
        .orElse(path);
  }

  /** Of the network's outputs for one image. */
  private Tensor logit(Tensor outputs, int place) {
    Tensor all = outputs.flatten(0);
    return saved.objective() instanceof Objective.Logit
        ? place == 1 ? all.get(0) : all.get(0).neg()
        : all.get(place);
  }

  /**
   * By how much the probability of the class falls as squares of the image are covered: {@link
   * Occlusion}.
   *
   * @throws ArgumentException if the model tells no classes apart, or not this one
   */
  public Figure occlusion() {
    Asked of = asked();
    Occlusion found = Occlusion.of(images -> probabilities(images).select(1, of.place()), image);
    double[][] falls = found.falls();
    double[][][] coloured = Planes.coloured(picture);
    String title =
        "What of %s speaks for %s: squares of %d×%d covered, %s"
            .formatted(name, of.name(), found.size(), found.size(), of);
    double least = found.covered().min().item();
    return ImageGrid.of(title, 3)
        .image(coloured, "the image")
        .signed(falls, String.format(Locale.ROOT, "the fall, down to %.2f", least))
        .image(Planes.under(coloured, falls), "both")
        .figure();
  }

  private Tensor probabilities(Tensor images) {
    return Autograd.noGrad(() -> saved.objective().predictions(saved.model().apply(images)));
  }

  /** The class that is asked about, and what the model gives it. */
  private record Asked(String name, int place, double probability) {
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "P(%s) = %.2f", name, probability);
    }
  }

  private Asked asked() {
    List<String> classes =
        saved
            .objective()
            .named()
            .orElseThrow(() ->
                new ArgumentException(
                    "The model gives numbers and tells no classes apart, for which parts of an"
                        + " image could speak; its features can be drawn."));
    double[] all = probabilities(image.unsqueeze(0)).toDoubles();
    int place = asked.map(wanted -> place(wanted, classes)).orElseGet(() -> Field.winner(all));
    return new Asked(classes.get(place), place, all[place]);
  }

  private static int place(String wanted, List<String> classes) {
    if (!classes.contains(wanted)) {
      throw new ArgumentException(
          "The model knows no class \"%s\".%s There are: %s."
              .formatted(wanted, Spelling.guess(wanted, classes), String.join(", ", classes)));
    }
    return classes.indexOf(wanted);
  }
}
