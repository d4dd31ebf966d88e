package org.atled.core.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.shape.Shape;
import org.atled.core.spi.AttendGradientKernel;
import org.atled.core.spi.AttendKernel;

/** Allocates the results of attention and its gradients, and asks for their kernels. */
record AttentionKernels(Kernels kernels) {
  /** As {@link Kernels#attend} has it. */
  Kernels.Attended attend(
      Tensor q, Tensor k, Tensor v, Optional<Tensor> mask, Optional<Long> before, double scale) {
    int rank = q.shape().rank();
    Tensor out = laidAs(q, new TensorType(q.dtype(), q.shape().with(rank - 1, v.shape().size(-1))));
    TensorType sums = new TensorType(q.dtype(), q.shape().slice(0, rank - 1));
    if (out.shape().isEmpty() || k.shape().size(-2) == 0) {
      return new Kernels.Attended(
          out, kernels.fill(sums, Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY)));
    }
    Tensor logSums = kernels.allocate(sums);
    int heads = Heads.shared(k);
    kernels.run(
        new AttendKernel(
            Heads.inGroups(q.strided(), rank - 3, heads),
            k.strided(),
            v.strided(),
            Heads.seen(q, k, mask, before),
            scale,
            Heads.inGroups(out.strided(), rank - 3, heads),
            Heads.inGroups(logSums.strided(), rank - 3, heads)));
    return new Kernels.Attended(out, logSums);
  }

  /** As {@link Kernels#attendGradient} has it. */
  List<Tensor> gradient(
      Tensor q,
      Tensor k,
      Tensor v,
      Optional<Tensor> mask,
      Optional<Long> before,
      double scale,
      Tensor logSums,
      Tensor means,
      Tensor g) {
    List<Tensor> results = List.of(laidAs(q, q.type()), laidAs(k, k.type()), laidAs(v, v.type()));
    if (!g.shape().isEmpty() && !k.shape().isEmpty()) {
      int axis = q.shape().rank() - 3;
      int heads = Heads.shared(k);
      kernels.run(
          new AttendGradientKernel(
              Heads.inGroups(q.strided(), axis, heads),
              k.strided(),
              v.strided(),
              Heads.seen(q, k, mask, before),
              scale,
              Heads.inGroups(logSums.strided(), axis, heads),
              Heads.inGroups(means.strided(), axis, heads),
              Heads.inGroups(g.strided(), axis, heads),
              Heads.inGroups(results.get(0).strided(), axis, heads),
              results.get(1).strided(),
              results.get(2).strided()));
    }
    return results;
  }

  /**
   * With heads inside rows if those of x are: what comes of a product for all heads together, and
   * goes into the next one, is never copied.
   */
  private Tensor laidAs(Tensor x, TensorType type) {
    int rank = type.shape().rank();
    int[] strides = x.strided().strides();
    if (rank < 3 || strides[rank - 3] >= strides[rank - 2]) {
      return kernels.allocate(type);
    }
    Shape shape = type.shape();
    Shape inMemory = shape.with(rank - 3, shape.size(-2)).with(rank - 2, shape.size(-3));
    int[] order = new int[rank];
    Arrays.setAll(order, i -> i);
    order[rank - 3] = rank - 2;
    order[rank - 2] = rank - 3;
    return kernels.view(
        kernels.allocate(new TensorType(type.dtype(), inMemory)).strided().permute(order));
  }
}
