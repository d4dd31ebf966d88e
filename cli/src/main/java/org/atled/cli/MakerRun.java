package org.atled.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.OptionalDouble;
import org.atled.cpu.Cpu;
import org.atled.data.Datasets;
import org.atled.data.Split;
import org.atled.formats.file.LockFile;
import org.atled.nn.optim.Rule;
import org.atled.train.Trainer;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Training of a model that makes examples. */
final class MakerRun {
  private final TrainCommand said;
  private final CommandLine line;
  private final Progress progress;
  private final PrintWriter standard;
  private final LessonRun run;

  /**
   * @param standard where JSON goes
   */
  MakerRun(TrainCommand said, Progress progress, PrintWriter standard) {
    this.said = said;
    this.line = said.spec.commandLine();
    this.progress = progress;
    this.standard = standard;
    this.run = new LessonRun(said, progress, standard);
  }

  /** Trains and saves; gives the exit code. */
  int make(Maker maker, Datasets.Known known) {
    refuseToMake("--find-lr", said.findLr);
    refuseToMake("--accumulate", said.learning.accumulate.isPresent());
    refuseToMake("--label-smoothing", said.learning.labelSmoothing.isPresent());
    refuseToMake("--normalize", said.pixels.normalize);
    refuseToMake("--augment", !said.pixels.augment.isEmpty());
    refuseToMake("--input-noise", said.learning.inputNoise.isPresent());
    refuseToMake("--mixup", said.learning.mixup.isPresent());
    refuseToMake("--patience", said.ending.patience.isPresent());
    refuseToMake("--least-change", said.ending.leastChange.isPresent());
    refuseToMake("--average", said.ending.average.isPresent());
    OutFolder folder = new OutFolder(said.out.orElse(Path.of("atled-out", known.name())));
    if (said.runs.dryRun) {
      Progress aside = Progress.on(line.getErr(), false);
      Recipe recipe = run.recipe(Recipe.making(maker, said.data.load(known, aside).info()));
      standard.print(said.runs.resolved(recipe, said.seed(), folder.path(), line).yaml());
      return 0;
    }
    folder.check();
    said.threads.ifPresent(Cpu::setThreads);
    try (LockFile _ = folder.lock()) {
      run.begin(folder);
      progress.say("data: " + known.name() + ", " + known.summary());
      Split split = said.data.load(known, progress);
      Recipe recipe = run.recipe(Recipe.making(maker, split.info()));
      Rule rule = rule(recipe);
      MakerTraining training =
          new MakerTraining(maker, recipe, rule, folder, said.seed(), progress);
      Trainer trainer = run.kept(training.trainer(split), recipe, folder);
      try (WatchOptions.Watch watch = said.watching.watch(trainer, split, progress)) {
        MakerTraining.Report report = training.run(watch.trainer(), said.saved, split, said.plot);
        said.runs.keep(recipe, folder.path(), report.run(), report.isStopped(), line);
        if (said.common.json) {
          standard.println(report.json().compact());
        }
        return report.exitCode();
      }
    } finally {
      progress.end();
    }
  }

  /** What makes examples learns from other noise in each step, or by several losses in turn. */
  private Rule rule(Recipe recipe) {
    if (said.learning.rule(recipe, OptionalDouble.empty(), line) instanceof Rule rule) {
      return rule;
    }
    throw new ParameterException(
        line,
        "Option '--optimizer %s' does not go with the model %s, which makes examples; leave it out."
            .formatted(recipe.optimizer(), said.model.orElseThrow()));
  }

  private void refuseToMake(String option, boolean given) {
    if (given) {
      throw new ParameterException(
          line,
          "Option '%s' does not go with the model %s, which makes examples; leave it out."
              .formatted(option, said.model.orElseThrow()));
    }
  }
}
