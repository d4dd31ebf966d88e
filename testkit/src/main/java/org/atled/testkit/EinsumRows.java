package org.atled.testkit;

import static org.atled.testkit.OpRow.EVERY_FLOAT;
import static org.atled.testkit.OpRow.NUMERIC;

import java.util.Arrays;
import java.util.List;
import org.atled.core.op.linalg.Einsum;
import org.atled.core.op.linalg.Tensordot;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;

/** Sums of products over axes that are named. */
final class EinsumRows {
  private static final Operand REAL = Operand.between(-2, 2);
  // Sums of at most 60 products of three numbers below 2 in size.
  private static final Tolerance SUM = new Tolerance(16, 32);

  private EinsumRows() {}

  static List<OpRow> rows() {
    return List.of(
        einsum("ij,jk->ik", 2)
            .taking(NUMERIC)
            .on(Shape.of(3, 4), Shape.of(4, 2))
            .on(Shape.of(1, 1), Shape.of(1, 1))
            .on(Shape.of(3, 1), Shape.of(4, 2))
            .on(Shape.of(3, 0), Shape.of(0, 2))
            .on(Shape.of(0, 4), Shape.of(4, 2)),
        einsum("bij,bjk->bik", 2)
            .on(Shape.of(2, 2, 3), Shape.of(2, 3, 2))
            .on(Shape.of(1, 2, 3), Shape.of(2, 3, 2))
            .on(Shape.of(0, 2, 3), Shape.of(0, 3, 2)),
        einsum("ij,jk", "ij,jk->ik", 2).on(Shape.of(3, 4), Shape.of(4, 2)),
        einsum("ba", "ba->ab", 1).on(Shape.of(3, 4)),
        einsum("bA", "bA->Ab", 1).on(Shape.of(3, 4)),
        einsum("ij->", 1).on(Shape.of(3, 4)).on(Shape.of(0, 4)),
        einsum("ij->j", 1).on(Shape.of(3, 4)),
        einsum("ii", "ii->", 1).on(Shape.of(3, 3)).on(Shape.of(1, 1)),
        einsum("ii->i", 1).taking(OpRow.ALL).on(Shape.of(3, 3)).on(Shape.of(0, 0)),
        einsum("iji->ij", 1).on(Shape.of(3, 2, 3)),
        einsum("iii->i", 1).on(Shape.of(3, 3, 3)),
        einsum("i,i->", 2)
            .taking(NUMERIC)
            .on(Shape.of(5), Shape.of(5))
            .on(Shape.of(0), Shape.of(0)),
        einsum("i,i->i", 2).on(Shape.of(5), Shape.of(5)).on(Shape.of(1), Shape.of(5)),
        einsum("i,j->ji", 2).taking(NUMERIC).on(Shape.of(3), Shape.of(4)),
        einsum(",ij->ji", 2).on(Shape.scalar(), Shape.of(2, 3)),
        einsum("->", 1).on(Shape.scalar()),
        einsum("ij,kl->il", 2).on(Shape.of(2, 3), Shape.of(4, 2)),
        einsum("aij,bji->ba", 2).on(Shape.of(2, 3, 2), Shape.of(3, 2, 3)),
        einsum("iij,ji->i", 2).on(Shape.of(3, 3, 2), Shape.of(2, 3)),
        einsum("bhqd,bhkd->bhqk", 2).on(Shape.of(1, 2, 3, 2), Shape.of(1, 2, 2, 2)),
        einsum("...ij,...jk->...ik", "abij,bjk->abik", 2)
            .on(Shape.of(2, 1, 2, 3), Shape.of(3, 3, 2)),
        einsum("...j->j", "abj->j", 1).on(Shape.of(2, 3, 2)),
        einsum("i...,i...", "iab,ib->ab", 2).on(Shape.of(2, 3, 2), Shape.of(2, 2)),
        einsum("a...b->b...a", "acb->bca", 1).on(Shape.of(2, 3, 4)),
        einsum(" i j, ...j->... i ", "ij,abj->abi", 2).on(Shape.of(2, 3), Shape.of(2, 2, 3)),
        einsum("i,j,ij->", 3).on(Shape.of(3), Shape.of(4), Shape.of(3, 4)),
        einsum("ij,jk,kl->il", 3)
            .on(Shape.of(2, 3), Shape.of(3, 4), Shape.of(4, 2))
            .on(Shape.of(2, 1), Shape.of(3, 1), Shape.of(4, 2)),
        einsum("ij,ij,ij->i", 3).on(Shape.of(2, 3), Shape.of(2, 3), Shape.of(2, 3)),
        einsum("ab,bc,cd,de->ae", 4)
            .within(new Tolerance(32, 64, 4), new Tolerance(32, 64))
            .on(Shape.of(2, 3), Shape.of(3, 2), Shape.of(2, 3), Shape.of(3, 2)),
        tensordot("of 2 axes", "aij,ijb->ab", new int[] {1, 2}, new int[] {0, 1})
            .on(Shape.of(3, 2, 3), Shape.of(2, 3, 2))
            .on(Shape.of(1, 1, 1), Shape.of(1, 1, 1))
            .on(Shape.of(3, 0, 2), Shape.of(0, 2, 4)),
        tensordot("crosswise", "aij,jbi->ab", new int[] {1, -1}, new int[] {2, 0})
            .taking(NUMERIC)
            .on(Shape.of(3, 2, 3), Shape.of(3, 2, 2))
            .on(Shape.of(3, 1, 3), Shape.of(3, 2, 2)),
        tensordot("of no axes", "i,jk->ijk", new int[0], new int[0])
            .on(Shape.of(3), Shape.of(2, 4)));
  }

  private static OpRow einsum(String subscripts, int operands) {
    return einsum(subscripts, subscripts, operands);
  }

  /**
   * A row.
   *
   * @param plain the same with an arrow and no ellipsis
   */
  private static OpRow einsum(String subscripts, String plain, int operands) {
    Operand[] real = new Operand[operands];
    Arrays.fill(real, REAL);
    return OpRow.of(
            "einsum of " + subscripts,
            Einsum.class,
            in -> Tensor.einsum(subscripts, in.toArray(Tensor[]::new)),
            in -> Oracle.einsum(plain, in),
            real)
        .within(new Tolerance(16, 32, operands), SUM)
        .taking(EVERY_FLOAT)
        .known("torch.einsum", "numpy.einsum");
  }

  private static OpRow tensordot(String name, String plain, int[] axes, int[] others) {
    return OpRow.of(
            "tensordot " + name,
            Tensordot.class,
            in -> in.get(0).tensordot(in.get(1), axes, others),
            in -> Oracle.einsum(plain, in),
            REAL,
            REAL)
        // Twice: what one operand has with a size of 1 is summed in the other alone.
        .within(new Tolerance(16, 32, 2), SUM)
        .taking(EVERY_FLOAT)
        .known("torch.tensordot", "numpy.tensordot");
  }
}
