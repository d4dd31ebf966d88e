package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes of lines of text, from a table to what is said of a new line. */
class LinesTest {
  private static final List<String> GOOD =
      List.of("a joy to watch", "warm and funny", "clever writing", "the cast is superb");
  private static final List<String> BAD =
      List.of("a bore to watch", "cold and dull", "lazy writing", "the cast looks lost");
  private static final List<String> NEITHER =
      List.of("it lasts two hours", "we sat in the third row", "there is an interval");

  @TempDir Path folder;

  private Path reviews;
  private Path out;

  /** One sentence decides, which stands among others that do not. */
  @BeforeEach
  void madeUp() throws IOException {
    Draws draws = Seed.of(3).draws();
    List<String> rows = new ArrayList<>(List.of("id,review,label"));
    for (int i = 0; i < 400; i++) {
      boolean isGood = draws.below(2) == 1;
      List<String> parts = new ArrayList<>();
      parts.add(drawn(draws, isGood ? GOOD : BAD));
      for (int k = draws.below(3); k > 0; k--) {
        parts.add(draws.below(parts.size() + 1), drawn(draws, NEITHER));
      }
      rows.add(
          "%d,\"%s, number %d.\",%s"
              .formatted(i, String.join(", ", parts), draws.below(900), isGood ? "good" : "bad"));
    }
    rows.add("400,,good");
    reviews = Files.write(folder.resolve("reviews.csv"), rows);
    out = folder.resolve("out");
  }

  private static String drawn(Draws draws, List<String> from) {
    return from.get(draws.below(from.size()));
  }

  private Atled train(String... more) {
    List<String> all = new ArrayList<>(List.of("train", reviews.toString(), "--target", "label"));
    all.addAll(List.of("--out", out.toString(), "--no-progress"));
    all.addAll(List.of(more));
    return Atled.run(all.toArray(String[]::new));
  }

  @Test
  void fromATableToANewLine() throws IOException {
    Atled trained =
        train("--text", "review", "--tokenizer", "bpe:400", "--epochs", "8", "--batch-size", "8");
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(trained.out())
        .contains("lines: column \"review\", cut into 400 tokens by byte-pair encoding, at most")
        .contains("not used: id; a model of lines reads them alone")
        .contains("left out: 1 row without a text")
        .contains("training: bag:64, adamw 0.01")
        .contains("done in")
        .contains("class  examples  precision");

    // What decides was seen: all are told apart.
    Atled measured = Atled.run("eval", out.toString());
    assertThat(measured.exitCode()).as(measured.err()).isZero();
    assertThat(measured.out())
        .contains("reviews.csv: 81 test examples", "accuracy 100.00 %", "true class");
    Atled whole = Atled.run("eval", out.toString(), reviews.toString());
    assertThat(whole.out()).contains("reviews.csv: 400 test examples", "it has seen most");

    Atled said = Atled.run("predict", out.toString(), "--text", "warm and funny");
    assertThat(said.out()).startsWith("text,label,probability").contains("warm and funny,good,0.9");
    Atled.run("predict", out.toString(), "--text", "warm and funny", "--sets", "0.9")
        .failed(
            2,
            "Option '--sets' does not go with models of lines yet, and the one in %s is one; leave it out."
                .formatted(out));
    Atled.run("calibrate", out.toString())
        .failed(
            2,
            "The model in %s is of lines of text, which are not calibrated yet; ./atled eval %s says how well it does."
                .formatted(out, out));
    tokensAddUp();
    Path lines = Files.writeString(folder.resolve("new.txt"), "cold and dull\nclever writing\n");
    List<String> ofLines =
        Atled.run("predict", out.toString(), lines.toString()).out().lines().toList();
    assertThat(ofLines.get(1)).startsWith("1,bad,");
    assertThat(ofLines.get(2)).startsWith("2,good,");
    Path table =
        Files.writeString(folder.resolve("new.csv"), "review\ncold and dull\n\"clever writing\"\n");
    List<String> ofRows =
        Atled.run("predict", out.toString(), table.toString(), "--key", "review")
            .out()
            .lines()
            .toList();
    assertThat(ofRows)
        .containsExactly(
            "line,review,label,probability",
            "2,cold and dull," + ofLines.get(1).substring(2),
            "3,clever writing," + ofLines.get(2).substring(2));
  }

