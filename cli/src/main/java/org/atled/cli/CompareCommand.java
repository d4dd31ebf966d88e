package org.atled.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.formats.file.AtomicFile;
import org.atled.formats.json.JsonObject;
import org.atled.nn.file.ModelFolder;
import org.atled.plot.Figure;
import org.atled.plot.RunCurves;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atled compare}. */
@SuppressWarnings("NullAway.Init")
@Command(
    name = "compare",
    sortOptions = false,
    description = "Lay runs side by side: what they differ in, what came of them, their curves.")
final class CompareCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(
      paramLabel = "OUT",
      arity = "1..*",
      description = "Folders that train saved to; that of a sweep stands for all its runs.")
  List<Path> folders = new ArrayList<>();

  @Option(
      names = "--figure",
      paramLabel = "DIR",
      description = "Draw the curves of all runs into DIR/compare.svg and .png.")
  Optional<Path> figure = Optional.empty();

  @Option(names = "--csv", paramLabel = "FILE", description = "Write the table to a file.")
  Optional<Path> csv = Optional.empty();

  @Mixin Common common;

  @Override
  public Integer call() {
    SettingTable table = SettingTable.of(CommandSpec.forAnnotatedObject(TrainCommand.class));
    List<RunTable.Row> rows = new ArrayList<>();
    for (Path folder : folders) {
      for (Path one : runs(folder)) {
        KeptRun run =
            KeptRun.read(one, table)
                .orElseThrow(() ->
                    new FormatException(
                        one, -1, "holds no run.yaml; name a folder that atled train saved to."));
        rows.add(RunTable.Row.of(one.toString(), run));
      }
    }
    RunTable all = new RunTable(rows);
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter people = common.json ? spec.commandLine().getErr() : out;
    people.println(all);
    csv.ifPresent(file -> {
      AtomicFile.write(file, to -> to.write(all.csv().getBytes(StandardCharsets.UTF_8)));
      people.println("results: " + file);
    });
    Optional<FigureFiles> drawn = figure.map(folder -> draw(folder, all));
    drawn.ifPresent(files -> files.lines().forEach(people::println));
    if (common.json) {
      JsonObject.Builder json = JsonObject.builder().put("runs", all.json());
      drawn.ifPresent(files -> files.describe(json));
      out.println(json.build().compact());
    }
    return 0;
  }

  private static FigureFiles draw(Path folder, RunTable runs) {
    Figure curves = RunCurves.of("Runs side by side", runs.histories());
    return new FigureFiles(
        List.of(new FigureFiles.Written("compare", curves, curves.save(folder, "compare"))));
  }

  /** The folder itself, or those of the sweep that lies there. */
  private static List<Path> runs(Path folder) {
    if (!Files.exists(folder.resolve(SweepRuns.RESULTS))) {
      return List.of(folder);
    }
    try (Stream<Path> below = Files.list(folder)) {
      return below
          .filter(one -> Files.isRegularFile(one.resolve(ModelFolder.RUN)))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new AtledException("Cannot read " + folder + ": " + e + ".", e);
    }
  }
}
