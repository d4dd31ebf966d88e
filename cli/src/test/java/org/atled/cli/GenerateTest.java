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

/** Models that make examples, at the command line: small ones of points, so that they are quick. */
class GenerateTest {
  @TempDir private static Path shared;

  private static String diffusion;
  private static String vae;

  @TempDir private Path folder;

  @BeforeAll
  static void train() {
    diffusion = shared.resolve("diffusion").toString();
    vae = shared.resolve("vae").toString();
    Atled trained =
        Atled.done(
            "train", "moons", "--model", "diffusion:width=16", "--epochs", "2", "--out", diffusion);
    assertThat(trained.out())
        .contains(
            "Diffusion(PointDenoiser(2, width 16), 400 steps, cosine)",
            "training: diffusion:cosine,width=16, adam 0.002 cosine, 2 epochs of batches of 64",
            "saved to " + diffusion,
            "next: ./atled generate " + diffusion + " --out grid.png");
    Atled.done("train", "moons", "--model", "vae:2", "--epochs", "2", "--out", vae);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aRunIsKeptAndGoesOn() throws IOException {
    String whole = file("whole");
    String half = file("half");
    Path log = folder.resolve("run.jsonl");
    Atled.done(
        "train",
        "moons",
        "--model",
        "vae:2",
        "--epochs",
        "4",
        "--schedule",
        "constant",
        "--out",
        whole,
        "--tensorboard",
        file("board"));
    Atled.done(
        "train",
        "moons",
        "--model",
        "vae:2",
        "--epochs",
        "2",
        "--schedule",
        "constant",
        "--out",
        half,
        "--checkpoint-steps",
        "5",
        "--log",
        log.toString());
    assertThat(Path.of(half, "checkpoints")).isDirectoryContaining("glob:**.ckpt");
    assertThat(Atled.done("train", "--resume", half, "--epochs", "4").out())
        .contains("resumed: ", " and 2 whole epochs");

    assertThat(weights(half)).isEqualTo(weights(whole));
    assertThat(log).content().contains("\"epoch\":4");
    assertThat(Path.of(file("board"))).isNotEmptyDirectory();
    String again = file("again");
    Atled.done("train", file("half/run.yaml"), "--out", again);
    assertThat(weights(again)).isEqualTo(weights(whole));
    assertThat(Atled.done("compare", half, again).out()).contains("completed");
    assertThat(
            Atled.done("train", "moons", "--model", "vae:2", "--out", file("dry"), "--dry-run")
                .out())
        .startsWith("dataset: moons\nmodel: ");
    assertThat(Path.of(file("dry"))).doesNotExist();
  }

  private static byte[] weights(String folder) throws IOException {
    return Files.readAllBytes(Path.of(folder, "model.safetensors"));
  }

  @Test
  void theSameSeedMakesTheSame() throws IOException {
    for (String name : new String[] {"a.npy", "b.npy"}) {
      assertThat(
              Atled.done(
                      "generate",
                      diffusion,
                      "--count",
                      "5",
                      "--seed",
                      "3",
                      "--class",
                      "1",
                      "--guidance",
                      "2",
                      "--steps",
                      "10",
                      "--out",
                      file(name))
                  .out())
          .isEqualTo("made [5, 2] in " + file(name) + System.lineSeparator());
    }
    Atled.done("generate", diffusion, "--count", "5", "--seed", "4", "--out", file("c.npy"));
    byte[] first = Files.readAllBytes(folder.resolve("a.npy"));
    assertThat(Files.readAllBytes(folder.resolve("b.npy"))).isEqualTo(first);
    assertThat(Files.readAllBytes(folder.resolve("c.npy"))).isNotEqualTo(first);
  }

  @Test
  void pointsAreDrawn() {
    assertThat(
            Atled.done("generate", vae, "--out", file("points.png"), "--json")
                .json()
                .longs("shape"))
        .containsExactly(64, 2);
    assertThat(folder.resolve("points.png")).exists();
    Atled drawn = Atled.done("plot", vae, "--out", folder.resolve("figures").toString());
    assertThat(drawn.out()).contains("learning-curves.svg", "samples.svg", "codes.svg");
  }

  @Test
  void aClassifierJudges() {
    String classifier = file("classifier");
    Atled.done("train", "moons", "--model", "mlp:16", "--epochs", "20", "--out", classifier);
    String picture = file("judged.png");
    assertThat(
            Atled.done(
                    "generate",
                    diffusion,
                    "--judge",
                    classifier,
                    "--count",
                    "100",
                    "--steps",
                    "10",
                    "--out",
                    picture)
                .out())
        .contains("made [100, 2] in " + picture, "judged by " + classifier + ", beside 1,000 real")
        .containsPattern("named as asked: \\d+\\.\\d %")
        .containsPattern(
            "entropy of classes: 0\\.\\d{3} of at most 0\\.693 nats, the rarest class is ")
        .containsPattern(
            "Fréchet distance: \\d+\\.\\d\\d, by 16 features; of as many real examples to others:"
                + " ");
    JsonPlace json =
        Atled.done("generate", vae, "--judge", classifier, "--out", picture, "--json").json();
    assertThat(json.longs("shape")).containsExactly(1000, 2);
    JsonPlace judged = json.object("judged");
    assertThat(judged.find("named_as_asked")).isEmpty();
    assertThat(judged.object("named").intValue("0") + judged.object("named").intValue("1"))
        .isEqualTo(1000);
    assertThat(judged.doubleValue("frechet")).isPositive();
  }

  @Test
  void saysWhatAModelDoesNotDo() {
    Atled.run("generate", vae, "--class", "1")
        .failed(
            2,
            "A variational autoencoder was not told classes in training, so that a class cannot be"
                + " asked of it; leave it out, or train a diffusion model on"
                + " data with classes.");
    Atled.run("generate", vae, "--guidance", "2")
        .failed(
            2,
            "A variational autoencoder was not told classes in training, so that guidance to one"
                + " cannot be asked of it; leave it out, or train a diffusion model on"
                + " data with classes.");
    Atled.run("generate", diffusion, "--data", "somewhere")
        .failed(
            2,
            "Option '--data' says where the real examples lie that --judge compares with; name a"
                + " classifier, or leave it out.");
    Atled.run("generate", vae, "--judge", diffusion)
        .failed(
            1,
            "The model in %s, Diffusion(PointDenoiser(2, width 16), 400 steps, cosine), makes examples and says nothing of others; see atled generate %s and atled plot %s."
                .formatted(diffusion, diffusion, diffusion));
    String blobs = file("blobs");
    Atled.done("train", "blobs", "--model", "mlp:8", "--epochs", "1", "--out", blobs);
    Atled.run("generate", vae, "--judge", blobs)
        .failed(
            2,
            "The classifier in %s learned from blobs ([2] in the classes 0, 1, 2), but the model in %s from moons ([2] in the classes 0, 1); take one of the same shape and classes."
                .formatted(blobs, vae));
    String linear = file("linear");
    Atled.done("train", "moons", "--model", "linear", "--epochs", "1", "--out", linear);
    Atled.run("generate", vae, "--judge", linear)
        .failed(
            1,
            linear
                + ": The classifier is not two layers or more, one after the other, the last of"
                + " which is given features; take one such as lenet5 or mlp:256.");
    Atled.run("generate", diffusion, "--class", "7")
        .failed(2, "The model learned from no class \"7\". There are: 0, 1.");
    Atled.run("generate", vae, "--count", "0")
        .failed(
            2, "Invalid value for option '--count': \"0\" is not a whole number of at least 1.");
    Atled.run("generate", vae, "--out", "grid.jpg")
        .failed(2, "Option '--out' takes a picture, .png, or an array, .npy, not \"grid.jpg\".");
    Atled.run("generate", vae, "--prompt", "a")
        .failed(
            2,
            "Option '--prompt' is for models of texts, but the one in "
                + vae
                + " learned no texts; leave it out.");
    Atled.run("eval", vae)
        .failed(
            1,
            "The model in %s, VariationalAutoencoder(2, beta 1.0), makes examples and says nothing of others; see atled generate %s and atled plot %s."
                .formatted(vae, vae, vae));
    Atled.run("train", "moons", "--model", "vae", "--find-lr")
        .failed(
            2,
            "Option '--find-lr' does not go with the model vae:16, which makes examples; leave it"
                + " out.");
    for (String option :
        List.of("--patience=3", "--average=ema", "--mixup=0.2", "--input-noise=0.1")) {
      Atled.run("train", "moons", "--model", "vae", option)
          .failed(
              2,
              "Option '%s' does not go with the model vae:16, which makes examples; leave it out."
                  .formatted(option.substring(0, option.indexOf('='))));
    }
    Atled.run("train", "moons", "--model", "gan:hinge")
        .failed(
            2,
            "Invalid value for option '--model': \"gan:hinge\" is not a generative model. There"
                + " are: autoencoder:32 (brings data through a code of 32 numbers; ,conv"
                + " ,noise=0.3 ,sparsity=1); vae:16 (makes data of codes, a variational"
                + " autoencoder; ,conv ,beta=4); gan (adversarial networks: non-saturating,"
                + " least-squares or wasserstein; ,conv); diffusion (from noise in steps, by class:"
                + " cosine or linear; ,width=24).");
  }
}
