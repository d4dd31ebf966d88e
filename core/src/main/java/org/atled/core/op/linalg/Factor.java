package org.atled.core.op.linalg;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;

/** A tensor whose axes have labels: axes of one label run together, and a product may sum them. */
record Factor(Tensor tensor, List<Integer> labels) {
  Factor {
    labels = List.copyOf(labels);
  }

  /** With each label once: the diagonal where it was there twice. */
  Factor diagonal() {
    for (int first = 0; first < labels.size(); first++) {
      int second = labels.lastIndexOf(labels.get(first));
      if (second > first) {
        List<Integer> rest = new ArrayList<>(labels);
        rest.remove(second);
        rest.add(rest.remove(first));
        return new Factor(tensor.diagonal(0, first, second), rest).diagonal();
      }
    }
    return this;
  }

  /** Without axes of size 1 whose labels are longer elsewhere: a product repeats them anyhow. */
  Factor unrepeated(Labels sizes) {
    int[] repeated =
        labels.stream()
            .filter(label -> size(label) != sizes.size(label))
            .mapToInt(labels::indexOf)
            .toArray();
    List<Integer> rest = labels.stream().filter(label -> size(label) == sizes.size(label)).toList();
    return repeated.length == 0 ? this : new Factor(tensor.squeeze(repeated), rest);
  }

  /** Summed over all labels but these. */
  Factor sumTo(Collection<Integer> kept) {
    int[] gone =
        labels.stream().filter(label -> !kept.contains(label)).mapToInt(labels::indexOf).toArray();
    return gone.length == 0
        ? this
        : new Factor(tensor.sum(gone), labels.stream().filter(kept::contains).toList());
  }

  /** Its axes in this order of all its labels. */
  Tensor inOrder(List<Integer> order) {
    return order.equals(labels)
        ? tensor
        : tensor.permute(order.stream().mapToInt(labels::indexOf).toArray());
  }

  /**
   * The product, summed over the labels that both have and nobody keeps: one matrix product, whose
   * rows are the labels of this alone and whose columns those of b alone, one for each place on the
   * labels that both have and keep. Of integers, and where nothing is summed, it is the product of
   * elements.
   */
  Factor times(Factor b, Collection<Integer> kept) {
    List<Integer> shared = labels.stream().filter(b.labels::contains).toList();
    List<Integer> summed = shared.stream().filter(label -> !kept.contains(label)).toList();
    List<Integer> batch = shared.stream().filter(kept::contains).toList();
    List<Integer> rows = labels.stream().filter(label -> !b.labels.contains(label)).toList();
    List<Integer> columns = b.labels.stream().filter(label -> !labels.contains(label)).toList();
    List<Integer> result = join(batch, rows, columns);
    if (summed.isEmpty() || !tensor.dtype().isFloating()) {
      List<Integer> all = join(result, summed, List.of());
      return new Factor(spread(all).mul(b.spread(all)), all).sumTo(result);
    }
    Tensor product = matrices(batch, rows, summed).matmul(b.matrices(batch, summed, columns));
    Shape shape = sizes(batch).concat(sizes(rows)).concat(b.sizes(columns));
    return new Factor(product.reshape(shape), result);
  }

  /** Its axes in this order, with size 1 where it has none. */
  private Tensor spread(List<Integer> order) {
    long[] sizes = order.stream().mapToLong(l -> labels.contains(l) ? size(l) : 1).toArray();
    return inOrder(order.stream().filter(labels::contains).toList()).reshape(sizes);
  }

  private Tensor matrices(List<Integer> batch, List<Integer> rows, List<Integer> columns) {
    Shape matrix = Shape.of(sizes(rows).elements(), sizes(columns).elements());
    return inOrder(join(batch, rows, columns)).reshape(sizes(batch).concat(matrix));
  }

  private Shape sizes(List<Integer> some) {
    return Shape.of(some.stream().mapToLong(this::size).toArray());
  }

  private long size(int label) {
    return tensor.shape().size(labels.indexOf(label));
  }

  private static List<Integer> join(List<Integer> a, List<Integer> b, List<Integer> c) {
    return Stream.of(a, b, c).flatMap(List::stream).toList();
  }
}
