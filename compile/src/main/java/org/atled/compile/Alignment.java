package org.atled.compile;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Strided;

/**
 * How the elements of one walk are met by another: two kernels that see the same storage through
 * different axes visit its elements in different orders, and one of them can take the other's.
 *
 * @param sizes of the walk that is followed
 * @param from for each of its axes that of the other walk, −1 where the other has none
 * @param reshape whether axes do not match but both walks are row-major, so that operands have to
 *     be reshaped
 */
record Alignment(int[] sizes, int[] from, boolean reshape) {

  /**
   * Lets a walk that sees a storage through {@code own} follow the one that sees it through {@code
   * leader}: each of its elements is met exactly once.
   */
  static Optional<Alignment> of(Strided own, Strided leader) {
    if (own.elements() != leader.elements() || own.offset() != leader.offset()) {
      return Optional.empty();
    }
    int[] from = new int[leader.rank()];
    boolean[] taken = new boolean[own.rank()];
    boolean matched = true;
    for (int j = 0; j < from.length && matched; j++) {
      from[j] = -1;
      if (leader.sizes()[j] != 1) {
        from[j] = axis(own, leader.sizes()[j], leader.strides()[j], taken);
        matched = from[j] >= 0;
      }
    }
    if (matched) {
      return Optional.of(new Alignment(leader.sizes(), from, false));
    }
    return own.isContiguous() && leader.isContiguous()
        ? Optional.of(new Alignment(leader.sizes(), from, true))
        : Optional.empty();
  }

  private static int axis(Strided own, int size, int stride, boolean[] taken) {
    for (int i = 0; i < own.rank(); i++) {
      if (!taken[i] && stride != 0 && own.sizes()[i] == size && own.strides()[i] == stride) {
        taken[i] = true;
        return i;
      }
    }
    return -1;
  }

  /** An operand of the walk that follows, as the walk that leads meets it. */
  Optional<Strided> follow(Strided operand) {
    if (reshape) {
      return operand.reshape(Shape.of(Arrays.stream(sizes).asLongStream().toArray()));
    }
    int[] strides = new int[sizes.length];
    for (int j = 0; j < strides.length; j++) {
      strides[j] = from[j] < 0 ? 0 : operand.strides()[from[j]];
    }
    return Optional.of(new Strided(operand.storage(), operand.offset(), sizes, strides));
  }

  /** All operands, if the walk can be followed by each. */
  Optional<List<Strided>> follow(List<Strided> operands) {
    List<Optional<Strided>> all = operands.stream().map(this::follow).toList();
    return all.stream().allMatch(Optional::isPresent)
        ? Optional.of(all.stream().map(Optional::orElseThrow).toList())
        : Optional.empty();
  }
}
