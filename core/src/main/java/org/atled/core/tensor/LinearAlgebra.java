package org.atled.core.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.atled.core.error.ShapeException;
import org.atled.core.op.linalg.Addmm;
import org.atled.core.op.linalg.Bmm;
import org.atled.core.op.linalg.Cross;
import org.atled.core.op.linalg.Dot;
import org.atled.core.op.linalg.Einsum;
import org.atled.core.op.linalg.Kron;
import org.atled.core.op.linalg.MatMul;
import org.atled.core.op.linalg.MatrixNorm;
import org.atled.core.op.linalg.MatrixPower;
import org.atled.core.op.linalg.Outer;
import org.atled.core.op.linalg.QuantizedMatMul;
import org.atled.core.op.linalg.Tensordot;
import org.atled.core.op.linalg.Trace;
import org.atled.core.op.nn.Linear;

/** Products of matrices, vectors and other tensors, and what is made of them. */
public sealed interface LinearAlgebra permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * The matrix product, as NumPy's {@code @}: over the last axis of this and the last but one of b,
   * leading axes broadcast: [.., m, k] × [.., k, n] → [.., m, n]; a vector on the left is a row, on
   * the right a column, and the axis added for it is removed again. With G the gradient of the
   * result: ∂L/∂this = G·bᵀ, ∂L/∂b = thisᵀ·G, summed over broadcast axes.
   *
   * @throws ShapeException if the sizes do not meet, or if one has rank 0
   * @throws org.atled.core.error.TypeException if the promoted type is no float
   */
  default Tensor matmul(Tensor b) {
    Tensor a = self();
    if (a.shape().rank() == 0 || b.shape().rank() == 0) {
      throw new ShapeException(
          "matMul: " + a.shape() + " × " + b.shape() + ": takes no rank 0; use mul.");
    }
    boolean row = a.shape().rank() == 1;
    boolean column = b.shape().rank() == 1;
    Tensor product =
        Dispatch.apply(new MatMul(), row ? a.unsqueeze(0) : a, column ? b.unsqueeze(1) : b);
    product = column ? product.squeeze(-1) : product;
    return row ? product.squeeze(column ? -1 : -2) : product;
  }

  /**
   * x·Wᵀ for this x [.., in] and W [out, in]: [.., out]. With G the gradient of the result and
   * leading axes as one: ∂L/∂x = G·W, ∂L/∂W = Gᵀ·x.
   *
   * @throws ShapeException if the shapes are not such
   * @throws org.atled.core.error.TypeException if the promoted type is no float
   */
  default Tensor linear(Tensor weight) {
    return Dispatch.apply(new Linear(), self(), weight);
  }

  /**
   * x·Wᵀ + b for this x [.., in], W [out, in] and b [out]: [.., out], with the bits of the product
   * and then the sum. Gradients as in {@link #linear(Tensor)}, and ∂L/∂b = Σ G over leading axes.
   *
   * @throws ShapeException if the shapes are not such
   * @throws org.atled.core.error.TypeException if the promoted type is no float
   */
  default Tensor linear(Tensor weight, Tensor bias) {
    return Dispatch.apply(new Linear(), self(), weight, bias);
  }

  /**
   * s·(x·(Q − 128)) for this x [.., in], bytes Q [in, out], uint8, and a scale s [out]: [.., out].
   * Q may come in panels, [p, in, out/p]: p matrices that are side by side, each of which lies in
   * one piece, so that several threads read few rows' worth of it ahead of their use. So a matrix W
   * of floats is multiplied by that was rounded to Q = round(W/s) + 128, int8 with 128 for 0, and
   * read in a quarter of the bytes. The bits are those of {@code
   * x.matmul(Q.to(float32).sub(128)).mul(s)} in float32; PyTorch's {@code _weight_int8pack_mm} is
   * alike. With G the gradient of the result and leading axes as one: ∂L/∂this = (s·G)·(Q − 128)ᵀ,
   * ∂L/∂s = Σ G·(x·(Q − 128)).
   *
   * @throws ShapeException if the shapes are not such
   * @throws org.atled.core.error.TypeException if the weight is not uint8, or the others no floats
   */
  default Tensor quantizedMatmul(Tensor weight, Tensor scale) {
    return Dispatch.apply(new QuantizedMatMul(), self(), weight, scale);
  }

  /**
   * The inner product Σ aᵢ·bᵢ of two vectors of one length, in the type in which they meet; 0 of
   * nothing. ∂y/∂this = b, ∂y/∂b = this. NumPy's {@code dot} is {@link #matmul} where there are
   * more axes.
   *
   * @throws ShapeException if these are no two vectors of one length
   */
  default Tensor dot(Tensor b) {
    return Dispatch.apply(new Dot(), self(), b);
  }

  /**
   * All products aᵢ·bⱼ of two vectors: [m] and [n] → [m, n]. NumPy's flattens its operands first.
   * With G the gradient of the result: ∂L/∂this = G·b, ∂L/∂b = Gᵀ·this.
   *
   * @throws ShapeException if one is no vector
   */
  default Tensor outer(Tensor b) {
    return Dispatch.apply(new Outer(), self(), b);
  }

  /**
   * As many products of matrices: [b, m, k] × [b, k, n] → [b, m, n]; {@link #matmul} that
   * broadcasts nothing.
   *
   * @throws ShapeException if the shapes are not such
   * @throws org.atled.core.error.TypeException if the promoted type is no float
   */
  default Tensor bmm(Tensor b) {
    return Dispatch.apply(new Bmm(), self(), b);
  }

  /** This + a × b: {@link #addmm(Tensor, Tensor, double, double)} with β = α = 1. */
  default Tensor addmm(Tensor a, Tensor b) {
    return addmm(a, b, 1, 1);
  }

  /**
   * β·this + α·(a × b) for matrices a [m, k] and b [k, n]; this broadcasts to [m, n]. With β = 0
   * the numbers of this do not matter, NaN and infinities either, and its gradient is 0. With G the
   * gradient of the result: ∂L/∂this = β·G summed over broadcast axes, ∂L/∂a = α·G·bᵀ, ∂L/∂b =
   * α·aᵀ·G.
   *
   * @throws ShapeException if the shapes are not such
   * @throws org.atled.core.error.TypeException if the type of a and b is no float
   */
  default Tensor addmm(Tensor a, Tensor b, double beta, double alpha) {
    return Dispatch.apply(new Addmm(false, beta, alpha), self(), a, b);
  }

  /** This + a × b of batches: {@link #baddbmm(Tensor, Tensor, double, double)}, β = α = 1. */
  default Tensor baddbmm(Tensor a, Tensor b) {
    return baddbmm(a, b, 1, 1);
  }

  /**
   * β·this + α·(a × b) for as many matrices a [b, m, k] as b [b, k, n]; otherwise as {@link
   * #addmm(Tensor, Tensor, double, double)}.
   *
   * @throws ShapeException if the shapes are not such
   * @throws org.atled.core.error.TypeException if the type of a and b is no float
   */
  default Tensor baddbmm(Tensor a, Tensor b, double beta, double alpha) {
    return Dispatch.apply(new Addmm(true, beta, alpha), self(), a, b);
  }

  /**
   * The Kronecker product: each element of this times all of b, as blocks, [m, n] and [p, q] →
   * [m·p, n·q]. The same for any ranks; the lower gets leading axes of 1.
   */
  default Tensor kron(Tensor b) {
    return Dispatch.apply(new Kron(), self(), b);
  }

  /**
   * The sum of a matrix's diagonal, which need not be square: Σ xᵢᵢ; integers and bools are summed
   * as int64. ∂y/∂x = 1 on the diagonal, else 0.
   *
   * @throws ShapeException if this is no matrix; NumPy's takes more axes, as {@code
   *     diagonal().sum(-1)} does here
   */
  default Tensor trace() {
    return Dispatch.apply(new Trace(), self());
  }

  /**
   * Einstein's sum: each axis has a letter, elements whose letters agree are multiplied, and
   * letters that the result does not have are summed. {@code "bij,bjk->bik"} multiplies batches of
   * matrices, {@code "ii->i"} is a diagonal, {@code "ij->ji"} transposes, {@code "i,j,ij->"} is a
   * bilinear form.
   *
   * <p>An ellipsis {@code ...} stands for any axes without letters, which broadcast from the last;
   * if the result has none, they are summed, as PyTorch does (NumPy refuses). Without an arrow the
   * result has the ellipsis and then the letters that occur once, capitals before small ones, by
   * the alphabet. A size of 1 is repeated where another operand has more. Blanks do not matter.
   *
   * <p>Of several operands, always the two whose product is smallest are multiplied first, by one
   * matrix product; {@link #matmul} says how it adds. The result is of the type in which the
   * operands meet; integers are multiplied one by one, and of bools, which PyTorch does not take, a
   * sum is true if any product is. A single operand of integers or bools is summed as int64.
   *
   * @throws org.atled.core.error.ArgumentException if the subscripts cannot be read, or name other
   *     than so many operands
   * @throws ShapeException if letters and axes do not fit
   */
  static Tensor einsum(String subscripts, Tensor... operands) {
    return Dispatch.apply(new Einsum(subscripts), operands);
  }

  /**
   * The product summed over the last {@code axes} axes of this and as many first ones of b: [3, 4,
   * 5] and [4, 5, 6] → [3, 6] for 2. For 0 all products of two elements.
   *
   * @throws ShapeException if one has fewer axes, or their sizes do not meet
   */
  default Tensor tensordot(Tensor b, int axes) {
    if (axes < 0 || axes > self().shape().rank() || axes > b.shape().rank()) {
      throw new ShapeException(
          "tensordot: cannot go over %d axes of %s and of %s."
              .formatted(axes, self().shape(), b.shape()));
    }
    int first = self().shape().rank() - axes;
    return tensordot(
        b, IntStream.range(first, first + axes).toArray(), IntStream.range(0, axes).toArray());
  }

  /**
   * The product summed over {@code axes[i]} of this together with {@code others[i]} of b, for all
   * i; the result has the other axes of this and then those of b. A size of 1 is repeated, as in
   * PyTorch. Types are those of {@link #einsum}.
   *
   * @throws ShapeException if there are not as many axes, one is named twice, or sizes do not meet
   */
  default Tensor tensordot(Tensor b, int[] axes, int[] others) {
    return Dispatch.apply(new Tensordot(list(axes), list(others)), self(), b);
  }

  private static List<Integer> list(int[] axes) {
    return Arrays.stream(axes).boxed().toList();
  }

  /**
   * Square matrices [.., n, n] to a power, by squaring: at most 2·log₂ of the exponent products.
   * For 0 the identity, for which the gradient is 0. Negative powers are {@code
   * Linalg.matrixPower}'s.
   *
   * @throws org.atled.core.error.ArgumentException if the exponent is negative
   * @throws ShapeException if the last two axes differ
   * @throws org.atled.core.error.TypeException for integers and bools, if there is anything to
   *     multiply
   */
  default Tensor matrixPower(int exponent) {
    return Dispatch.apply(new MatrixPower(exponent), self());
  }

  /** The vector product along the last axis: {@link #cross(Tensor, int)}. */
  default Tensor cross(Tensor b) {
    return cross(b, -1);
  }

  /**
   * The vector product of vectors of 3 elements along an axis: (a₁b₂ − a₂b₁, a₂b₀ − a₀b₂, a₀b₁ −
   * a₁b₀); other axes broadcast. As PyTorch's {@code linalg.cross}; {@code torch.cross} takes the
   * first axis of 3. With G the gradient of the result: ∂L/∂this = b × G, ∂L/∂b = G × this.
   *
   * @throws ShapeException if ranks differ, the axis is not of 3, or others do not broadcast
   */
  default Tensor cross(Tensor b, int axis) {
    return Dispatch.apply(new Cross(axis), self(), b);
  }

  /**
   * The Frobenius norm √Σ x² of each matrix [.., m, n] → [..]; its gradient is x/y, and 0 where y
   * is 0.
   *
   * @throws ShapeException if this has fewer than two axes
   * @throws org.atled.core.error.TypeException for integers and bools
   */
  default Tensor matrixNorm() {
    return Dispatch.apply(new MatrixNorm(OptionalDouble.empty()), self());
  }

  /**
   * A norm of each matrix [.., m, n] → [..]: for 1 the greatest sum of |x| down a column, for ∞
   * along a row, for −1 and −∞ the least. Equal sums share the gradient; that of |x| is 0 at 0. The
   * greatest |x| of a matrix is {@code norm(∞, -2, -1)}.
   *
   * @throws org.atled.core.error.ArgumentException for other orders; 2 would need singular values
   * @throws ShapeException if this has fewer than two axes, or there is no sum to choose from
   * @throws org.atled.core.error.TypeException for integers and bools
   */
  default Tensor matrixNorm(double order) {
    return Dispatch.apply(new MatrixNorm(OptionalDouble.of(order)), self());
  }
}
