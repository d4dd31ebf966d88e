package org.atled.cpu;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.UnaryOperator;
import org.atled.core.expr.Exponential;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Logarithm;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.AttendGradientKernel;
import org.atled.core.spi.AttendKernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/**
 * What {@link AttendKernel} and {@link AttendGradientKernel} say, number by number and without
 * leaving anything out. All are doubles, which hold every float.
 */
final class ReferenceAttention {
  private static final int KEYS = 128;
  private static final int QUERIES = 64;
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  private final DType type;
  private final Strided q;
  private final Strided k;
  private final Strided v;
  private final AttendKernel.Seen seen;
  private final double scale;
  private final AttendKernel attend;
  private final Expression exp;
  private final Expression log;
  private final int leading;

  ReferenceAttention(AttendKernel a) {
    type = a.q().dtype();
    q = a.q();
    k = a.k();
    v = a.v();
    seen = a.seen();
    scale = rounded(a.scale());
    attend = a;
    exp = expression(Exponential::exp);
    log = expression(Logarithm::log);
    leading = k.rank() - 2;
  }

  ReferenceAttention(AttendGradientKernel a) {
    this(new AttendKernel(a.q(), a.k(), a.v(), a.seen(), a.scale(), a.g(), a.logSums()));
  }

  private Expression expression(UnaryOperator<Term> f) {
    return Expression.of(List.of(type), type, in -> f.apply(in.getFirst()));
  }

  private double rounded(double x) {
    return type == DType.FLOAT32 ? (float) x : x;
  }

  private double fma(double a, double b, double c) {
    return type == DType.FLOAT32 ? Math.fma((float) a, (float) b, (float) c) : Math.fma(a, b, c);
  }

  private double apply(Expression f, double x) {
    Storage one = Storage.one(type, Double.doubleToRawLongBits(x));
    Strided in = Strided.rowMajor(one, Shape.of());
    return ((Number) ReferenceExpressions.evaluate(f, 0, List.of(in), new int[0])).doubleValue();
  }

  private static double get(Strided s, int[] group, int... rest) {
    return ((Number) Reference.get(s, joined(group, rest))).doubleValue();
  }

  private void set(Strided s, int[] group, double x, int... rest) {
    Object number = type == DType.FLOAT32 ? (Object) (float) x : (Object) x;
    Reference.set(s, joined(group, rest), number);
  }

