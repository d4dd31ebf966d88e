package org.atled.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.data.Dataset;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.Observer;
import org.atled.nn.layer.BatchNorm;

/**
 * The last batch of an epoch, or a part of a batch, which may have one example. Batch norm takes
 * the variance of each channel over the batch and all places, so that it needs more than one
 * number.
 */
final class LastBatch {
  private LastBatch() {}

  /**
   * Holds what is learned to batches that a network can be trained on.
   *
   * @param parts into how many a batch is cut
   * @param scaled whether examples are images that {@code --size} makes larger
   * @throws ArgumentException if the last batch or a part has one example, of which a layer with
   *     batch norm gives one number a channel
   */
  static void check(Layer network, Dataset train, int batchSize, int parts, boolean scaled) {
    int examples = train.size();
    int last = last(examples, batchSize);
    int least = Math.min(last, batchSize);
    if (examples > 1 && least / Math.min(parts, least) == 1) {
      List<String> single = new ArrayList<>();
      Observer observer =
          new Observer() {
            @Override
            public void called(Module module, Object result) {
              if (module instanceof BatchNorm
                  && result instanceof Tensor y
                  && isSingle(y.shape())) {
                single.add(module.title());
              }
            }
          };
      Shape one = Shape.of(1).concat(train.info().input());
      Tensor zeros = Tensor.full(new TensorType(train.info().x().dtype(), one), 0);
      network.withoutSettling(() ->
          Autograd.noGrad(() -> network.apply(zeros, Mode.evaluation().observedBy(observer))));
      if (!single.isEmpty()) {
        throw last == 1
            ? refused(single.getFirst(), examples, batchSize, scaled)
            : refusedPart(single.getFirst(), least, parts);
      }
    }
  }

  private static int last(int examples, int batchSize) {
    return examples % batchSize == 0 ? batchSize : examples % batchSize;
  }

  private static ArgumentException refusedPart(String layer, int batch, int parts) {
    return new ArgumentException(
        "A batch of %s examples in %d parts has a part of one, of which %s sees one number a channel, too few for the variance that it trains by; take --accumulate %d, or larger batches."
            .formatted(Text.grouped(batch), parts, layer, Math.max(1, batch / 2)));
  }

  /** Of one example: [1, channels, …]. */
  private static boolean isSingle(Shape shape) {
    return shape.elements() == shape.size(1);
  }

  private static ArgumentException refused(
      String layer, int examples, int batchSize, boolean scaled) {
    int other =
        IntStream.rangeClosed(Math.min(batchSize, examples), examples)
            .filter(size -> last(examples, size) > 1)
            .findFirst()
            .orElse(examples);
    return new ArgumentException(
        "The last of the batches of %s has one of the %s examples, of which %s sees one number a channel, too few for the variance that it trains by; take --batch-size %d%s."
            .formatted(
                Text.grouped(batchSize),
                Text.grouped(examples),
                layer,
                other,
                scaled ? ", or larger images by --size" : ""));
  }
}
