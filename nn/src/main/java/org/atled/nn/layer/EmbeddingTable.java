package org.atled.nn.layer;

import java.util.Arrays;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.init.Initializer;

/** A vector for each id of a vocabulary: the rows of a weight [entries, width]. */
public abstract sealed class EmbeddingTable extends Layer permits Embedding, EmbeddingBag {
  /**
   * What a table is made from.
   *
   * @param entries ids go from 0 to below it
   * @param width of a vector
   * @param padding the id that stands for nothing: its row starts as 0 and gets no gradient
   * @param maxNorm the length to which longer vectors are scaled as they are looked up. Other than
   *     in PyTorch the weight itself stays, and the scale takes part in the gradient
   * @param weightInit the start of the other rows
   * @param sparse whether the gradient is of the rows alone that were looked up, as long as nothing
   *     else uses the weight: see {@link #withSparseGradient}
   */
  public record Config(
      long entries,
      long width,
      Optional<Long> padding,
      Optional<Double> maxNorm,
      Initializer weightInit,
      boolean sparse) {
    public Config {
      if (entries < 1 || width < 1) {
        throw new ArgumentException(
            "Embedding: entries and width must be at least 1, not %d and %d."
                .formatted(entries, width));
      }
      if (padding.isPresent() && (padding.get() < 0 || padding.get() >= entries)) {
        throw new ArgumentException(
            "Embedding: the padding is %d but must be an id, from 0 to %d."
                .formatted(padding.get(), entries - 1));
      }
      if (maxNorm.isPresent() && !(maxNorm.get() > 0)) {
        throw new ArgumentException(
            "Embedding: the greatest norm is %s but must be positive.".formatted(maxNorm.get()));
      }
    }

    /** All rows from N(0, 1), as PyTorch's. */
    public static Config of(long entries, long width) {
      return new Config(
          entries, width, Optional.empty(), Optional.empty(), Initializer.normal(0, 1), false);
    }

    public Config withPadding(long id) {
      return new Config(entries, width, Optional.of(id), maxNorm, weightInit, sparse);
    }

    public Config withMaxNorm(double norm) {
      return new Config(entries, width, padding, Optional.of(norm), weightInit, sparse);
    }

    public Config initializedBy(Initializer init) {
      return new Config(entries, width, padding, maxNorm, init, sparse);
    }

    /**
     * With a gradient of rows, for a table of which a step looks up little: PyTorch's {@code
     * sparse=True}. {@link org.atled.nn.optim.SparseAdam}, and Sgd and Adagrad without momentum and
     * weight decay, then visit these rows alone; other rules get zeros for the others, and give the
     * bits that they give without this.
     */
    public Config withSparseGradient() {
      return new Config(entries, width, padding, maxNorm, weightInit, true);
    }
  }

  private final Config table;
  private final Parameter weight;

  EmbeddingTable(Config table) {
    this.table = table;
    weight =
        parameter(
            "weight",
            new TensorType(DType.FLOAT32, Shape.of(table.entries(), table.width())),
            (seed, type) -> start(table, table.weightInit().draw(seed, type)));
  }

  private static Tensor start(Config table, Tensor drawn) {
    return table
        .padding()
        .map(id -> Tensor.arange((int) table.entries()).eq(id).unsqueeze(1).where(0.0, drawn))
        .orElse(drawn);
  }

  /** The table itself, [entries, width]: row i is the vector of id i. */
  public final Parameter weight() {
    settle();
    return weight;
  }

  /** The id that stands for nothing. */
  final Optional<Long> padding() {
    return table.padding();
  }

  final long width() {
    return table.width();
  }

  /** Ids as int64 or int32. */
  static Tensor whole(Tensor ids) {
    return switch (ids.dtype()) {
      case INT64, INT32 -> ids;
      case UINT8 -> ids.to(DType.INT64);
      default ->
          throw new TypeException(
              "the ids are %s but must be int64, int32 or uint8; convert with to(DType.INT64)."
                  .formatted(ids.type()));
    };
  }

  /** A row for each of ids [n]; it says which of them has none. */
  final Tensor rows(Tensor ids, Shape shape) {
    Tensor rows;
    try {
      Tensor all = weight.value();
      rows = table.sparse() ? all.sparseRows(ids) : all.rows(ids);
    } catch (ShapeException e) {
      throw outside(ids, shape).orElse(e);
    }
    if (table.padding().isPresent()) {
      rows = ids.ne(table.padding().get()).unsqueeze(1).where(rows, rows.detach());
    }
    return table.maxNorm().isPresent() ? shortened(rows, table.maxNorm().get()) : rows;
  }

  /** The scale is PyTorch's, with 1e-7 beside the norm. */
  private static Tensor shortened(Tensor rows, double most) {
    Tensor norm = rows.norm(2, -1).unsqueeze(-1);
    return rows.mul(norm.gt(most).where(norm.add(1e-7).reciprocal().mul(most), 1.0));
  }

  private Optional<ShapeException> outside(Tensor ids, Shape shape) {
    long[] numbers = ids.toLongs();
    for (int i = 0; i < numbers.length; i++) {
      if (numbers[i] < 0 || numbers[i] >= table.entries()) {
        return Optional.of(
            new ShapeException(
                ("the id %d at %s is not in the vocabulary, whose %d ids go from 0 to %d; give the"
                        + " layer more entries, or text the same vocabulary.")
                    .formatted(
                        numbers[i],
                        Arrays.toString(shape.place(i)),
                        table.entries(),
                        table.entries() - 1)));
      }
    }
    return Optional.empty();
  }

  /** Entries, width and what else was chosen. */
  final String words() {
    return table.entries()
        + ", "
        + table.width()
        + table.padding().map(id -> ", padding " + id).orElse("")
        + table.maxNorm().map(norm -> ", norm to " + norm).orElse("")
        + (table.sparse() ? ", sparse gradient" : "");
  }
}