  private void tokensAddUp() throws IOException {
    JsonPlace bad =
        Atled.run(
                "explain",
                out.toString(),
                "--prompt",
                "we sat in the third row, cold and dull",
                "--json")
            .json();
    assertThat(bad.string("class")).isEqualTo("bad");
    List<String> tokens = bad.strings("tokens");
    List<Double> parts = bad.list("parts").stream().map(JsonPlace::asDouble).toList();
    assertThat(String.join("", tokens)).isEqualTo("we␣sat␣in␣the␣third␣row,␣cold␣and␣dull");
    double sum = parts.stream().mapToDouble(Double::doubleValue).sum();
    assertThat(sum).isCloseTo(bad.doubleValue("logit") - bad.doubleValue("baseline"), within(1e-4));
    assertThat(bad.doubleValue("gap")).isLessThan(1e-4);
    // What decides is behind the comma.
    int comma =
        IntStream.range(0, tokens.size())
            .filter(i -> tokens.get(i).contains(","))
            .findFirst()
            .orElseThrow();
    double decides = parts.stream().skip(comma + 1L).mapToDouble(Double::doubleValue).sum();
    assertThat(decides).isGreaterThan(0.5 * sum);
    // A class that is asked for is explained in place of the one that it is taken for.
    String[] asked = {"--prompt", "cold and dull", "--class", "good", "--json"};
    JsonPlace good =
        Atled.run(
                Stream.concat(Stream.of("explain", out.toString()), Stream.of(asked))
                    .toArray(String[]::new))
            .json();
    assertThat(good.doubleValue("probability")).isLessThan(0.5);

    Path lines = Files.writeString(folder.resolve("two.txt"), "cold and dull\nclever writing\n");
    assertThat(Atled.run("explain", out.toString(), lines.toString(), "--example", "1").out())
        .startsWith("two.txt: line 2, ")
        .contains(
            " tokens: P(good) = ", "integrated gradients: the parts of all tokens add up to ");
    assertThat(Atled.run("explain", out.toString()).out()).startsWith("reviews.csv: line ");
    assertThat(out.resolve("figures").resolve("tokens.svg")).isRegularFile();
    Atled.run("explain", out.toString(), lines.toString(), "--example", "2")
        .failed(2, "There is no example 2; %s has 2 lines, numbered from 0.".formatted(lines));
    Atled.run("explain", out.toString(), lines.toString(), "--prompt", "dull")
        .failed(2, "A file and '--prompt' each name a line; leave one of them out.");
    Atled.run("explain", out.toString(), "--rows", "2")
        .failed(
            2,
            "Option '--rows' is for models of tables, and the model in %s is none; leave it out."
                .formatted(out));
  }

  @ParameterizedTest
  @ValueSource(strings = {"rnn:1x8", "gru:1x8", "lstm:1x8", "transformer:1x8"})
  void otherModelsReadThemToo(String model) {
    Atled trained =
        train(
            "--drop",
            "id",
            "--model",
            model,
            "--dropout",
            "0.1",
            "--tokenizer",
            "bytes",
            "--context",
            "24",
            "--epochs",
            "1",
            "--plot");
    assertThat(trained.exitCode()).as(trained.err()).isZero();
    assertThat(trained.out())
        .contains("training: " + model)
        .contains("lines are longer than 24 tokens, and cut off there")
        .contains("learning-curves.svg");
    Atled said =
        Atled.run("predict", out.toString(), "--text", "more than four and twenty bytes", "--json");
    assertThat(said.err()).contains("note: 1 line is longer than 24 tokens, and cut off there");
    assertThat(said.out()).contains("\"probabilities\":[[0.");
    JsonPlace why =
        Atled.run("explain", out.toString(), "--prompt", "more than four and twenty", "--json")
            .json();
    assertThat(why.strings("tokens")).hasSize(24);
    assertThat(why.doubleValue("sum"))
        .isCloseTo(why.doubleValue("logit") - why.doubleValue("baseline"), within(1e-4));
    assertThat(why.find("rollout").isPresent()).isEqualTo(model.startsWith("transformer"));
  }

