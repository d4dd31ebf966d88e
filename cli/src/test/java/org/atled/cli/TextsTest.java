package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.formats.json.JsonPlace;
import org.atled.text.TextLines;
import org.atled.text.Tokenizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Language models by the command. */
class TextsTest {
  private static final String TEXT = "the cat sat on the mat.\n".repeat(40);
  private static final String NAMES = "anna\nemma\nava\nhannah\nida\nada\n".repeat(5);

  @TempDir Path folder;

  private Path file(String name, String text) {
    try {
      return Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String out() {
    return folder.resolve("model").toString();
  }

  private Atled train(Path file, String... more) {
    List<String> all = new ArrayList<>(List.of("train", file.toString(), "--out", out()));
    all.addAll(List.of(more));
    return Atled.run(all.toArray(String[]::new));
  }

  private Atled trained() {
    return train(
            file("cats.txt", TEXT),
            "--model",
            "gpt:1x16",
            "--context",
            "16",
            "--epochs",
            "2",
            "--batch-size",
            "8",
            "--dropout",
            "0.1")
        .succeeded();
  }

  @Test
  void aTextIsLearnedMeasuredAndWrittenOn() {
    Atled trained = trained();

    assertThat(trained.out())
        .contains(
            "data: "
                + folder.resolve("cats.txt")
                + ", a text of 960 characters, cut into 12 characters",
            "text: 52 windows of 16 tokens to learn from, 5 to measure on, its last tenth",
            "GPT(12, context 16, 1 layers of 16, 1 heads, dropout 0.1)",
            "training: gpt:1x16 dropout 0.1, adamw 0.001 warmup:0.5,cosine, 2 epochs of batches of"
                + " 8, seed 0")
        .containsPattern(
            "epoch 2/2  loss 2\\.\\d{4}  perplexity \\d+\\.\\d{4}  bits_per_character 3\\.\\d{4} "
                + " \\|  test loss 2\\.\\d{4}  perplexity ")
        .containsPattern(
            "done in 0:\\d\\d: test perplexity \\d+\\.\\d{4}, bits_per_character 3\\.");
    assertThat(trained.out().strip()).endsWith("next: ./atled generate " + out());

    Atled kept = Atled.done("eval", out());
    assertThat(kept.out())
        .startsWith("cats: 5 test examples, 80 tokens")
        .containsPattern("loss 2\\.\\d{4}\\R+perplexity \\d+\\.\\d{4}\\R+bits_per_character 3");
    assertThat(Atled.done("eval", out(), folder.resolve("cats.txt").toString()).out())
        .isEqualTo(
            "note: the model learned from this text; this is the part kept from it"
                + System.lineSeparator()
                + kept.out());
    JsonPlace other =
        Atled.done("eval", out(), file("dogs.txt", "the mat sat on the cat. ").toString(), "--json")
            .json();
    assertThat(other.longValue("tokens")).isEqualTo(16);
    assertThat(other.doubleValue("test_perplexity")).isBetween(3.0, 20.0);
    assertThat(Atled.done("eval", out(), file("cat.txt", "the cat").toString()).out())
        .startsWith("cat: 1 test examples, 6 tokens");

    Atled summary = Atled.done("summary", out());
    assertThat(summary.out()).contains("learned from cats", "GPT(12, context 16", "[1, 16, 12]");
    assertThat(Atled.done("plot", out()).out()).contains("curves.svg");
  }

  @Test
  void theSameSeedWritesTheSameText() {
    trained();
    String[] call = {"generate", out(), "--prompt", "the ", "--tokens", "30", "--seed", "4"};
    Atled one = Atled.done(call);

    assertThat(one.out()).startsWith("the ").hasSize(34 + System.lineSeparator().length());
    assertThat(Atled.done(call).out()).isEqualTo(one.out());
    call[7] = "5";
    assertThat(Atled.done(call).out()).isNotEqualTo(one.out());

    Atled several =
        Atled.done(
            "generate",
            out(),
            "--prompt",
            "cat",
            "--prompt",
            "the ",
            "--prompts",
            file("more", "sat\n").toString(),
            "--tokens",
            "30",
            "--seed",
            "4",
            "--count",
            "2");
    String[] texts = several.out().split("(?m)^---\\R", -1);
    assertThat(texts).hasSize(6);
    assertThat(texts[2]).isEqualTo(one.out());
    assertThat(texts[3]).startsWith("the ").isNotEqualTo(one.out());
    assertThat(texts[5]).startsWith("sat");

    JsonPlace json =
        Atled.done("generate", out(), "--prompt", "the ", "--tokens", "30", "--seed", "4", "--json")
            .json();
    assertThat("the " + json.list("texts").getFirst().string("text"))
        .isEqualTo(one.out().substring(0, 34));
    assertThat(Atled.done("generate", out(), "--tokens", "3").out())
        .startsWith("\n")
        .hasSize(4 + System.lineSeparator().length());
    Atled greedy =
        Atled.done("generate", out(), "--prompt", "the ", "--tokens", "9", "--temperature", "0");
    assertThat(
            Atled.done(
                    "generate",
                    out(),
                    "--prompt",
                    "the ",
                    "--tokens",
                    "9",
                    "--top-k",
                    "1",
                    "--seed",
                    "8")
                .out())
        .isEqualTo(greedy.out());
    assertThat(
            Atled.done(
                    "generate",
                    out(),
                    "--prompt",
                    "the ",
                    "--tokens",
                    "9",
                    "--top-p",
                    "1e-6",
                    "--seed",
                    "8")
                .out())
        .isEqualTo(greedy.out());
  }

  @Test
  void linesAreTextsOfTheirOwn() {
    Atled trained =
        train(
            file("names.txt", NAMES),
            "--lines",
            "--model",
            "gru:1x24",
            "--epochs",
            "25",
            "--lr",
            "0.02",
            "--batch-size",
            "8",
            "--json");
    assertThat(trained.exitCode()).isZero();

    JsonPlace json = trained.json();
    assertThat(json.longValue("vocabulary")).isEqualTo(9);
    assertThat(json.longValue("context")).isEqualTo(7);
    assertThat(json.longValue("train_examples")).isEqualTo(27);
    assertThat(json.doubleValue("test_loss")).isLessThan(1);
    assertThat(Atled.done("generate", out(), "--count", "8", "--temperature", "0.2").out().lines())
        .hasSize(8)
        .allMatch(name -> NAMES.contains(name + "\n"));
    Atled refused = Atled.run("generate", out(), "--prompt", "Ann");
    assertThat(refused.out()).isEmpty();
    refused.failed(
        2,
        "The prompt: The character \"A\" (U+0041) at line 1, column 1 is none of the 8 that this"
            + " tokenizer knows; give a text without it, or make the tokenizer of a text that has"
            + " it, or of bytes.");
  }

  @Test
  void aTextIsCutIntoBytePairsOrByATokenizerInAFile() throws IOException {
    Path text = file("cats.txt", TEXT);
    JsonPlace pairs =
        train(
                text,
                "--tokenizer",
                "bpe:262",
                "--context",
                "8",
                "--model",
                "rnn:1x8",
                "--epochs",
                "1",
                "--json")
            .json();
    assertThat(pairs.longValue("vocabulary")).isEqualTo(262);
    assertThat(pairs.doubleValue("test_bits_per_character"))
        .isLessThan(pairs.doubleValue("test_loss") / Math.log(2));
    assertThat(Atled.done("generate", out(), "--prompt", "the cat").out()).startsWith("the cat");

    Path saved = file("t.json", "{\"kind\": \"bytes\"}");
    JsonPlace bytes =
        train(
                text,
                "--tokenizer",
                saved.toString(),
                "--context",
                "8",
                "--model",
                "rnn:1x8",
                "--epochs",
                "1",
                "--json")
            .json();
    assertThat(bytes.longValue("vocabulary")).isEqualTo(256);
    assertThat(train(text, "--tokenizer", "no.json").err())
        .startsWith("atled: Cannot read the tokenizer no.json: ");
  }

  @Test
  void linesThatAreMeasuredMakeNoBytePairs() {
    List<String> numbers = IntStream.range(0, 10).mapToObj(i -> "ab" + i).toList();
    List<String> learned = TextLines.toLearn(numbers, Seed.of(5));
    List<String> lines =
        numbers.stream().map(line -> learned.contains(line) ? line : "z".repeat(40)).toList();

    Tokenizer tokenizer =
        TextLesson.of(
                file("lines.txt", String.join("\n", lines)),
                new TokenizerName.BytePairs(257),
                true,
                Optional.empty(),
                Optional.empty(),
                Seed.of(5))
            .preparation()
            .tokenizer();

    assertThat(tokenizer.idOf("ab")).hasValue(256);
    assertThat(tokenizer.idOf("zz")).isEmpty();
  }

  @Test
  void whatIsNoTextIsRefused() throws IOException {
    train(file("empty.txt", ""))
        .failed(1, folder.resolve("empty.txt") + ": the file is empty; give it some text.");
    Path png = Files.write(folder.resolve("a.txt"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    train(png)
        .failed(
            1,
            png
                + ": at byte 0: 0x89 is no text in UTF-8; name a file of text, or save it as"
                + " UTF-8.");
    train(file("short.txt", "to be or not to be"), "--tokenizer", "bytes")
        .failed(
            2,
            "Text \"short\": its last tenth, which is measured on, has 2 ids, but a window takes"
                + " 129, the context and one more; take a context of at most 1 (--context), or a"
                + " longer text.");
    train(file("names.txt", NAMES), "--lines", "--context", "4")
        .failed(
            2,
            "Text \"names\": line 1 has 4 ids and a mark, more than the context of 4; train with"
                + " --context 7, or shorten the line.");
    train(file("names.txt", NAMES), "--model", "mlp:8")
        .failed(
            2,
            "Option '--model mlp:8' is no model of texts; take gpt:4x128, lstm:2x256, gru:2x256 or"
                + " rnn:2x256.");
    train(file("names.txt", NAMES), "--tokenizer", "words")
        .failed(
            2,
            "Invalid value for option '--tokenizer': there is no tokenizer \"words\". There are:"
                + " characters, bytes, bpe:1000, FILE.json.");
    train(file("names.txt", NAMES), "--lines", "--accumulate", "2")
        .failed(
            2,
            "Option '--accumulate' does not go with texts; leave it out, and take a smaller"
                + " --batch-size.");
    Atled.run("train", "moons", "--model", "gpt:1x8")
        .failed(
            2,
            "Option '--model gpt:1x8' reads texts, and \"moons\" is none; name a file, FILE.txt, or"
                + " take a model such as mlp:512.");
    Atled.run("train", "moons", "--lines")
        .failed(
            2,
            "Option '--lines' goes with a text, FILE.txt, but \"moons\" is another data set; leave"
                + " it out.");
    Atled.run("train", folder.resolve("no.txt").toString())
        .failed(1, "There is no file " + folder.resolve("no.txt") + "; check the path.");
  }

  @Test
  void aModelOfTextsIsAskedToGenerateAlone() throws IOException {
    trained();
    Atled.run("generate", out(), "--tokens", "0")
        .failed(
            2, "Invalid value for option '--tokens': \"0\" is not a whole number of at least 1.");
    Atled.run("generate", out(), "--top-p", "0")
        .failed(
            2,
            "Invalid value for option '--top-p': \"0\" is not greater than 0 and at most 1, such as"
                + " 0.9.");
    Atled.run("generate", out(), "--temperature", "0", "--top-k", "3")
        .failed(
            2,
            "Option '--top-k' says from which tokens to draw, but --temperature 0 draws none and"
                + " takes the likeliest; leave it out, or take a temperature above 0.");
    Atled.run("generate", out(), "--temperature", "0", "--top-k", "3", "--top-p", "0.5")
        .failed(
            2,
            "Options '--top-k' and '--top-p' say from which tokens to draw, but --temperature 0"
                + " draws none and takes the likeliest; leave them out, or take a temperature above"
                + " 0.");
    Atled.run("generate", out(), "--class", "a", "--steps", "3")
        .failed(
            2,
            "Options '--class' and '--steps' are for models that make examples, but the one in "
                + out()
                + " learned texts; leave them out.");
    Atled.run("predict", out(), folder.resolve("cats.txt").toString())
        .failed(
            2,
            "The model in "
                + out()
                + " goes on with texts; use ./atled generate "
                + out()
                + " --prompt TEXT.");
    Files.writeString(folder.resolve("cats.txt"), "another cat");
    Atled.run("eval", out())
        .failed(
            1,
            folder.resolve("cats.txt")
                + " has changed since the model learned from it, so that the part kept from the"
                + " model is not known; name a file to measure on.");
  }

  @Test
  void aTransformerWritesByWeightsOfInt8() {
    trained();
    double exact = Atled.done("eval", out(), "--json").json().doubleValue("test_loss");
    double rounded = Atled.done("eval", out(), "--int8", "--json").json().doubleValue("test_loss");

    assertThat(rounded).isNotEqualTo(exact).isCloseTo(exact, offset(0.05));
    assertThat(Atled.done("generate", out(), "--int8", "--prompt", "the ", "--tokens", "5").out())
        .startsWith("the ")
        .hasSize(9 + System.lineSeparator().length());
  }

  @Test
  void otherModelsDoNotWrite() {
    Atled.done("train", "xor", "--epochs", "1", "--out", out());
    for (String command : List.of("generate", "eval")) {
      Atled.run(command, out(), "--int8")
          .failed(
              2,
              "Option '--int8' is for a gpt that goes on with texts, but the model in "
                  + out()
                  + ", Sequential, learned \"xor\"; leave it out.");
    }
    Atled.run("generate", out())
        .failed(
            2,
            "The model in "
                + out()
                + ", Sequential, makes nothing: it tells of what it is given, see atled predict. To"
                + " generate, train one with --model vae, gan or diffusion.");
  }
}
