package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.formats.json.JsonPlace;
import org.atled.lectures.Experiment;
import org.atled.lectures.Experiments;
import org.atled.lectures.Findings;
import org.atled.lectures.Gallery;
import org.atled.lectures.Table;
import org.atled.plot.Chart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code atled lecture}; what experiments find is tested with them. */
class LectureTest {
  @TempDir Path folder;

  private record Sketch(String name) implements Experiment {
    @Override
    public String title() {
      return "The half of it";
    }

    @Override
    public Findings run(Seed seed) {
      if (name.equals("broken")) {
        throw new ArgumentException("half: takes a whole.");
      }
      return found("half", seed);
    }

    @Override
    public Findings quick(Seed seed) {
      return found("a coarse half", seed);
    }

    private static Findings found(String what, Seed seed) {
      double[] x = {0, 1};
      return Findings.builder()
          .say("With seed %d %s of 1 is %.1f.", seed.value(), what, 0.5)
          .say("That is all.")
          .number("half", 0.5)
          .table(Table.of("Halves", "of", "half").row("one", "0.5").row("eleven", "5.5"))
          .figure("halves", Chart.of("Halves", "x", "y").line("half", x, x).figure(), "A line.")
          .build();
    }
  }

  private String out(String seed, boolean json, java.util.function.Consumer<LectureCommand> run) {
    StringWriter out = new StringWriter();
    LectureCommand command = new LectureCommand();
    CommandLine line = new CommandLine(command).setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(new StringWriter()));
    line.parseArgs(json ? new String[] {"--seed", seed, "--json"} : new String[] {"--seed", seed});
    run.accept(command);
    return out.toString().replace(System.lineSeparator(), "\n");
  }

  private String one(String name, boolean json) {
    return out("3", json, command -> command.run(new Gallery(folder), new Sketch(name)));
  }

  private String all(boolean json, String... names) {
    List<Experiment> experiments = List.of(names).stream().<Experiment>map(Sketch::new).toList();
    return out("3", json, command -> command.runAll(new Gallery(folder), experiments));
  }

  @Test
  void withoutANameItListsAll() {
    String text = Atled.done("lecture").out();
    JsonPlace json = Atled.done("lecture", "--json").json();

    assertThat(text.lines()).hasSize(Experiments.all().size());
    for (Experiment experiment : Experiments.all()) {
      assertThat(text).containsPattern(experiment.name() + " +");
      assertThat(text).contains("  " + experiment.title());
    }
    assertThat(json.list("lectures").stream().map(l -> l.string("name")).toList())
        .isEqualTo(Experiments.all().stream().map(Experiment::name).toList());
  }

  @Test
  void oneTellsWhatItFoundAndWhereItsPageIs() {
    assertThat(one("half", false))
        .isEqualTo(
            """
            With seed 3 half of 1 is 0.5.
            That is all.

            Halves
            of      half
            one      0.5
            eleven   5.5

            wrote %s
            """
                .formatted(folder.resolve("half/index.html")));
    assertThat(folder.resolve("half/halves.svg")).exists();
    assertThat(folder.resolve("index.html")).content().contains("half/index.html");
  }

  @Test
  void quickDoesLessAndSaysSo() throws IOException {
    String text =
        out(
            "3",
            false,
            command -> {
              command.quick = true;
              command.run(new Gallery(folder), new Sketch("half"));
            });

    assertThat(text).startsWith("With seed 3 a coarse half of 1 is 0.5.");
    assertThat(Files.readString(folder.resolve("half/index.html")))
        .contains("<code>atled lecture half --seed 3 --quick</code>");
  }

  @Test
  void asJsonItIsOneObject() {
    String json = one("half", true);

    assertThat(json).hasLineCount(1);
    JsonPlace found = new Atled(0, json, "").json();
    assertThat(found.object("numbers").doubleValue("half")).isEqualTo(0.5);
    assertThat(found.intValue("seed")).isEqualTo(3);
    assertThat(found.string("page")).isEqualTo(folder.resolve("half/index.html").toString());
  }

  @Test
  void allMakeAGalleryWithALineForEach() throws IOException {
    String text = all(false, "one", "two");

    assertThat(text.lines().toList().get(0)).matches("1/2  one  \\d+\\.\\d s  With seed 3 .*");
    assertThat(text.lines().toList().get(1)).matches("2/2  two  \\d+\\.\\d s  With seed 3 .*");
    assertThat(text).endsWith("wrote " + folder.resolve("index.html") + "\n");
    assertThat(Files.readString(folder.resolve("index.html"))).contains("one/index.html");
    assertThat(folder.resolve("two/index.html")).exists();

    JsonPlace json = new Atled(0, all(true, "one", "two"), "").json();
    assertThat(json.string("index")).isEqualTo(folder.resolve("index.html").toString());
    assertThat(json.list("lectures")).hasSize(2);
    assertThat(json.list("lectures").get(1).doubleValue("seconds")).isPositive();
  }

  @Test
  void anExperimentThatFailsIsNamed() {
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> all(false, "one", "broken"))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Lecture \"broken\": half: takes a whole.");
  }

  @Test
  void whatIsMistypedIsGuessed() {
    Atled ran = Atled.run("lecture", "lader", "--out", folder.resolve("out").toString());

    String names = String.join(", ", Experiments.all().stream().map(Experiment::name).toList());
    ran.failed(
        2, "There is no lecture \"lader\". Did you mean \"ladder\"? There are: " + names + ".");
    assertThat(folder.resolve("out")).doesNotExist();
    Atled.run("lecture", "ladder", "--all")
        .failed(2, "Option '--all' runs every lecture; leave it out, or leave out \"ladder\".");
    Atled.run("lecture", "--quick")
        .failed(
            2,
            "Option '--quick' is for lectures that are run, and none is named; name one, or give"
                + " '--all'.");
    Atled.run("lecture", "--seed", "x")
        .failed(
            2,
            "Invalid value for option '--seed': \"x\" is not a whole number of at most 64 bits,"
                + " such as 42.");
  }

  @Test
  void aPlaceThatCannotBeWrittenIsNamedBeforeAnythingRuns() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    Atled ran = Atled.run("lecture", "--all", "--out", file.toString());

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).startsWith("atled: Cannot make the folder " + file + ": ");
  }
}