  @Test
  void sentencesThatStandAloneAreLines() throws IOException {
    Atled seen = train("--drop", "id", "--epochs", "1");
    assertThat(seen.out()).contains("training: bag:64");
    Atled inspected = Atled.run("inspect", reviews.toString());
    assertThat(inspected.out())
        .contains("text (free text)")
        .contains("too many to be categories; a model of lines reads sentences: --text review");
    // Other columns are a table, until somebody says otherwise.
    Atled table = train("--epochs", "1");
    assertThat(table.out()).as(table.err()).contains("training: mlp:32");
    assertThat(train("--drop", "id", "--class-weights", "balanced").err())
        .contains("no column says anything to learn from");
  }

  @Test
  void saysWhatItDoesNotTake() throws IOException {
    assertThat(train("--drop", "id", "--context", "9", "--refuse-long").err())
        .contains("column \"review\" has ")
        .contains(
            " ids, more than the context of 9; shorten it, or train with a greater --context or"
                + " without --refuse-long.");
    assertThat(train("--model", "bag:8", "--drop", "review").err())
        .contains(
            "no column beside the target holds text, which --model, --tokenizer, --context and"
                + " --refuse-long may be about; name one by --text COLUMN if it only looks like"
                + " numbers, or leave them out.");
    assertThat(train("--model", "gpt:1x8", "--drop", "id").err())
        .contains(
            "Option '--model gpt:1x8' is no model of lines with a class; take bag:64, lstm:1x64,"
                + " gru:1x64, rnn:1x64 or transformer:2x64.");
    assertThat(train("--model", "bag:8", "--drop", "id", "--class-weights", "balanced").err())
        .contains(
            "Option '--class-weights' goes with columns of a table, but a model of lines reads one"
                + " column of text; leave it out.");
    assertThat(Atled.run("train", "moons", "--model", "bag:8", "--out", out.toString()).err())
        .contains(
            "bag:8 reads lines of text that have a class; name a table with such a column and"
                + " --target, or take mlp:512.");
    assertThat(out).doesNotExist();

    train("--drop", "id", "--epochs", "1");
    assertThat(Atled.run("predict", out.toString(), "--text", "").err())
        .contains("The text is empty; give it some text, or leave it out.");
    Path lines = Files.writeString(folder.resolve("new.txt"), "cold and dull\n\nclever\n");
    assertThat(Atled.run("predict", out.toString(), lines.toString()).err())
        .contains("new.txt: line 2 is empty; give it some text, or leave it out.");
    Path table = Files.writeString(folder.resolve("new.csv"), "review,n\nfunny,1\n,2\n");
    assertThat(Atled.run("predict", out.toString(), table.toString()).err())
        .contains("new.csv: line 3, column \"review\" is empty; give it some text");
    assertThat(Atled.run("predict", out.toString(), lines.toString(), "--text", "a").err())
        .contains("Option '--text' says what is asked; leave out INPUT, or --text.");
    assertThat(Atled.run("predict", out.toString(), lines.toString(), "--drift").err())
        .contains("Option '--drift' compares columns of a table");
    assertThat(Atled.run("explain", out.toString(), "--prompt", "").err())
        .contains("the text is empty; give it some text, or leave it out.");
    assertThat(Atled.run("generate", out.toString()).exitCode()).isNotZero();
  }
}
