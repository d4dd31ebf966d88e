package org.atled.cpu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.spi.ConvolveKernel;

/** The transforms of {@link ConvolveKernel#tile} along one axis, for tiles of each size. */
enum TileForm {
  /** F(2×2, 3×3). */
  TWO(2) {
    @Override
    List<Term> ofSeen(List<Term> d) {
      return List.of(
          d.get(0).sub(d.get(2)),
          d.get(1).add(d.get(2)),
          d.get(2).sub(d.get(1)),
          d.get(1).sub(d.get(3)));
    }

    @Override
    List<Term> ofKernel(List<Term> g) {
      Term outer = g.get(0).add(g.get(2));
      return List.of(
          g.get(0), outer.add(g.get(1)).mul(0.5), outer.sub(g.get(1)).mul(0.5), g.get(2));
    }

    @Override
    List<Term> toSums(List<Term> m) {
      return List.of(m.get(0).add(m.get(1)).add(m.get(2)), m.get(1).sub(m.get(2)).sub(m.get(3)));
    }

    @Override
    List<Term> ofArrived(List<Term> y) {
      Term first = y.get(0);
      Term second = y.get(1);
      return List.of(first, first.add(second), first.sub(second), second.neg());
    }

    @Override
    List<Term> toKernel(List<Term> n) {
      Term sum = n.get(1).add(n.get(2)).mul(0.5);
      Term difference = n.get(1).sub(n.get(2)).mul(0.5);
      return List.of(n.get(0).add(sum), difference, sum.add(n.get(3)));
    }
  },

  /** F(4×4, 3×3). */
  FOUR(4) {
    @Override
    List<Term> ofSeen(List<Term> d) {
      Term p = d.get(2).fma(-4, d.get(4));
      Term q = d.get(1).fma(-4, d.get(3));
      Term r = d.get(4).sub(d.get(2));
      Term s = d.get(3).sub(d.get(1)).mul(2);
      return List.of(
          d.get(0).fma(4, d.get(2).fma(-5, d.get(4))),
          p.add(q),
          p.sub(q),
          r.add(s),
          r.sub(s),
          d.get(1).fma(4, d.get(3).fma(-5, d.get(5))));
    }

    @Override
    List<Term> ofKernel(List<Term> g) {
      Term p = g.get(0).add(g.get(2));
      Term q = g.get(2).fma(4, g.get(0));
      return List.of(
          g.get(0).mul(0.25),
          p.add(g.get(1)).mul(-SIXTH),
          p.sub(g.get(1)).mul(-SIXTH),
          g.get(1).fma(2, q).mul(SIXTH / 4),
          g.get(1).fma(-2, q).mul(SIXTH / 4),
          g.get(2));
    }

    @Override
    List<Term> toSums(List<Term> m) {
      Term p = m.get(1).add(m.get(2));
      Term q = m.get(1).sub(m.get(2));
      Term r = m.get(3).add(m.get(4));
      Term s = m.get(3).sub(m.get(4));
      return List.of(m.get(0).add(p).add(r), s.fma(2, q), r.fma(4, p), s.fma(8, q).add(m.get(5)));
    }

    @Override
    List<Term> ofArrived(List<Term> y) {
      Term p = y.get(0).add(y.get(2));
      Term q = y.get(1).add(y.get(3));
      Term r = y.get(2).fma(4, y.get(0));
      Term s = y.get(3).fma(4, y.get(1)).mul(2);
      return List.of(y.get(0), p.add(q), p.sub(q), r.add(s), r.sub(s), y.get(3));
    }

    @Override
    List<Term> toKernel(List<Term> n) {
      Term p = n.get(1).add(n.get(2));
      Term q = n.get(1).sub(n.get(2));
      Term r = n.get(3).add(n.get(4));
      Term s = n.get(3).sub(n.get(4));
      return List.of(
          r.fma(SIXTH / 4, p.fma(-SIXTH, n.get(0).mul(0.25))),
          s.fma(SIXTH / 2, q.mul(-SIXTH)),
          r.sub(p).fma(SIXTH, n.get(5)));
    }
  };

  /** Of a kernel. */
  static final int TAPS = 3;

  private static final double SIXTH = 1.0 / 6;

  /** What is done along one axis, and then along the other. */
  enum Transform {
    /** Of what a tile sees: Bᵀ. */
    OF_SEEN,
    /** Of a kernel: G. */
    OF_KERNEL,
    /** The same of a kernel that is read backwards. */
    OF_TURNED_KERNEL,
    /** Of the products to the sums: Aᵀ. */
    TO_SUMS,
    /** Of what arrived at the sums to the products: A. */
    OF_ARRIVED,
    /** Of the products to a kernel's gradient: Gᵀ. */
    TO_KERNEL
  }

  /** Of windows that one tile computes, down as across. */
  final int step;

  /** Of elements that a tile sees along an axis. */
  final int seen;

  /** Of them in all, which is also how many products a tile takes. */
  final int products;

  private final List<Expression> singles;
  private final List<Expression> doubles;

  TileForm(int step) {
    this.step = step;
    this.seen = step + 2;
    this.products = seen * seen;
    this.singles = expressions(DType.FLOAT32);
    this.doubles = expressions(DType.FLOAT64);
  }

  static TileForm of(int step) {
    return step == TWO.step ? TWO : FOUR;
  }

  abstract List<Term> ofSeen(List<Term> d);

  abstract List<Term> ofKernel(List<Term> g);

  abstract List<Term> toSums(List<Term> m);

  abstract List<Term> ofArrived(List<Term> y);

  abstract List<Term> toKernel(List<Term> n);

  int inputs(Transform transform) {
    return switch (transform) {
      case OF_SEEN, TO_SUMS, TO_KERNEL -> seen;
      case OF_KERNEL, OF_TURNED_KERNEL -> TAPS;
      case OF_ARRIVED -> step;
    };
  }

  int outputs(Transform transform) {
    return switch (transform) {
      case OF_SEEN, OF_KERNEL, OF_TURNED_KERNEL, OF_ARRIVED -> seen;
      case TO_SUMS -> step;
      case TO_KERNEL -> TAPS;
    };
  }

  Expression expression(Transform transform, DType dtype) {
    return (dtype == DType.FLOAT32 ? singles : doubles).get(transform.ordinal());
  }

  private List<Expression> expressions(DType dtype) {
    List<Expression> all = new ArrayList<>();
    for (Transform transform : Transform.values()) {
      all.add(
          Expression.of(
              Collections.nCopies(inputs(transform), dtype),
              Collections.nCopies(outputs(transform), dtype),
              terms -> apply(transform, terms)));
    }
    return List.copyOf(all);
  }

  private List<Term> apply(Transform transform, List<Term> terms) {
    return switch (transform) {
      case OF_SEEN -> ofSeen(terms);
      case OF_KERNEL -> ofKernel(terms);
      case OF_TURNED_KERNEL -> ofKernel(terms.reversed());
      case TO_SUMS -> toSums(terms);
      case OF_ARRIVED -> ofArrived(terms);
      case TO_KERNEL -> toKernel(terms);
    };
  }
}
