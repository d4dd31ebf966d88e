package org.atled.cpu;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.atled.core.shape.DType;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Kernel.Factor;
import org.atled.core.spi.Strided;

/** What {@link Kernel.Convolve} says of tiles, number by number. */
final class TileReference {
  private final Kernel.Convolve kernel;
  private final boolean isSingle;

  private TileReference(Kernel.Convolve kernel) {
    this.kernel = kernel;
    this.isSingle = kernel.out().dtype() == DType.FLOAT32;
  }

  static void run(Kernel.Convolve kernel) {
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
      for (int i = 0; i < to.sizes()[2]; i += 2) {
        for (int j = 0; j < to.sizes()[3]; j += 2) {
          double[][][] v = seen(from, n, i - before(0, isGradient), j - before(1, isGradient));
          for (int c = 0; c < u.length; c++) {
            double[][] m = new double[4][4];
            for (int s = 0; s < v.length; s++) {
              addProducts(v[s], u[c][s], m);
            }
            double[][] y = both(this::toSums, m);
            for (int di = 0; di < 2 && i + di < to.sizes()[2]; di++) {
              for (int dj = 0; dj < 2 && j + dj < to.sizes()[3]; dj++) {
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
      seen[c] = both(this::ofSeen, part(from, n, c, top, left, 4));
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
    int down = (y.sizes()[2] + 1) / 2;
    int across = (y.sizes()[3] + 1) / 2;
    int rows = Math.max(1, 128 / across);
    int outputs = y.sizes()[1];
    int channels = x.sizes()[1];
    List<double[][][]> chunks = new ArrayList<>();
    for (int row = 0; row < y.sizes()[0] * down; row++) {
      if (row % rows == 0) {
        chunks.add(new double[outputs * channels][4][4]);
      }
      int n = row / down;
      int i = 2 * (row % down);
      for (int j = 0; j < 2 * across; j += 2) {
        double[][][] v = seen(x, n, i - before(0, false), j - before(1, false));
        for (int o = 0; o < outputs; o++) {
          double[][] d = both(this::ofArrived, part(y, n, o, i, j, 2));
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
    double[][] sum = new double[4][4];
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        sum[i][j] = round(a[i][j] + b[i][j]);
      }
    }
    return sum;
  }

  private void addProducts(double[][] a, double[][] b, double[][] sums) {
    for (int i = 0; i < 4; i++) {
      for (int j = 0; j < 4; j++) {
        sums[i][j] =
            isSingle
                ? Math.fma((float) a[i][j], (float) b[i][j], (float) sums[i][j])
                : Math.fma(a[i][j], b[i][j], sums[i][j]);
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
    return new double[] {
      round(d[0] - d[2]), round(d[1] + d[2]), round(d[2] - d[1]), round(d[1] - d[3])
    };
  }

  private double[] ofKernel(double[] g) {
    double outer = round(g[0] + g[2]);
    return new double[] {g[0], round(outer + g[1]) / 2, round(outer - g[1]) / 2, g[2]};
  }

  private double[] toSums(double[] m) {
    return new double[] {round(round(m[0] + m[1]) + m[2]), round(round(m[1] - m[2]) - m[3])};
  }

  private double[] ofArrived(double[] y) {
    return new double[] {y[0], round(y[0] + y[1]), round(y[0] - y[1]), -y[1]};
  }

  private double[] toKernel(double[] u) {
    double sum = round(u[1] + u[2]) / 2;
    return new double[] {round(u[0] + sum), round(u[1] - u[2]) / 2, round(sum + u[3])};
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
