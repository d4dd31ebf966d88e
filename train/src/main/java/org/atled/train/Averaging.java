package org.atled.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Module;
import org.atled.nn.StateMap;
import org.atled.nn.optim.WeightAverage;

/**
 * Averages the weights of a network in the course of its training, see {@link WeightAverage}, and
 * goes on with that where a run is resumed:
 *
 * <pre>{@code
 * var average = Averaging.exponential(model, 0.999);
 * trainer.listener(average).fit(train, validation);
 * average.copyInto();
 * }</pre>
 */
public final class Averaging implements Resumable {
  private final WeightAverage mean;
  private final int from;

  /**
   * @param from the first epoch at whose end the weights are taken in; 0: after each step
   */
  private Averaging(WeightAverage mean, int from) {
    this.mean = mean;
    this.from = from;
  }

  /**
   * After each step average ← decay·average + (1 − decay)·weight.
   *
   * @param decay inside (0, 1), such as 0.999
   */
  public static Averaging exponential(Module network, double decay) {
    return new Averaging(WeightAverage.exponential(network, decay), 0);
  }

  /**
   * The equal mean of the weights at the ends of epochs: stochastic weight averaging. Batch norm
   * must see the data again afterwards: {@link org.atled.nn.layer.BatchNorm#recompute}.
   *
   * @param from the first of them, from 1
   */
  public static Averaging equal(Module network, int from) {
    if (from < 1) {
      throw new ArgumentException(
          "Averaging: the first epoch is " + from + " but epochs count from 1.");
    }
    return new Averaging(WeightAverage.equal(network), from);
  }

  @Override
  public void runStarted() {
    mean.reset();
  }

  @Override
  public void stepDone(long examples, EpochReport.Measured soFar) {
    if (from == 0) {
      mean.update();
    }
  }

  @Override
  public void epochDone(EpochReport report) {
    if (from > 0 && report.epoch() >= from) {
      mean.update();
    }
  }

  @Override
  public String key() {
    return "average";
  }

  @Override
  public Map<String, Tensor> kept() {
    Map<String, Tensor> kept = new LinkedHashMap<>();
    mean.state().forEach((name, cell) -> kept.put(name, cell.value()));
    return kept;
  }

  @Override
  public void takeBack(Map<String, Tensor> kept) {
    if (kept.isEmpty()) {
      throw new StateException(
          "Averaging: the run was saved without an average of its weights, which cannot be made of"
              + " what is left; leave it out, or begin the run anew.");
    }
    StateMap.of(mean.state()).restore(kept);
  }

  /** How often weights were taken in. */
  public long updates() {
    return mean.updates();
  }

  /**
   * Gives the network the average; its own weights are lost.
   *
   * @throws StateException if no weights were taken in
   */
  public void copyInto() {
    if (mean.updates() == 0) {
      throw new StateException("Averaging: no weights were taken in yet.");
    }
    mean.copyInto();
  }
}
