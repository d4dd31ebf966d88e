package org.atled.cli;

import java.nio.file.Path;
import java.util.OptionalDouble;
import org.atled.data.Datasets;
import org.atled.data.Split;
import org.atled.formats.file.LockFile;
import org.atled.nn.optim.Rule;
import org.atled.train.Trainer;
import picocli.CommandLine.ParameterException;

/**
 * Training of a model that makes examples.
 *
 * @param run on what the command named
 */
record MakerRun(LessonRun run) {
  /** Trains and saves; gives the exit code. */
  int make(Maker maker, Datasets.Known known) {
    TrainCommand said = run.said();
    Progress progress = run.progress();
    refuseUseless();
    OutFolder folder = new OutFolder(said.out.orElse(Path.of("atled-out", known.name())));
    if (said.runs.dryRun) {
      Progress aside = Progress.on(run.line().getErr(), false);
      Recipe recipe = run.recipe(Recipe.making(maker, said.data.load(known, aside).info()));
      Settings all = said.runs.resolved(recipe, said.seed(), folder.path(), run.line());
      run.standard().print(all.yaml());
      return 0;
    }
    folder.check();
    said.threads.apply();
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
        said.runs.keep(recipe, folder.path(), report.run(), report.isStopped(), run.line());
        if (said.common.json) {
          run.standard().println(report.json().compact());
        }
        return report.exitCode();
      }
    } finally {
      progress.end();
    }
  }

  /** What makes examples learns from other noise in each step, or by several losses in turn. */
  private Rule rule(Recipe recipe) {
    if (run.said().learning.rule(recipe, OptionalDouble.empty(), run.line()) instanceof Rule rule) {
      return rule;
    }
    throw new ParameterException(
        run.line(),
        "Option '--optimizer %s' does not go with the model %s, which makes examples; leave it out."
            .formatted(recipe.optimizer(), run.said().model.orElseThrow()));
  }

  private void refuseUseless() {
    Given given =
        Given.of(
            run.line(),
            "--find-lr",
            "--accumulate",
            "--tiles",
            "--label-smoothing",
            "--normalize",
            "--augment",
            "--input-noise",
            "--mixup",
            "--patience",
            "--least-change",
            "--average");
    if (!given.isEmpty()) {
      throw new ParameterException(
          run.line(),
          "%s not go with the model %s, which makes examples; leave %s out."
              .formatted(given.subject("does", "do"), run.said().model.orElseThrow(), given.it()));
    }
  }
}
