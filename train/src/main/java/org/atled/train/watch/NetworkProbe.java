package org.atled.train.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.Observer;
import org.atled.nn.layer.Hardsigmoid;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.ReLU6;
import org.atled.nn.layer.Sigmoid;
import org.atled.nn.layer.Tanh;
import org.atled.train.Outcome;
import org.atled.train.Phase;

/**
 * Looks into a network by one batch, in evaluation, where nothing moves: at what its activations
 * give, and at the gradients of its layers.
 */
final class NetworkProbe implements Observer {
  /** Of the units of a layer, or of its outputs. */
  private static final double MANY = 0.75;

  private static final double NEARLY_ALL = 0.9;

  /** An output so near to the end of a sigmoid has a slope of at most a hundredth. */
  private static final double NEAR = 0.01;

  /** Gradients of two layers that are further apart are told. */
  private static final double APART = 1e6;

  private final Map<String, String> found = new LinkedHashMap<>();

  private NetworkProbe() {}

  /** Warnings by what they are of, so that each is said once. */
  static Map<String, String> of(List<Phase> phases, Batch batch) {
    NetworkProbe probe = new NetworkProbe();
    for (Phase phase : phases) {
      Outcome outcome = phase.step().of(batch, Mode.evaluation().observedBy(probe));
      probe.gradients(phase, outcome.loss());
    }
    return probe.found;
  }

  @Override
  public void called(Module module, Object result) {
    if (result instanceof Tensor output) {
      switch (module) {
        case ReLU _, ReLU6 _ -> dead(module, output);
        case Sigmoid _, Hardsigmoid _ -> saturated(module, output, 0, 1);
        case Tanh _ -> saturated(module, output, -1, 1);
        default -> {
          // Others have no end that they could stick to.
        }
      }
    }
  }

  /** A unit is a channel of an image, and the last axis of all else. */
  private void dead(Module module, Tensor output) {
    int rank = output.shape().rank();
    if (rank < 2) {
      return;
    }
    int axis = rank > 3 ? 1 : rank - 1;
    long units = output.shape().size(axis);
    long inner = 1;
    for (int i = axis + 1; i < rank; i++) {
      inner *= output.shape().size(i);
    }
    boolean[] lives = new boolean[(int) units];
    double[] all = output.toDoubles();
    for (int i = 0; i < all.length; i++) {
      if (all[i] != 0) {
        lives[(int) (i / inner % units)] = true;
      }
    }
    int dead = 0;
    for (boolean isAlive : lives) {
      dead += isAlive ? 0 : 1;
    }
    if (dead > MANY * units) {
      found.putIfAbsent(
          "dead",
          "%s of %s units of %s are dead: they give 0 for every example and learn no more; try a smaller learning rate, or leaky-relu."
              .formatted(dead, units, module.title()));
    }
  }

  private void saturated(Module module, Tensor output, double low, double high) {
    double[] all = output.toDoubles();
    double near = NEAR * (high - low);
    long count = 0;
    for (double x : all) {
      count += x - low < near || high - x < near ? 1 : 0;
    }
    if (count > NEARLY_ALL * all.length) {
      found.putIfAbsent(
          "saturated",
          String.format(
              Locale.ROOT,
              "%.0f %% of what %s gives are at the ends of its range, where it has hardly a slope;"
                  + " try a smaller learning rate or smaller first weights, inputs of deviation 1,"
                  + " or relu.",
              100.0 * count / all.length,
              module.title()));
    }
  }

  /** Of weights alone: biases and norms have gradients of another size. */
  private void gradients(Phase phase, Tensor loss) {
    List<Parameter> weights = new ArrayList<>();
    for (Parameter parameter : phase.part().parameters()) {
      if (!parameter.isFrozen() && parameter.type().shape().rank() > 1) {
        weights.add(parameter);
      }
    }
    if (weights.size() < 2) {
      return;
    }
    Gradients gradients = Autograd.gradients(loss, Autograd.Independent.ZEROS, weights);
    int least = 0;
    int most = 0;
    double[] sizes = new double[weights.size()];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = DataWarnings.rms(gradients.of(weights.get(i)));
      least = sizes[i] < sizes[least] ? i : least;
      most = sizes[i] > sizes[most] ? i : most;
    }
    if (sizes[most] > APART * sizes[least]) {
      String small = weights.get(least).name();
      String large = weights.get(most).name();
      found.putIfAbsent(
          "apart",
          String.format(
              Locale.ROOT,
              least < most
                  ? "gradients vanish on their way back: that of %s is %.1e, that of %s %.1e; try"
                      + " relu, batch norm, residual blocks, or fewer layers."
                  : "gradients explode on their way back: that of %s is %.1e, that of %s %.1e; try"
                      + " --clip-norm 1, batch norm, or smaller first weights.",
              least < most ? small : large,
              least < most ? sizes[least] : sizes[most],
              least < most ? large : small,
              least < most ? sizes[most] : sizes[least]));
    }
  }
}
