package org.atled.nn.optim;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Module;
import org.atled.nn.StateMap;

/**
 * The mean of a network's weights over the course of its training. Exponential: each step counts
 * less by the same factor than the next, Polyak and Juditsky 1992 and PyTorch's {@code
 * get_ema_multi_avg_fn}; or equal, stochastic weight averaging: Izmailov et al. 2018 and PyTorch's
 * {@code AveragedModel}. The first update takes the weights as they are. Buffers, such as running
 * statistics, are those of the last update; of an equal mean they must be computed anew: {@link
 * org.atled.nn.layer.BatchNorm#recompute}.
 */
public final class WeightAverage {
  private final Module network;
  private final OptionalDouble decay;
  private final Map<String, Cell> averages = new LinkedHashMap<>();
  private final Slot updates = Slot.of(0L);

  private WeightAverage(Module network, OptionalDouble decay) {
    this.network = network;
    this.decay = decay;
    updates.name("updates");
  }

  /** Made when they are first needed: before a training begins, its seed is to draw the weights. */
  private Map<String, Cell> averages() {
    if (averages.isEmpty()) {
      network
          .state()
          .entries()
          .forEach((path, cell) -> {
            Buffer copy = new Buffer(cell.value().detach());
            copy.name(path);
            averages.put(path, copy);
          });
    }
    return averages;
  }

  /**
   * average ← decay·average + (1 − decay)·weight.
   *
   * @param decay inside (0, 1), such as 0.999
   */
  public static WeightAverage exponential(Module network, double decay) {
    if (!(decay > 0 && decay < 1)) {
      throw new ArgumentException(
          "WeightAverage: the decay is " + decay + " but must be inside (0, 1), such as 0.999.");
    }
    return new WeightAverage(network, OptionalDouble.of(decay));
  }

  /** average ← average + (weight − average)/(updates so far). */
  public static WeightAverage equal(Module network) {
    return new WeightAverage(network, OptionalDouble.empty());
  }

  /** Takes the weights of the moment in: after a step, or an epoch. */
  public void update() {
    long before = (long) updates.get();
    double share =
        before == 0 ? 1 : decay.isPresent() ? 1 - decay.getAsDouble() : 1.0 / (before + 1);
    network.state().entries().forEach((path, cell) -> update(path, cell, share));
    updates.set(before + 1);
  }

  private void update(String path, Cell cell, double share) {
    Cell average = averages().get(path);
    if (average == null) {
      throw new StateException(
          "WeightAverage: %s was registered since; make the average of the whole network."
              .formatted(cell));
    }
    Autograd.noGrad(() -> {
      Tensor now = cell.value().detach();
      Tensor mean = average.value();
      boolean whole = share == 1 || !(cell instanceof Parameter);
      average.copyInto(whole ? now : mean.add(now.sub(mean).mul(share)));
      return average;
    });
  }

  /** Forgets all: the next update is the first. */
  public void reset() {
    averages.clear();
    updates.set(0L);
  }

  /** How often it was updated. */
  public long updates() {
    return (long) updates.get();
  }

  /** Gives the network the average; its own weights are lost. */
  public void copyInto() {
    network.state().restore(StateMap.of(averages()).snapshot());
  }

  /** What a function gives while the network has the average; then it has its own weights again. */
  public <T> T applied(Supplier<T> function) {
    Map<String, Tensor> own = network.state().snapshot();
    copyInto();
    try {
      return function.get();
    } finally {
      network.state().restore(own);
    }
  }

  /** All that going on later needs, by path; {@link StateMap#of} saves and restores it. */
  public Map<String, Cell> state() {
    Map<String, Cell> all = new LinkedHashMap<>(averages());
    all.put(updates.name(), updates);
    return Collections.unmodifiableMap(all);
  }
}
