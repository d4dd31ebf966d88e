package org.atled.cpu;

import static org.atled.cpu.Operands.Layout.CONTIGUOUS;
import static org.atled.cpu.Operands.Layout.REPEATED;
import static org.atled.cpu.Operands.Layout.SLICED;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.spi.Strided;

/** The ways in which the matrices of a product may lie in memory, each also transposed. */
final class ProductPlaces {
  /** Makes an operand of at least two axes. */
  @FunctionalInterface
  interface Place {
    Strided of(DType dtype, int... sizes);
  }

  private final Operands operands;

  ProductPlaces(Operands operands) {
    this.operands = operands;
  }

  /** For what is written: no two elements stand at the same place. */
  List<Place> outputs() {
    return withTransposed(
        List.of(
            (type, sizes) -> operands.of(type, CONTIGUOUS, sizes),
            (type, sizes) -> operands.of(type, SLICED, sizes),
            this::amongOthers,
            this::lastRowFirst,
            (type, sizes) -> backwards(lastRowFirst(type, sizes), sizes.length - 1)));
  }

  /** For what is read. */
  List<Place> inputs() {
    List<Place> places = new ArrayList<>(outputs());
    places.addAll(
        withTransposed(
            List.of((type, sizes) -> operands.of(type, REPEATED, sizes), this::sameInEachRow)));
    return places;
  }

  /** Columns of something wider: neighbours in a row, gaps between rows. */
  private Strided amongOthers(DType type, int... sizes) {
    int last = sizes.length - 1;
    int[] wider = Reference.with(sizes, last, sizes[last] + 3);
    return operands.of(type, CONTIGUOUS, wider).slice(last, 2, 1, sizes[last]);
  }

  private Strided lastRowFirst(DType type, int... sizes) {
    return backwards(operands.of(type, CONTIGUOUS, sizes), sizes.length - 2);
  }

  private static Strided backwards(Strided s, int axis) {
    return s.slice(axis, s.sizes()[axis] - 1, -1, s.sizes()[axis]);
  }

  /** Stride 0 along the rows. */
  private Strided sameInEachRow(DType type, int... sizes) {
    int[] oneRow = Reference.with(sizes, sizes.length - 2, 1);
    return operands.of(type, CONTIGUOUS, oneRow).broadcastTo(Operands.shape(sizes));
  }

  private static List<Place> withTransposed(List<Place> places) {
    List<Place> all = new ArrayList<>(places);
    for (Place place : places) {
      all.add((type, sizes) -> swapped(place.of(type, swapped(sizes))));
    }
    return all;
  }

  private static int[] swapped(int[] sizes) {
    int[] swapped = sizes.clone();
    swapped[sizes.length - 2] = sizes[sizes.length - 1];
    swapped[sizes.length - 1] = sizes[sizes.length - 2];
    return swapped;
  }

  private static Strided swapped(Strided s) {
    int[] order = new int[s.rank()];
    for (int axis = 0; axis < order.length; axis++) {
      order[axis] = axis;
    }
    return s.permute(swapped(order));
  }
}
