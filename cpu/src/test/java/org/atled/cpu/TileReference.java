package org.atled.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.atled.core.shape.DType;
import org.atled.core.spi.ConvolveKernel;
import org.atled.core.spi.ConvolveKernel.Factor;
import org.atled.core.spi.Strided;

/** What {@link ConvolveKernel} says of tiles, number by number. */
final class TileReference {
  private final ConvolveKernel kernel;
  private final boolean isSingle;

  /** Of windows that a tile computes along an axis, and of elements that it sees. */
  private final int step;

  private final int seen;

  private TileReference(ConvolveKernel kernel) {
    this.kernel = kernel;
    this.isSingle = kernel.out().dtype() == DType.FLOAT32;
    this.step = kernel.tile();
    this.seen = step + 2;
  }

  static void run(ConvolveKernel kernel) {
    TileReference reference = new TileReference(kernel);
    if (kernel.wanted() == Factor.W) {
      reference.weights();
    } else {
      reference.sums();
    }
  }

  private void sums() {
    boolean isGradient = kernel.wanted() == Factor.X;
    Strided from = isGradient ? kernel.y() : kernel.x();
    Strided to = kernel.out();
    double[][][][] u = new double[to.sizes()[1]][from.sizes()[1]][][];
    for (int c = 0; c < u.length; c++) {
      for (int s = 0; s < u[c].length; s++) {
        u[c][s] = both(this::ofKernel, taps(s, c, isGradient));
      }
    }
    for (int n = 0; n < to.sizes()[0]; n++) {
      for (int i = 0; i < to.sizes()[2]; i += step) {
        for (int j = 0; j < to.sizes()[3]; j += step) {
          double[][][] v = seen(from, n, i - before(0, isGradient), j - before(1, isGradient));
          for (int c = 0; c < u.length; c++) {
            double[][] m = new double[seen][seen];
            for (int s = 0; s < v.length; s++) {
              addProducts(v[s], u[c][s], m);
            }
            double[][] y = both(this::toSums, m);
            for (int di = 0; di < step && i + di < to.sizes()[2]; di++) {
              for (int dj = 0; dj < step && j + dj < to.sizes()[3]; dj++) {
                set(to, y[di][dj], n, c, i + di, j + dj);
              }
            }
          }
        }
      }
    }
  }

  /** What a tile sees of each channel, transformed. */
  private double[][][] seen(Strided from, int n, int top, int left) {
    double[][][] seen = new double[from.sizes()[1]][][];
    for (int c = 0; c < seen.length; c++) {
      seen[c] = both(this::ofSeen, part(from, n, c, top, left, this.seen));
    }
    return seen;
  }

  private int before(int axis, boolean isGradient) {
    int before = kernel.steps().before().get(axis);
    return isGradient ? 2 - before : before;
  }

