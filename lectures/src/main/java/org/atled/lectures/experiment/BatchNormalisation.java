package org.atled.lectures.experiment;

import org.atled.core.random.Seed;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;

/**
 * Batch norm, y = (x − mean)/√(variance + ε) over the examples of a batch (Ioffe and Szegedy 2015):
 * deep networks with it ({@link NormedDepth}), what it makes of the scale of weights and so of
 * learning rates ({@link NormedScale}), and its two modes ({@link RunningStatistics}).
 */
public final class BatchNormalisation implements Experiment {
  @Override
  public String name() {
    return "batch-norm";
  }

  @Override
  public String title() {
    return "Batch norm: depth, the scale of weights and learning rates, and its two modes";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, new NormedDepth.Size(10, 100, 3, 0.03, 0.1, 0.3, 1, 3));
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, new NormedDepth.Size(10, 100, 1, 0.3));
  }

  Findings run(Seed seed, NormedDepth.Size size) {
    Findings.Builder findings = Findings.builder();
    NormedDepth.report(seed.at("depth"), size, findings);
    NormedScale.report(seed.at("scale"), findings);
    RunningStatistics.report(seed.at("running"), findings);
    return findings.build();
  }
}
