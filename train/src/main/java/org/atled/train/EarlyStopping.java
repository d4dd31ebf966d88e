package org.atled.train;

import java.util.LinkedHashMap;
import java.util.List;
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
 * <p>It begins anew when a run does, and goes on as before when one is resumed: the weights of the
 * best epoch are saved with the run. Whoever gives them back and resumes the run later lets it
 * write {@link Checkpoints}, which hold the weights that it goes on with.
 */
public final class EarlyStopping implements Resumable, BooleanSupplier {
  private static final String EPOCH = "epoch";
  private static final String WEIGHTS = "weights/";
  private final Module module;
  private final int patience;
  private final double leastChange;
  private Optional<Map<String, Tensor>> weights = Optional.empty();
  private double best = Double.POSITIVE_INFINITY;
  private int bestEpoch;
  private int waited;
  private boolean isOver;
  private int keptEpoch;

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
  public String key() {
    return "early-stopping";
  }

  @Override
  public Map<String, Tensor> kept() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    weights.ifPresent(best -> {
      all.put(EPOCH, Tensor.of((long) bestEpoch));
      best.forEach((path, numbers) -> all.put(WEIGHTS + path, numbers));
    });
    return all;
  }

  @Override
  public void takeBack(Map<String, Tensor> kept) {
    Map<String, Tensor> best = new LinkedHashMap<>();
    kept.forEach((name, numbers) -> {
      if (name.startsWith(WEIGHTS)) {
        best.put(name.substring(WEIGHTS.length()), numbers);
      }
    });
    keptEpoch = Optional.ofNullable(kept.get(EPOCH)).map(epoch -> (int) epoch.item()).orElse(0);
    weights = best.isEmpty() ? Optional.empty() : Optional.of(best);
  }

  @Override
  public void resumed(List<EpochReport> history) {
    Optional<Map<String, Tensor>> kept = weights;
    begin();
    history.forEach(this::isBest);
    // Of another epoch they are if another change counted as the least.
    weights = bestEpoch == keptEpoch ? kept : Optional.empty();
    isOver = waited >= patience;
  }

  @Override
  public void runStarted() {
    begin();
  }

  private void begin() {
    weights = Optional.empty();
    best = Double.POSITIVE_INFINITY;
    bestEpoch = 0;
    waited = 0;
    isOver = false;
  }

  @Override
  public void epochStarted(int epoch, int epochs, long examples) {
    isOver = false;
  }

  @Override
  public void epochDone(EpochReport report) {
    if (isBest(report)) {
      weights = Optional.of(module.state().snapshot());
    }
    isOver = waited >= patience;
  }

  /** Counts an epoch. */
  private boolean isBest(EpochReport report) {
    double loss =
        report.test().orElse(report.train()).losses().values().stream()
            .mapToDouble(Double::doubleValue)
            .sum();
    boolean isBest = loss < best - (best == Double.POSITIVE_INFINITY ? 0 : leastChange);
    if (isBest) {
      best = loss;
      bestEpoch = report.epoch();
      waited = 0;
    } else {
      waited++;
    }
    return isBest;
  }

  /** Whether the patience was at its end when the last epoch was. */
  @Override
  public boolean getAsBoolean() {
    return isOver;
  }

  /** The best epoch, from 1; 0 if none has ended. */
  public int bestEpoch() {
    return bestEpoch;
  }

  /**
   * Gives the module the weights of the best epoch.
   *
   * @throws StateException if none has ended, or the best one before the run was resumed, in which
   *     this did not listen
   */
  public void restore() {
    if (bestEpoch == 0) {
      throw new StateException("EarlyStopping: no epoch has ended, of which there were weights.");
    }
    module
        .state()
        .restore(
            weights.orElseThrow(() ->
                new StateException(
                    "EarlyStopping: epoch %d, the best, ended before the run was resumed, which was saved without the weights of its best epoch."
                        .formatted(bestEpoch))));
  }
}