  private double[][] taps(int source, int target, boolean isGradient) {
    double[][] taps = new double[3][3];
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        taps[i][j] =
            isGradient
                ? get(kernel.w(), source, target, 2 - i, 2 - j)
                : get(kernel.w(), target, source, i, j);
      }
    }
    return taps;
  }

  private void weights() {
    Strided x = kernel.x();
    Strided y = kernel.y();
    int down = (y.sizes()[2] + step - 1) / step;
    int across = (y.sizes()[3] + step - 1) / step;
    int rows = Math.max(1, 128 / across);
    int outputs = y.sizes()[1];
    int channels = x.sizes()[1];
    List<double[][][]> chunks = new ArrayList<>();
    for (int row = 0; row < y.sizes()[0] * down; row++) {
      if (row % rows == 0) {
        chunks.add(new double[outputs * channels][seen][seen]);
      }
      int n = row / down;
      int i = step * (row % down);
      for (int j = 0; j < step * across; j += step) {
        double[][][] v = seen(x, n, i - before(0, false), j - before(1, false));
        for (int o = 0; o < outputs; o++) {
          double[][] d = both(this::ofArrived, part(y, n, o, i, j, step));
          for (int c = 0; c < channels; c++) {
            addProducts(d, v[c], chunks.getLast()[o * channels + c]);
          }
        }
      }
    }
    for (int o = 0; o < outputs; o++) {
      for (int c = 0; c < channels; c++) {
        int number = o * channels + c;
        double[][] g = both(this::toKernel, tree(chunks.stream().map(it -> it[number]).toList()));
        for (int i = 0; i < 3; i++) {
          for (int j = 0; j < 3; j++) {
            set(kernel.w(), g[i][j], o, c, i, j);
          }
        }
      }
    }
  }

  private double[][] tree(List<double[][]> chunks) {
    List<double[][]> left = chunks;
    while (left.size() > 1) {
      List<double[][]> joined = new ArrayList<>();
      for (int i = 0; i < left.size(); i += 2) {
        joined.add(i + 1 < left.size() ? add(left.get(i), left.get(i + 1)) : left.get(i));
      }
      left = joined;
    }
    return left.getFirst();
  }

  private double[][] add(double[][] a, double[][] b) {
    double[][] sum = new double[seen][seen];
    for (int i = 0; i < seen; i++) {
      for (int j = 0; j < seen; j++) {
        sum[i][j] = round(a[i][j] + b[i][j]);
      }
    }
    return sum;
  }

  private void addProducts(double[][] a, double[][] b, double[][] sums) {
    for (int i = 0; i < seen; i++) {
      for (int j = 0; j < seen; j++) {
        sums[i][j] = fma(a[i][j], b[i][j], sums[i][j]);
      }
    }
  }

  /** Some rows and as many columns of a channel, with zeros outside. */
  private static double[][] part(Strided s, int n, int c, int top, int left, int size) {
    double[][] part = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < size; j++) {
        int y = top + i;
        int x = left + j;
        boolean isInside = y >= 0 && y < s.sizes()[2] && x >= 0 && x < s.sizes()[3];
        part[i][j] = isInside ? get(s, n, c, y, x) : 0;
      }
    }
    return part;
  }

  /** Down, and then across. */
  private static double[][] both(UnaryOperator<double[]> transform, double[][] m) {
    return transposed(each(transform, transposed(each(transform, m))));
  }

  /** Each column becomes that of the result. */
  private static double[][] each(UnaryOperator<double[]> transform, double[][] m) {
    double[][] columns = transposed(m);
    for (int j = 0; j < columns.length; j++) {
      columns[j] = transform.apply(columns[j]);
    }
    return transposed(columns);
  }

  private static double[][] transposed(double[][] m) {
    double[][] t = new double[m[0].length][m.length];
    for (int i = 0; i < m.length; i++) {
      for (int j = 0; j < m[0].length; j++) {
        t[j][i] = m[i][j];
      }
    }
    return t;
  }

  private double[] ofSeen(double[] d) {
    if (step == 2) {
      return new double[] {
        round(d[0] - d[2]), round(d[1] + d[2]), round(d[2] - d[1]), round(d[1] - d[3])
      };
    }
    double p = fma(-4, d[2], d[4]);
    double q = fma(-4, d[1], d[3]);
    double r = round(d[4] - d[2]);
    double s = 2 * round(d[3] - d[1]);
    return new double[] {
      fma(4, d[0], fma(-5, d[2], d[4])),
      round(p + q),
      round(p - q),
      round(r + s),
      round(r - s),
      fma(4, d[1], fma(-5, d[3], d[5]))
    };
  }

  private double[] ofKernel(double[] g) {
    double p = round(g[0] + g[2]);
    if (step == 2) {
      return new double[] {g[0], round(p + g[1]) / 2, round(p - g[1]) / 2, g[2]};
    }
    double q = fma(4, g[2], g[0]);
    return new double[] {
      g[0] / 4,
      round(round(p + g[1]) * part(-6)),
      round(round(p - g[1]) * part(-6)),
      round(fma(2, g[1], q) * part(24)),
      round(fma(-2, g[1], q) * part(24)),
      g[2]
    };
  }

  private double[] toSums(double[] m) {
    if (step == 2) {
      return new double[] {round(round(m[0] + m[1]) + m[2]), round(round(m[1] - m[2]) - m[3])};
    }
    double p = round(m[1] + m[2]);
    double q = round(m[1] - m[2]);
    double r = round(m[3] + m[4]);
    double s = round(m[3] - m[4]);
    return new double[] {
      round(round(m[0] + p) + r), fma(2, s, q), fma(4, r, p), round(fma(8, s, q) + m[5])
    };
  }

  private double[] ofArrived(double[] y) {
    if (step == 2) {
      return new double[] {y[0], round(y[0] + y[1]), round(y[0] - y[1]), -y[1]};
    }
    double p = round(y[0] + y[2]);
    double q = round(y[1] + y[3]);
    double r = fma(4, y[2], y[0]);
    double s = 2 * fma(4, y[3], y[1]);
    return new double[] {y[0], round(p + q), round(p - q), round(r + s), round(r - s), y[3]};
  }

  private double[] toKernel(double[] n) {
    double p = round(n[1] + n[2]);
    double q = round(n[1] - n[2]);
    if (step == 2) {
      return new double[] {round(n[0] + p / 2), q / 2, round(p / 2 + n[3])};
    }
    double r = round(n[3] + n[4]);
    double s = round(n[3] - n[4]);
    return new double[] {
      fma(part(24), r, fma(part(-6), p, n[0] / 4)),
      fma(part(12), s, round(part(-6) * q)),
      fma(part(6), round(r - p), n[5])
    };
  }

  /** The number nearest to 1 / whole. */
  private double part(int whole) {
    return round(1.0 / whole);
  }

  private double fma(double a, double b, double c) {
    return isSingle ? Math.fma((float) a, (float) b, (float) c) : Math.fma(a, b, c);
  }

  private double round(double number) {
    return isSingle ? (float) number : number;
  }

  private static double get(Strided s, int... at) {
    return ((Number) Reference.get(s, at)).doubleValue();
  }

  private void set(Strided s, double number, int... at) {
    Reference.set(s, at, isSingle ? (Object) (float) number : (Object) number);
  }
}
