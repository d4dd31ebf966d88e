package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.atled.core.shape.Shape;
import org.atled.data.Datasets;
import org.atled.images.augment.Augmentations;
import org.atled.nn.optim.Optimizers;
import org.atled.nn.optim.Schedules;
import org.atled.train.architecture.Architecture;
import org.atled.train.architecture.Architectures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
  @TempDir Path folder;

  @Test
  void withoutArgumentsItShowsItsHelp() {
    Atled alone = Atled.done();

    assertThat(alone.out()).startsWith("Usage: atled").contains("Begin with: atled train digits");
    assertThat(Atled.done("--help").out()).isEqualTo(alone.out());
  }

  @Test
  void helpIsACommandToo() {
    assertThat(Atled.done("help").out()).isEqualTo(Atled.done("--help").out());
    assertThat(Atled.done("help", "train").out()).isEqualTo(Atled.done("train", "--help").out());
    Atled.run("help", "trian")
        .failed(2, "There is no command \"trian\". Did you mean \"train\"? See atled --help.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "compare",
        "inspect",
        "eval",
        "predict",
        "generate",
        "explain",
        "calibrate",
        "summary",
        "plot",
        "lecture",
        "new",
        "bench",
        "doctor"
      })
  void everyCommandHasHelpAndJson(String command) {
    assertThat(Atled.done().out()).contains("  " + command);
    assertThat(Atled.done(command, "--help").out())
        .startsWith("Usage: atled " + command)
        .contains("--json", "--debug", "-h, --help");
  }

  @Test
  void theHelpOfTrainNamesEveryChoiceAndEveryDefault() {
    String help = Atled.done("train", "--help").out();
    assertThat(help)
        .contains(
            "Of arrays of images with a side below 12, likewise:",
            "or rows in arrays, where classes are learned, by");

    for (Architecture.Family family : Architectures.all()) {
      assertThat(help).contains("  " + family.example() + " ").contains("  " + family.summary());
    }
    for (ActivationName name : ActivationName.values()) {
      assertThat(help).contains(name.toString());
    }
    for (Optimizers.Family family : Optimizers.all()) {
      assertThat(help).contains("  " + family.form() + " ").contains("  " + family.summary());
    }
    for (Schedules.Family family : Schedules.all()) {
      assertThat(help).contains("  " + family.form() + " ").contains("  " + family.summary());
    }
    for (Augmentations.Family family : Augmentations.all()) {
      assertThat(help).contains("  " + family.form() + " ").contains("  " + family.summary());
    }
    for (Datasets.Known known : Datasets.all()) {
      assertThat(help).containsPattern(known.name() + " +" + Recipe.of(known.name()));
    }
  }

  @Test
  void theVersionIsThatOfTheModule() {
    assertThat(Atled.done("--version").out().strip()).matches("atled \\d+\\.\\d+\\.\\d+.*");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --epochs | 0 | "0" is not a whole number of at least 1.
          --epochs | x | "x" is not a whole number of at least 1.
          --batch-size | 0 | "0" is not a whole number of at least 1.
          --lr | -1 | "-1" is not a number greater than 0, such as 0.001.
          --lr | nan | "nan" is not a number greater than 0, such as 0.001.
          --lr | Infinity | "Infinity" is not a number greater than 0, such as 0.001.
          --weight-decay | -1 | "-1" is not a number of at least 0, such as 0.01.
          --dropout | 1 | "1" is not at least 0 and less than 1, such as 0.5.
          --momentum | 1 | "1" is not at least 0 and less than 1, such as 0.5.
          --threads | 0 | "0" is not a whole number from 1 to 1,024.
          --threads | 1025 | "1025" is not a whole number from 1 to 1,024.
          --seed | one | "one" is not a whole number of at most 64 bits, such as 42.
          --model | liner | "liner" is not a model. Did you mean "linear"? There are: linear; mlp:512,512; mlp-plr:256,256; tabm:16x256,256; resnet-s:64,3; lenet5; cnn; vgg:11; resnet:18; mobilenet-v2; mlp; fcn; resnet1d; bag:64; rnn:2x256; gru:2x256; lstm:2x256; transformer:2x64; gpt:4x128; FILE.json.
          --model | mlp:8,-8 | "-8" in "mlp:8,-8" is not a width, a whole number of at least 1; write hidden layers as mlp:512 or mlp:512,256.
          --model | nowhere.json | nowhere.json is not a file; name one that describes a network, as the model.json of a saved model does.
          --activation | rellu | there is no activation "rellu". Did you mean "relu"? There are: relu, leaky-relu, relu6, elu, selu, tanh, hardtanh, softsign, tanhshrink, sigmoid, hardsigmoid, gelu, silu, hardswish, mish, softplus.
          --schedule | cosin | there is no schedule "cosin". Did you mean "cosine"? There are: constant, linear, cosine, polynomial, step, multistep, exponential, restarts, one-cycle, cyclic, cyclic-halving, cyclic-falling, inverse-sqrt, plateau, warmup.
          --schedule | step | "step" has 0 numbers, but step takes from 1 to 2; write it as step:EPOCHS:GAMMA.
          --optimizer | Adam | there is no optimizer "Adam". Did you mean "adam"? There are: sgd, adam, adamw, nadam, radam, adamax, adagrad, adadelta, rmsprop, rprop, lion, muon, lbfgs.
          --optimizer | adam:nesterov | "adam:nesterov" is not an optimizer; adam is written as adam[:amsgrad].
          --clip-norm | 0 | "0" is not a number greater than 0, such as 0.001.
          """)
  void aWrongValueIsNamedWithItsOption(String option, String value, String message) {
    Atled.run("train", "xor", option, value, "--out", folder.resolve("model").toString())
        .failed(2, "Invalid value for option '" + option + "': " + message);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void outputThatIsLostIsNoSuccess() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] chars, int from, int count) throws IOException {
            throw new IOException("no space left on device");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    StringWriter err = new StringWriter();

    int exitCode =
        Main.run(
            new Streams(
                InputStream.nullInputStream(), new PrintWriter(full), new PrintWriter(err), false),
            "doctor");

    new Atled(exitCode, "", err.toString()).failed(1, "Standard output could not be written.");
  }

  @Test
  void whatAnOptimizerDoesNotTakeIsRefused() {
    Atled.run("train", "xor", "--momentum", "0.9")
        .failed(
            2,
            "Option '--momentum' goes with sgd, rmsprop, muon, but the optimizer is adam; leave"
                + " --momentum out, or add --optimizer sgd.");
    Atled.run("train", "xor", "--optimizer", "rprop", "--decay-matrices-only")
        .failed(
            2,
            "Option '--decay-matrices-only' goes with sgd, adam, adamw, nadam, radam, adamax,"
                + " adagrad, adadelta, rmsprop, lion, muon, but the optimizer is rprop; leave"
                + " --decay-matrices-only out, or add --optimizer sgd.");
    for (String option :
        List.of(
            "--schedule=cosine",
            "--momentum=0.5",
            "--weight-decay=0.1",
            "--decay-matrices-only",
            "--l1=0.1",
            "--l2=0.1",
            "--max-norm=1",
            "--clip-norm=1",
            "--clip-value=1",
            "--find-lr")) {
      String name = option.replaceFirst("=.*", "");
      Atled ran = Atled.run("train", "xor", "--optimizer", "lbfgs", option, "--out", folder + "/m");
      assertThat(ran.exitCode()).isEqualTo(2);
      assertThat(ran.err())
          .startsWith("atled: Option '" + name + "' goes with sgd, ")
          .endsWith(
              ", but the optimizer is lbfgs; leave "
                  + name
                  + " out, or add --optimizer sgd."
                  + System.lineSeparator());
    }
    Atled.run("train", "moons", "--model", "vae:2", "--optimizer", "lbfgs", "--out", folder + "/m")
        .failed(
            2,
            "Option '--optimizer lbfgs' does not go with the model vae:2, which makes examples;"
                + " leave it out.");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @CsvSource({"--activation, tanh", "--dropout, 0.5"})
  void whatBelongsToHiddenLayersGoesWithThemAlone(String option, String value) {
    String message =
        "Option '%s' goes with the hidden layers of a model such as mlp:512, but the model is"
            + " linear; leave %s out, or add --model mlp:512.";

    Atled.run("train", "xor", "--model", "linear", option, value)
        .failed(2, message.formatted(option, option));
    Atled.run("train", "blobs", option, value).failed(2, message.formatted(option, option));
  }

  /** The table in README.md. */
  @Test
  void thePageListsTheModelsThatThereAre() {
    assertThat(Document.read("README.md").lines())
        .containsSequence(
            Stream.concat(
                    Stream.of("| `--model` | the network |", "|---|---|"),
                    Architectures.all().stream()
                        .map(family -> "| `" + family.example() + "` | " + family.summary() + " |"))
                .toList());
  }

  @Test
  void theFileOnThePageDescribesANetwork() throws IOException {
    Document.Block shown =
        Document.read("README.md").blocks().stream()
            .filter(block -> block.language().equals("json"))
            .findFirst()
            .orElseThrow();
    Path file = Files.write(folder.resolve("net.json"), shown.code());

    assertThat(Architectures.parse(file.toString()).build(Shape.of(2), 1))
        .hasToString("Sequential[Linear(2, 16), Tanh(), Linear(16, 1)]");
  }

  @Test
  void whatIsMistypedIsGuessed() {
    Atled.run("trian", "xor")
        .failed(2, "There is no command \"trian\". Did you mean \"train\"? See atled --help.");
    Atled.run("train", "xor", "--epoch", "3")
        .failed(
            2,
            "There is no option \"--epoch\". Did you mean \"--epochs\"? See atled train --help.");
    Atled.run("train", "sprials")
        .failed(
            2,
            "There is no data set \"sprials\". Did you mean \"spirals\"? There are: digits, mnist,"
                + " fashion-mnist, kmnist, qmnist, emnist-letters, emnist-balanced, emnist-digits,"
                + " emnist-bymerge, emnist-byclass, cifar-10, cifar-100, moons, circles, spirals,"
                + " xor, blobs. Nor is there a folder or file \"sprials\".");
    assertThat(Atled.run("train", "srcs", "--size", "8").err())
        .startsWith("atled: There is no data set \"srcs\". There are: digits,")
        .endsWith(
            "blobs. Nor is there a folder or file \"srcs\". Did you mean \"src\"? Check"
                + " the path."
                + System.lineSeparator());
    Atled.run("train", "src/mian")
        .failed(
            1, "There is no file or folder src/mian. Did you mean \"src/main\"? Check the path.");
    Atled.run("train", "nowhere/pets", "--size", "8")
        .failed(1, "There is no file or folder nowhere/pets. Check the path.");
    Atled.run("train", "xor", "moons")
        .failed(2, "\"moons\" is one argument too many. See atled train --help.");
    Atled.run("train", "xor", "--seed", "1", "--seed", "2")
        .failed(2, "Option '--seed' is given twice; leave one out. See atled train --help.");
    Atled.run("doctor", "--json=3")
        .failed(
            2, "Invalid value for option '--json': '3' is not a boolean. See atled doctor --help.");
    Atled.run("train").failed(2, "Missing required parameter: 'DATASET'. See atled train --help.");
  }

  @Test
  void debugShowsWhereAnErrorArose() {
    Path nowhere = folder.resolve("nowhere");
    Atled.run("summary", nowhere.toString())
        .failed(
            1,
            nowhere + ": there is no such folder; train with --out, or save a model there, first.");
    assertThat(Atled.run("summary", nowhere.toString(), "--debug").err())
        .contains("\tat org.atled.nn");
  }

  @Test
  void whatNobodyForesawIsCalledABug() {
    assertThat(said(new IllegalStateException("two\nlines")))
        .isEqualTo(
            "atled: This is a bug in Atled: java.lang.IllegalStateException: two lines. Run it"
                + " again with --debug to see where, and report that.\n");
    assertThat(said(new IllegalStateException("lost"), "train", "--debug"))
        .startsWith("atled: This is a bug in Atled: java.lang.IllegalStateException: lost.\n")
        .contains("\tat org.atled.cli");
  }

  @Test
  void wantOfMemoryIsNoBug() {
    assertThat(said(new OutOfMemoryError("Java heap space")))
        .startsWith("atled: Out of memory (Java heap space): the heap may grow to ")
        .endsWith("or more heap: ATLED_JAVA_OPTS=-Xmx8g.\n");
  }

  private static String said(Throwable e, String... args) {
    StringWriter err = new StringWriter();
    assertThat(new Failures(new PrintWriter(err), args).report(e)).isEqualTo(1);
    return err.toString().replace(System.lineSeparator(), "\n");
  }

  @Test
  void doctorTellsWhatItFound() {
    String text = Atled.done("doctor").out();
    assertThat(text).contains("java home", "heap limit", "ATLED_DATA", "simd", "backend");

    var json = Atled.done("doctor", "--json").json();
    assertThat(json.string("java_home")).isEqualTo(System.getProperty("java.home"));
    assertThat(json.intValue("cores")).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(json.string("backend")).startsWith("cpu: ");
    boolean resolved = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    assertThat(json.string("vector_width"))
        .endsWith("jdk.incubator.vector " + (resolved ? "resolved" : "not resolved"));
    assertThat(text).contains(Diagnosis.simd(json.bool("simd")));
    assertThat(json.bool("simd") ? "on" : "off").isEqualTo(simdWord(text));
    assertThat(Diagnosis.simd(false))
        .isEqualTo(
            "off, for the reason that stands beside the backend: matrix products take several"
                + " times as long; -Datled.simd=on or off forces it");
    assertThat(Files.isDirectory(Path.of(json.string("java_home")))).isTrue();
  }

  private static String simdWord(String text) {
    return text.lines()
        .filter(line -> line.startsWith("simd "))
        .map(line -> line.substring("simd ".length()).strip().split("[;,]")[0])
        .findFirst()
        .orElseThrow();
  }
}
