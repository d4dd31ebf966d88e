package org.atled.core.tensor;

import java.util.Optional;
import org.atled.core.shape.Shape;
import org.atled.core.spi.AttendKernel;
import org.atled.core.spi.Strided;

/** The heads of attention as {@link AttendKernel} takes them: those that share keys together. */
final class Heads {
  private Heads() {}

  static int shared(Tensor keys) {
    return keys.shape().rank() < 3 ? 1 : (int) keys.shape().size(-3);
  }

  static AttendKernel.Seen seen(Tensor q, Tensor k, Optional<Tensor> mask, Optional<Long> before) {
    return new AttendKernel.Seen(mask.map(m -> maskInGroups(m, q, k)), before);
  }

  /** Without a mask nothing has the shape of all scores, which may be more than a tensor holds. */
  private static Strided maskInGroups(Tensor mask, Tensor q, Tensor k) {
    int rank = q.shape().rank();
    Shape scores = q.shape().with(rank - 1, k.shape().size(-2));
    return inGroups(mask.strided().broadcastTo(scores), rank - 3, shared(k));
  }

  /** The axis of heads as two, of groups and of those in one; one head more where there is none. */
  static Strided inGroups(Strided x, int axis, int groups) {
    int at = Math.max(0, axis);
    int each = axis < 0 ? 1 : x.sizes()[at] / groups;
    int stride = axis < 0 ? 0 : x.strides()[at];
    int[] sizes = inserted(x.sizes(), axis < 0 ? 0 : at + 1, each);
    int[] strides = inserted(x.strides(), axis < 0 ? 0 : at + 1, stride);
    if (axis >= 0) {
      sizes[at] = groups;
      strides[at] = stride * each;
    }
    return new Strided(x.storage(), x.offset(), sizes, strides);
  }

  private static int[] inserted(int[] numbers, int at, int number) {
    int[] more = new int[numbers.length + 1];
    System.arraycopy(numbers, 0, more, 0, at);
    more[at] = number;
    System.arraycopy(numbers, at, more, at + 1, numbers.length - at);
    return more;
  }
}
