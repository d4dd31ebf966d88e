package org.atled.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.atled.core.error.AtledException;
import org.atled.formats.file.AtomicFile;
import org.atled.formats.json.JsonObject;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The runs of a sweep, one after the other, each in a folder of its own, {@code OUT/001} and so on.
 * After each the table {@code OUT/sweep.csv} is written. A run that is there already, by the same
 * settings and at its end, is not trained again, so that a sweep that was stopped goes on.
 *
 * @param base what all runs say
 */
record SweepRuns(Settings base, Sweep sweep, Path out, SettingTable table, CommandLine line) {
  /** The table of results. */
  static final String RESULTS = "sweep.csv";

  private static final String JSON = "json";

  /** Trains; gives the exit code: 1 if no run came to its end. */
  int run(boolean dryRun) {
    List<Settings> trials = sweep.trials();
    PrintWriter standard = line.getOut();
    boolean json = base.text(JSON).equals(Optional.of("true"));
    PrintWriter people = json ? line.getErr() : standard;
    if (dryRun) {
      for (int i = 0; i < trials.size(); i++) {
        standard.println(name(i) + "  " + trials.get(i).kept().brief());
      }
      return 0;
    }
    List<RunTable.Row> rows = new ArrayList<>();
    for (int i = 0; i < trials.size(); i++) {
      Path folder = out.resolve(name(i));
      Settings asked = asked(trials.get(i), name(i));
      String of = "run %s of %s: %s".formatted(i + 1, trials.size(), trials.get(i).kept().brief());
      Optional<KeptRun> there = kept(folder);
      if (there.isPresent() && there.get().isDone(asked)) {
        people.println(of + ": there already");
        rows.add(RunTable.Row.of(name(i), there.get()));
        continue;
      }
      people.println(of);
      people.flush();
      Trained trained = train(asked, people);
      people.println();
      if (trained.exitCode() > 1) {
        return trained.exitCode(); // Ctrl-C: the next start goes on here
      }
      rows.add(
          trained.failure().isEmpty()
              ? RunTable.Row.of(name(i), kept(folder).orElseThrow())
              : new RunTable.Row(name(i), asked.kept(), "failed", List.of()));
      write(new RunTable(rows));
    }
    RunTable all = new RunTable(rows);
    write(all);
    people.println(all);
    all.best().ifPresent(best -> people.println("best: " + out.resolve(best.name())));
    people.println("results: " + out.resolve(RESULTS));
    if (json) {
      standard.println(
          JsonObject.builder()
              .put("out", out.toString())
              .put("runs", all.json())
              .build()
              .compact());
    }
    return all.best().isPresent() ? 0 : 1;
  }

  /** Each run has its own folder, and its own of what is written down while it goes on. */
  private Settings asked(Settings trial, String name) {
    Settings asked =
        base.with(trial).without(JSON).with(SettingTable.OUT, out.resolve(name).toString());
    Optional<String> log = asked.text(WatchOptions.LOG);
    if (log.isPresent()) {
      String ending = log.get().replaceFirst("^.*?(\\.[^./\\\\]*)?$", "$1");
      String stem = log.get().substring(0, log.get().length() - ending.length());
      asked = asked.with(WatchOptions.LOG, stem + "-" + name + ending);
    }
    Optional<String> events = asked.text(WatchOptions.TENSORBOARD);
    return events.isPresent()
        ? asked.with(WatchOptions.TENSORBOARD, Path.of(events.get()).resolve(name).toString())
        : asked;
  }

  /** A run that was trained, or why not. */
  private record Trained(int exitCode, Optional<String> failure) {}

  private Trained train(Settings asked, PrintWriter people) {
    try {
      return new Trained(new TrainFromSettings(line).run(asked, false, people), Optional.empty());
    } catch (AtledException | ParameterException e) {
      String why = Objects.requireNonNullElse(e.getMessage(), "It cannot be trained.");
      people.println("failed: " + why);
      return new Trained(1, Optional.of(why));
    }
  }

  /** What cannot be read is trained again. */
  private Optional<KeptRun> kept(Path folder) {
    try {
      return KeptRun.read(folder, table);
    } catch (AtledException e) {
      return Optional.empty();
    }
  }

  private void write(RunTable results) {
    try {
      Files.createDirectories(out);
    } catch (IOException e) {
      throw new AtledException("Cannot make the folder " + out + ": " + e + ".", e);
    }
    AtomicFile.write(
        out.resolve(RESULTS), to -> to.write(results.csv().getBytes(StandardCharsets.UTF_8)));
  }

  private static String name(int number) {
    return String.format(Locale.ROOT, "%03d", number + 1);
  }
}
