package org.atled.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.lectures.Exhibit;
import org.atled.lectures.Experiment;
import org.atled.lectures.Experiments;
import org.atled.lectures.Gallery;
import org.atled.lectures.Table;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atled lecture}. */
@SuppressWarnings("NullAway.Init")
@Command(
    name = "lecture",
    sortOptions = false,
    description = {
      "Show how networks learn: experiments with what they find, in words, numbers and figures.",
      "",
      "Without a name it lists them.",
      ""
    },
    footer = {
      "",
      "OUT/NAME/index.html is the page of an experiment, with its figures as SVG and PNG and all"
          + " numbers as findings.json beside it; OUT/index.html leads to those that are there.",
      "",
      "For example: atled lecture ladder --out lectures"
    })
final class LectureCommand implements Callable<Integer> {
  private static final double NANOS = 1e9;

  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..1",
      description = "Which experiment to run (default: list them).")
  Optional<String> name = Optional.empty();

  @Option(names = "--all", description = "Run all of them: the gallery.")
  boolean all;

  @Option(
      names = "--quick",
      description = "Do less of everything, so that each takes seconds: a coarser result.")
  boolean quick;

  @Mixin SeedOption seeds;

  @Option(
      names = "--out",
      paramLabel = "OUT",
      description = "The gallery's folder (default: ${DEFAULT-VALUE}).")
  Path out = Path.of("atled-out", "lectures");

  @Mixin Common common;

  @Override
  public Integer call() {
    if (all && name.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--all' runs every lecture; leave it out, or leave out \"" + name.get() + "\".");
    }
    if (quick && !all && name.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--quick' is for lectures that are run, and none is named; name one, or give"
              + " '--all'.");
    }
    if (all) {
      runAll(new Gallery(out), Experiments.all());
    } else if (name.isPresent()) {
      run(new Gallery(out), named(name.get()));
    } else {
      list(Experiments.all());
    }
    return 0;
  }

  private Experiment named(String wanted) {
    try {
      return Experiments.named(wanted);
    } catch (ArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void list(List<Experiment> experiments) {
    PrintWriter standard = spec.commandLine().getOut();
    if (common.json) {
      List<Json> known =
          experiments.stream()
              .<Json>map(experiment ->
                  JsonObject.builder()
                      .put("name", experiment.name())
                      .put("title", experiment.title())
                      .build())
              .toList();
      standard.println(
          JsonObject.builder().put("lectures", new JsonArray(known)).build().compact());
    } else {
      int width = experiments.stream().mapToInt(e -> e.name().length()).max().orElse(0);
      for (Experiment experiment : experiments) {
        String space = " ".repeat(width - experiment.name().length());
        standard.println(experiment.name() + space + "  " + experiment.title());
      }
    }
  }

  /** Runs one and tells all that it found. */
  void run(Gallery gallery, Experiment experiment) {
    PrintWriter standard = spec.commandLine().getOut();
    gallery.checkWritable(experiment);
    Exhibit exhibit = exhibit(experiment);
    Gallery.Written written = gallery.write(exhibit);
    written.whyNoPng().ifPresent(people()::println);
    if (common.json) {
      standard.println(told(exhibit, written).build().compact());
      return;
    }
    exhibit.findings().sentences().forEach(standard::println);
    for (Table table : exhibit.findings().tables()) {
      TextTable text = new TextTable();
      text.row(table.header());
      table.rows().forEach(text::row);
      standard.println();
      standard.println(table.title());
      standard.println(text);
    }
    standard.println();
    standard.println("wrote " + written.page());
  }

  /** Runs several, a line each, and makes the page that leads to them. */
  void runAll(Gallery gallery, List<Experiment> experiments) {
    experiments.forEach(gallery::checkWritable);
    List<Json> told = new ArrayList<>();
    for (Experiment experiment : experiments) {
      long start = System.nanoTime();
      Exhibit exhibit = exhibit(experiment);
      Gallery.Written written = gallery.write(exhibit);
      double seconds = (System.nanoTime() - start) / NANOS;
      told.add(told(exhibit, written).put("seconds", seconds).build());
      if (told.size() == 1) {
        written.whyNoPng().ifPresent(people()::println);
      }
      people()
          .println(
              String.format(
                  Locale.ROOT,
                  "%d/%d  %s  %.1f s  %s",
                  told.size(),
                  experiments.size(),
                  experiment.name(),
                  seconds,
                  exhibit.findings().sentences().getFirst()));
      people().flush();
    }
    if (common.json) {
      spec.commandLine()
          .getOut()
          .println(
              JsonObject.builder()
                  .put("index", gallery.index().toString())
                  .put("lectures", new JsonArray(told))
                  .build()
                  .compact());
    } else {
      people().println("wrote " + gallery.index());
    }
  }

  private Exhibit exhibit(Experiment experiment) {
    try {
      return quick ? Exhibit.quick(experiment, seeds.seed()) : Exhibit.of(experiment, seeds.seed());
    } catch (AtledException e) {
      throw e.within("Lecture \"" + experiment.name() + "\"");
    }
  }

  private static JsonObject.Builder told(Exhibit exhibit, Gallery.Written written) {
    JsonObject.Builder json = JsonObject.builder();
    exhibit.json().members().forEach(json::put);
    return json.put("page", written.page().toString());
  }

  private PrintWriter people() {
    return common.json ? spec.commandLine().getErr() : spec.commandLine().getOut();
  }
}
