package org.atled.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.atled.core.random.Seed;
import org.atled.nn.optim.Optimizers;
import org.atled.train.Run;
import org.atled.train.architecture.Architecture;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Runs that a file describes, and what is kept of every run. */
final class RunFileOptions {
  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "Of run.yaml: another value, such as --set lr=0.1 or --set 'sweep.lr=[0.1, 0.01]';"
              + " options beside it count before it too.")
  List<String> changes = new ArrayList<>();

  @Option(
      names = "--dry-run",
      description =
          "Train nothing, but print the run with all that follows from the data, as run.yaml says"
              + " it; of a sweep what its runs differ in.")
  boolean dryRun;

  @Option(
      names = "--schema",
      description = "Print the JSON schema of run.yaml, for editors, and do nothing else.")
  boolean schema;

  /** Does what a file says, if DATASET names one; gives its exit code. */
  Optional<Integer> ran(Optional<String> named, CommandLine line) {
    SettingTable table = SettingTable.of(line.getCommandSpec());
    if (schema) {
      line.getOut().println(RunSchema.of(table).pretty());
      return Optional.of(0);
    }
    if (named.isEmpty() || !RunFile.isMeant(named.get())) {
      if (!changes.isEmpty()) {
        throw new ParameterException(
            line, "Option '--set' goes with run.yaml in place of DATASET; give the option itself.");
      }
      return Optional.empty();
    }
    if (line.getParseResult().hasMatchedOption("--resume")) {
      throw new ParameterException(
          line,
          "Option '--resume' goes on with a run as it was begun, so that %s would not be read; leave out one of both."
              .formatted(named.get()));
    }
    Nearby.check(named.get());
    Path path = Path.of(named.get());
    RunFile file = RunFile.read(path, changes, table);
    Settings all =
        file.settings().with(table.given(line.getParseResult()).without(SettingTable.DATASET));
    requireData(path, all, file.sweep(), line);
    if (file.sweep().isEmpty()) {
      return Optional.of(new TrainFromSettings(line).run(all, dryRun));
    }
    Path out = Path.of(all.text(SettingTable.OUT).orElseGet(() -> "atled-out/" + stem(path)));
    return Optional.of(new SweepRuns(all, file.sweep().get(), out, table, line).run(dryRun));
  }

  /** What comes by --images, --labels or --jdbc needs no name. */
  private static void requireData(
      Path file, Settings all, Optional<Sweep> sweep, CommandLine line) {
    boolean isSaid =
        Stream.of(SettingTable.DATASET, "images", "jdbc")
            .anyMatch(key ->
                all.text(key).isPresent()
                    || sweep.filter(runs -> runs.over().containsKey(key)).isPresent());
    if (!isSaid) {
      throw new ParameterException(
          line,
          "%s does not say what to learn from; add a line such as dataset: moons, with the name of a data set, a file or a folder."
              .formatted(file));
    }
  }

  private static String stem(Path file) {
    return TableFile.name(file).replaceFirst("\\.[^.]*$", "");
  }

  /** The whole run: what was said, and what follows for the rest. */
  Settings resolved(Recipe recipe, Seed seed, Path out, CommandLine line) {
    Settings all =
        said(line)
            .orElse("model", recipe.model().toString())
            .orElse("optimizer", recipe.optimizer().toString())
            .orElse("lr", Double.toString(recipe.lr()))
            .with("epochs", Integer.toString(recipe.epochs())) // a run that goes on may have more
            .orElse("batch-size", Integer.toString(recipe.batchSize()))
            .orElse("seed", Long.toString(seed.value()));
    if (recipe.model() instanceof Architecture.Layered) {
      all = all.orElse("activation", recipe.activation().toString());
    }
    if (recipe.dropout() > 0) {
      all = all.orElse("dropout", Double.toString(recipe.dropout()));
    }
    if (recipe.l2() > 0) {
      all = all.orElse("l2", Double.toString(recipe.l2()));
    }
    if (recipe.optimizer().family().takes().contains(Optimizers.Option.SCHEDULE)) {
      all = all.orElse("schedule", recipe.schedule().toString());
    }
    return all.with(SettingTable.OUT, out.toString());
  }

  private static Settings said(CommandLine line) {
    return SettingTable.of(line.getCommandSpec()).given(line.getParseResult()).kept();
  }

  /**
   * Keeps what a run was, beside its model.
   *
   * @param isStopped whether somebody stopped it
   */
  void keep(Recipe recipe, Path out, Run run, boolean isStopped, CommandLine line) {
    Settings all = resolved(recipe, Seed.of(run.position().seed()), out, line);
    KeptRun.write(out, all, said(line), isStopped ? "stopped" : KeptRun.COMPLETED);
  }
}
