package org.atled.nn.layer;

import java.util.Locale;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.ScatterReduction;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;

/**
 * The sum, mean or maximum of the rows of each bag of ids: [bags, n] → [bags, width], or ids [n]
 * and where each bag begins, {@link #apply(Tensor, Tensor, Mode)}. The padding counts for nothing;
 * a bag of nothing gives 0. Equal maxima share the gradient.
 */
public final class EmbeddingBag extends EmbeddingTable {
  /** What becomes of the rows of a bag. */
  public enum Join {
    SUM(ScatterReduction.SUM),
    MEAN(ScatterReduction.MEAN),
    MAX(ScatterReduction.MAX);

    private final ScatterReduction reduction;

    Join(ScatterReduction reduction) {
      this.reduction = reduction;
    }
  }

  /**
   * What a layer is made from.
   *
   * @param table the rows
   * @param join what becomes of them
   */
  public record Bag(EmbeddingTable.Config table, Join join) {}

  private final Bag config;

  public EmbeddingBag(long entries, long width, Join join) {
    this(new Bag(Config.of(entries, width), join));
  }

  public EmbeddingBag(Bag config) {
    super(config.table());
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    Shape shape = x.shape();
    if (shape.rank() != 2) {
      throw new ShapeException(
          "the ids are %s but must be [bags, n]; ids [n] need a tensor of where each bag begins."
              .formatted(shape));
    }
    Tensor bags = Tensor.arange(0, shape.size(0), 1).unsqueeze(1).broadcastTo(shape);
    return joined(whole(x).flatten(), bags.flatten(), shape.size(0), shape);
  }

  /**
   * As {@link #apply(Tensor, Mode)}, for bags of different sizes one after another.
   *
   * @param ids [n]
   * @param starts [bags], where each bag begins: whole numbers that ascend from 0, which nobody
   *     checks while a step is written down
   */
  public Tensor apply(Tensor ids, Tensor starts, Mode mode) {
    return call(
        mode,
        () -> {
          if (ids.shape().rank() != 1 || starts.shape().rank() != 1) {
            throw new ShapeException(
                "the ids are %s and the starts %s but must be [n] and [bags]."
                    .formatted(ids.shape(), starts.shape()));
          }
          Tensor begins = starts.to(DType.INT64);
          checkStarts(begins, ids.shape().size(0));
          Tensor places = Tensor.arange(0, ids.shape().size(0), 1);
          Tensor bags = begins.searchSorted(places, true).sub(1L);
          return joined(whole(ids), bags, starts.shape().size(0), ids.shape());
        });
  }

  private static void checkStarts(Tensor starts, long ids) {
    if (Scope.current().isWrittenDown()) {
      return;
    }
    long least = 0;
    long[] numbers = starts.toLongs();
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] < least || numbers[i] > ids || i == 0 && numbers[i] > 0) {
        throw new ShapeException(
            "bag %d starts at %d, but starts ascend from 0 to at most the %d ids."
                .formatted(i, numbers[i], ids));
      }
      least = numbers[i];
    }
  }

  /** What is padding goes to one bag more, which is left out. */
  private Tensor joined(Tensor ids, Tensor bags, long count, Shape shape) {
    Tensor rows = rows(ids, shape);
    Tensor to = padding().map(id -> ids.eq(id).where(count, bags)).orElse(bags);
    return Tensor.zeros(rows.dtype(), count + 1, width())
        .scatterReduce(
            0, to.unsqueeze(1).broadcastTo(rows.shape()), rows, config.join().reduction, false)
        .slice(0, 0, count);
  }

  @Override
  public Optional<Bag> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "EmbeddingBag(%s, %s)".formatted(words(), config.join().name().toLowerCase(Locale.ROOT));
  }
}