  private static int[] joined(int[] a, int[] b) {
    int[] both = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private int size(Strided s, int axis) {
    return s.sizes()[leading + axis];
  }

  private double chain(int n, IntToDoubleFunction a, IntToDoubleFunction b) {
    double sum = 0;
    for (int x = 0; x < n; x++) {
      sum = fma(a.applyAsDouble(x), b.applyAsDouble(x), sum);
    }
    return sum;
  }

  private double score(int[] group, int h, int i, int j) {
    double s =
        chain(size(q, 2), x -> rounded(get(q, group, h, i, x) * scale), x -> get(k, group, j, x));
    if (seen.mask().isPresent()) {
      Strided mask = seen.mask().get();
      if (mask.dtype() == DType.BOOL) {
        s = (boolean) Reference.get(mask, joined(group, new int[] {h, i, j})) ? s : NEVER;
      } else {
        double more = get(mask, group, h, i, j);
        s = more == NEVER ? NEVER : rounded(s + more);
      }
    }
    return seen.before().isPresent() && j - i > seen.before().get() ? NEVER : s;
  }

  private double shifted(double x, double y) {
    return x == NEVER ? 0 : apply(exp, rounded(x - y));
  }

  void run() {
    Reference.each(
        Arrays.copyOf(k.sizes(), leading),
        group -> {
          for (int h = 0; h < size(q, 0); h++) {
            for (int i = 0; i < size(q, 1); i++) {
              attend(group, h, i);
            }
          }
        });
  }

  private void attend(int[] group, int h, int i) {
    int keys = size(k, 0);
    double[] o = new double[size(v, 1)];
    double greatest = NEVER;
    double sum = 0;
    for (int first = 0; first < keys; first += KEYS) {
      int from = first;
      int count = Math.min(KEYS, keys - first);
      double[] p = new double[count];
      double next = greatest;
      for (int j = 0; j < count; j++) {
        p[j] = score(group, h, i, from + j);
        next = Math.max(next, p[j]);
      }
      double by = shifted(greatest, next);
      double ofBlock = 0;
      for (int j = 0; j < count; j++) {
        p[j] = shifted(p[j], next);
        ofBlock = rounded(ofBlock + p[j]);
      }
      for (int x = 0; x < o.length; x++) {
        int column = x;
        o[x] = fma(o[x], by, chain(count, j -> p[j], j -> get(v, group, from + j, column)));
      }
      sum = fma(sum, by, ofBlock);
      greatest = next;
    }
    for (int x = 0; x < o.length; x++) {
      set(attend.out(), group, sum == 0 ? 0 : rounded(rounded(o[x] / sum) + 0.0), h, i, x);
    }
    double logSum = sum == 0 ? NEVER : rounded(greatest + apply(log, sum));
    set(attend.logSums(), group, logSum, h, i);
  }

  void run(AttendGradientKernel a) {
    Reference.each(Arrays.copyOf(k.sizes(), leading), group -> new OfGroup(a, group).run());
  }

  /** Of all pairs the weight and its score's slope. */
  private final class OfGroup {
    private final AttendGradientKernel a;
    private final int[] group;
    private final int heads = size(q, 0);
    private final int queries = size(q, 1);
    private final int keys = size(k, 0);
    private final double[][][] weights = new double[heads][queries][keys];
    private final double[][][] slopes = new double[heads][queries][keys];

    OfGroup(AttendGradientKernel a, int[] group) {
      this.a = a;
      this.group = group;
    }

    void run() {
      for (int h = 0; h < heads; h++) {
        for (int i = 0; i < queries; i++) {
          for (int j = 0; j < keys; j++) {
            slope(h, i, j);
          }
        }
      }
      for (int h = 0; h < heads; h++) {
        for (int i = 0; i < queries; i++) {
          for (int x = 0; x < size(q, 2); x++) {
            byQ(h, i, x);
          }
        }
      }
      for (int j = 0; j < keys; j++) {
        for (int x = 0; x < size(k, 1); x++) {
          int column = x;
          double sum =
              overQueries(j, slopes, (h, i) -> rounded(get(q, group, h, i, column) * scale));
          set(a.byK(), group, sum, j, x);
        }
        for (int x = 0; x < size(v, 1); x++) {
          int column = x;
          set(
              a.byV(),
              group,
              overQueries(j, weights, (h, i) -> get(a.g(), group, h, i, column)),
              j,
              x);
        }
      }
    }

    private void slope(int h, int i, int j) {
      double s = score(group, h, i, j);
      double p = shifted(s, get(a.logSums(), group, h, i));
      double d = chain(size(v, 1), x -> get(v, group, j, x), x -> get(a.g(), group, h, i, x));
      weights[h][i][j] = p;
      slopes[h][i][j] = s == NEVER ? 0 : rounded(p * rounded(d - get(a.means(), group, h, i)));
    }

    private void byQ(int h, int i, int x) {
      double sum = 0;
      for (int first = 0; first < keys; first += KEYS) {
        int from = first;
        double more =
            chain(
                Math.min(KEYS, keys - from),
                j -> slopes[h][i][from + j],
                j -> get(k, group, from + j, x));
        sum = rounded(sum + more);
      }
      set(a.byQ(), group, rounded(sum * scale), h, i, x);
    }

    private double overQueries(int j, double[][][] pairs, OfQuery factor) {
      double sum = 0;
      for (int h = 0; h < heads; h++) {
        int head = h;
        for (int first = 0; first < queries; first += QUERIES) {
          int from = first;
          double more =
              chain(
                  Math.min(QUERIES, queries - from),
                  i -> pairs[head][from + i][j],
                  i -> factor.of(head, from + i));
          sum = rounded(sum + more);
        }
      }
      return sum;
    }
  }

  private interface OfQuery {
    double of(int head, int query);
  }
}
