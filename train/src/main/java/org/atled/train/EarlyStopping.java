package org.atled.train;

import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Module;

/**
 * Ends a run whose loss no longer becomes better, in validation where there is one, and keeps the
 * weights of the best epoch:
 *
 * <pre>{@code
 * var early = EarlyStopping.of(model, 5);
 * Run run = trainer.listener(early).stopWhen(early).fit(train, validation);
 * early.restore();
 * }</pre>
 *
 * <p>It begins anew when a run does.
 */
public final class EarlyStopping implements TrainingListener, BooleanSupplier {
  private final Module module;
  private final int patience;
  private final double leastChange;
  private Optional<Map<String, Tensor>> weights = Optional.empty();
  private double best = Double.POSITIVE_INFINITY;
  private int bestEpoch;
  private int waited;

  private EarlyStopping(Module module, int patience, double leastChange) {
    if (patience < 1 || !(leastChange >= 0 && leastChange < Double.POSITIVE_INFINITY)) {
      throw new ArgumentException(
          "EarlyStopping: the patience is %d but must be at least 1, and the least change %s but must be at least 0 and finite."
              .formatted(patience, leastChange));
    }
    this.module = module;
    this.patience = patience;
    this.leastChange = leastChange;
  }

  /**
   * Waits for so many epochs.
   *
   * @param module whose weights are kept
   * @param patience how many epochs in a row may be no better, at least 1
   */
  public static EarlyStopping of(Module module, int patience) {
    return new EarlyStopping(module, patience, 0);
  }

  /** Where an epoch is better only if its loss is lower by more than so much. */
  public EarlyStopping leastChange(double change) {
    return new EarlyStopping(module, patience, change);
  }

  @Override
  public void epochStarted(int epoch, int epochs, long examples) {
    if (epoch == 1) {
      best = Double.POSITIVE_INFINITY;
      bestEpoch = 0;
      waited = 0;
    }
  }

  @Override
  public void epochDone(EpochReport report) {
    double loss =
        report.test().orElse(report.train()).losses().values().stream()
            .mapToDouble(Double::doubleValue)
            .sum();
    if (loss < best - (best == Double.POSITIVE_INFINITY ? 0 : leastChange)) {
      best = loss;
      bestEpoch = report.epoch();
      weights = Optional.of(module.state().snapshot());
      waited = 0;
    } else {
      waited++;
    }
  }

  /** Whether the patience is at its end. */
  @Override
  public boolean getAsBoolean() {
    return waited >= patience;
  }

  /** The best epoch, from 1; 0 if none has ended. */
  public int bestEpoch() {
    return bestEpoch;
  }

  /**
   * Gives the module the weights of the best epoch.
   *
   * @throws StateException if none has ended
   */
  public void restore() {
    if (bestEpoch == 0) {
      throw new StateException("EarlyStopping: no epoch has ended, of which there were weights.");
    }
    module.state().restore(weights.orElseThrow());
  }
}
