package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code atled plot} draws of an image. */
class PlotImagesTest {
  @TempDir static Path shared;
  @TempDir Path folder;

  private static String model;
  private static String image;

  @BeforeAll
  static void train() throws IOException {
    Path pets = shared.resolve("pets");
    for (String name : List.of("dark", "light")) {
      Path of = Files.createDirectories(pets.resolve(name));
      for (int i = 0; i < 10; i++) {
        Files.write(
            of.resolve(i + ".bmp"),
            ImagesTest.bmp(15 + i % 3, (name.equals("dark") ? 30 : 180) + i));
      }
    }
    model = shared.resolve("model").toString();
    image = pets.resolve("light").resolve("3.bmp").toString();
    Atled.done(
        "train",
        pets.toString(),
        "--model",
        "cnn",
        "--size",
        "12",
        "--epochs",
        "2",
        "--normalize",
        "--out",
        model);
  }

  private static List<String> names(JsonPlace json) {
    return json.list("figures").stream().map(figure -> figure.string("name")).toList();
  }

  private JsonPlace plot(String... options) {
    String[] all = new String[options.length + 5];
    System.arraycopy(options, 0, all, 5, options.length);
    System.arraycopy(
        new String[] {"plot", model, "--out", folder.toString(), "--json"}, 0, all, 0, 5);
    return Atled.run(all).json();
  }

  @Test
  void kernelsAreAmongTheUsualFigures() {
    assertThat(names(plot())).containsExactly("learning-curves", "confusion-matrix", "filters");
    assertThat(names(plot("--figures", "filters"))).containsExactly("filters");
  }

  @Test
  void anImageHasFiguresOfItsOwn() throws IOException {
    JsonPlace json = plot("--image", image);

    assertThat(names(json)).containsExactly("features", "activations", "cam", "occlusion");
    assertThat(Files.readString(folder.resolve("occlusion.svg")))
        .contains("What of 3.bmp speaks for ");
    assertThat(json.list("figures").get(2).string("title"))
        .contains("Grad-CAM of MaxPool2d \"5\", P(");
    JsonPlace some =
        plot("--example", "1", "--figures", "cam,filters", "--class", "dark", "--layer", "2");
    assertThat(names(some)).containsExactly("filters", "cam");
    assertThat(some.list("figures").getLast().string("title"))
        .startsWith(
            "Where example 1 (dark) speaks for dark: Grad-CAM of MaxPool2d \"2\", P(dark) = 0.");
    JsonPlace features = plot("--example", "3", "--figures", "features");
    assertThat(features.list("figures").getFirst().string("title"))
        .isEqualTo("What MaxPool2d \"5\" sees in example 3 (light): 40 of 64 maps");
  }

  @Test
  void whatIsNotThereIsNamed() {
    Atled.run("plot", model, "--image", image, "--layer", "9")
        .failed(
            2, "No layer \"9\" gives maps [channels, height, width]. There are: 0, 1, 2, 3, 4, 5.");
    Atled.run("plot", model, "--image", image, "--class", "lihgt")
        .failed(
            2,
            "The model knows no class \"lihgt\". Did you mean \"light\"? There are: dark, light.");
    Atled.run("plot", model, "--example", "4")
        .failed(2, "There is no example 4; 4 examples were kept from the model, numbered from 0.");
    Atled.run("plot", model, "--figures", "decision-map")
        .failed(
            2,
            "The figure decision-map cannot be drawn of the model in "
                + model
                + ". Without --figures all is drawn that can be.");
  }

  @Test
  void whatDoesNotGoTogetherIsRefused() {
    Atled.run("plot", model, "--figures", "cams")
        .failed(
            2,
            "Invalid value for option '--figures' (NAME): there is no figure \"cams\". Did you mean"
                + " \"cam\"? There are: learning-curves, confusion-matrix, decision-map, found,"
                + " weights, filters, features, activations, cam, occlusion.");
    Atled.run("plot", model, "--figures", "filters,cam")
        .failed(
            2,
            "The figure cam is drawn of an image; give one by --image FILE, or by --example N one"
                + " of those that were kept from the model.");
    Atled.run("plot", model, "--class", "dark")
        .failed(
            2,
            "Option '--class' goes with an image; give one by --image FILE or --example N, or leave"
                + " it out.");
    Atled.run("plot", model, "--image", image, "--example", "1")
        .failed(2, "Options '--image' and '--example' each name an image; leave one of them out.");
    Atled.run("plot", model, "--image", image, "--figures", "occlusion", "--layer", "0")
        .failed(
            2,
            "Option '--layer' is for the figures features and cam, and '--figures' names neither;"
                + " leave it out.");
    Atled.run("plot", model, "--image", image, "--figures", "features", "--class", "dark")
        .failed(
            2,
            "Option '--class' is for the figures cam and occlusion, and '--figures' names neither;"
                + " leave it out.");
    Atled.run("plot", model, "--image", image, "--data", "elsewhere")
        .failed(
            2,
            "Option '--data' is for figures that are drawn of data, and none of these is; leave it"
                + " out.");
    Atled.run("plot", model, "--image", image, "--bad-images", "skip")
        .failed(
            2,
            "Option '--bad-images' goes with a folder of images; none of these figures reads one;"
                + " leave it out.");
  }

  @Test
  void otherModelsHaveLessToDraw() {
    String xor = shared.resolve("xor").toString();
    Atled.done("train", "xor", "--epochs", "1", "--out", xor);

    Atled.run("plot", xor, "--image", image)
        .failed(2, "The model in " + xor + " learned from xor, examples [2], and not from images.");
    assertThat(Atled.run("plot", xor, "--figures", "filters").err())
        .startsWith("atled: The network has no convolution over images, Conv2d,");
    String flat = shared.resolve("flat").toString();
    Atled.done(
        "train",
        shared.resolve("pets").toString(),
        "--model",
        "mlp:4",
        "--size",
        "10",
        "--epochs",
        "1",
        "--out",
        flat);
    Atled ran = Atled.done("plot", flat, "--image", image);
    assertThat(ran.out())
        .contains("occlusion.svg", "not drawn: cam: No layer of the network gives maps")
        .doesNotContain("features.svg");
    assertThat(Atled.done("plot", flat, "--image", image, "--class", "dark").out())
        .contains("occlusion.svg", "not drawn: cam: No layer of the network gives maps");
    Atled.run("plot", flat, "--image", image, "--layer", "0")
        .failed(
            2,
            "No layer \"0\" gives maps [channels, height, width]. There are: none, as the network"
                + " has no convolutions.");
  }
}
