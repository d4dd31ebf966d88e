package org.atled.core.autograd;

import java.util.function.UnaryOperator;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * A gradient by a table of which some rows were looked up, and that is 0 elsewhere. A row that is
 * named several times has its sum, in the order of the names, where it is named first, and zeros at
 * the others: so the values may be scaled, and squared and added, as the whole might.
 *
 * @param type of the table, [rows, ..]
 * @param index int64 [n], which rows these are
 * @param values [n, ..]
 * @param first int64 [n], for each place that at which its row is named first
 */
public record RowGradient(TensorType type, Tensor index, Tensor values, Tensor first)
    implements Found {
  /**
   * Of rows that are to be added up where they are named several times.
   *
   * @param index int64 or int32 [n]
   * @param values [n, ..]
   */
  static RowGradient sum(TensorType type, Tensor index, Tensor values) {
    // What is looked up by may be a cell's, which changes.
    Tensor which = index.copy().to(DType.INT64);
    Tensor first = first(which);
    Tensor sums = Tensor.full(values.type(), 0).indexAdd(0, first, values);
    return new RowGradient(type, which, sums, first);
  }

  /** By sorting, which keeps the order of equals; so it takes no memory for the whole table. */
  private static Tensor first(Tensor index) {
    long n = index.shape().size(0);
    Tensor places = Tensor.arange(0, n, 1);
    if (n < 2) {
      return places;
    }
    Tensor order = index.argsort(0);
    Tensor sorted = index.gather(0, order);
    Tensor begins = sorted.slice(0, 1, n).ne(sorted.slice(0, 0, n - 1));
    Tensor begin = begins.where(places.slice(0, 1, n), places.slice(0, 0, 1));
    Tensor group = Structure.concat(0, places.slice(0, 0, 1), begin).cumMax(0);
    return places.scatter(0, order, order.gather(0, group));
  }

  /** For each place what its row has in all, whether or not it is named first there. */
  public Tensor sums() {
    return values.rows(first);
  }

  @Override
  public Tensor whole() {
    return Tensor.full(type, 0).indexAdd(0, index, values);
  }

  /** After a change of each number that leaves 0 as it is. */
  RowGradient map(UnaryOperator<Tensor> change) {
    return new RowGradient(type, index, change.apply(values), first);
  }

  RowGradient plus(RowGradient other) {
    return sum(
        type, Structure.concat(0, index, other.index), Structure.concat(0, values, other.values));
  }
}
