package org.atled.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.atled.core.shape.Shape;

/**
 * What decompositions should give, of one matrix after another, as textbooks define it: slow, and
 * sharing nothing with the library that does it.
 */
final class MatrixOracle {
  private MatrixOracle() {}

  /** f of each matrix [m, n]: all give matrices of one size. */
  static Numbers each(Numbers x, long rows, long columns, Function<double[][], double[][]> f) {
    Shape batch = x.shape().slice(0, x.shape().rank() - 2);
    int m = (int) x.shape().size(-2);
    int n = (int) x.shape().size(-1);
    List<Double> all = new ArrayList<>();
    for (int b = 0; b < batch.elements(); b++) {
      double[][] a = new double[m][n];
      for (int i = 0; i < m; i++) {
        System.arraycopy(x.values(), (b * m + i) * n, a[i], 0, n);
      }
      for (double[] row : f.apply(a)) {
        Arrays.stream(row).forEach(all::add);
      }
    }
    return new Numbers(
        batch.concat(Shape.of(rows, columns)), all.stream().mapToDouble(e -> e).toArray());
  }

  /** A number of each matrix. */
  static Numbers number(Numbers x, Function<double[][], Double> f) {
    Numbers numbers = each(x, 1, 1, a -> new double[][] {{f.apply(a)}});
    return new Numbers(x.shape().slice(0, x.shape().rank() - 2), numbers.values());
  }

  /** A vector of each matrix. */
  static Numbers vector(Numbers x, long size, Function<double[][], double[]> f) {
    Numbers vectors = each(x, 1, size, a -> new double[][] {f.apply(a)});
    return new Numbers(
        x.shape().slice(0, x.shape().rank() - 2).concat(Shape.of(size)), vectors.values());
  }

  /** Laplace's expansion along the first row. */
  static double determinant(double[][] a) {
    double sum = a.length == 0 ? 1 : 0;
    for (int j = 0; j < a.length; j++) {
      sum += (j % 2 == 0 ? 1 : -1) * a[0][j] * determinant(minor(a, 0, j));
    }
    return sum;
  }

  private static double[][] minor(double[][] a, int row, int column) {
    int n = a.length;
    double[][] minor = new double[n - 1][n - 1];
    for (int i = 0; i < n - 1; i++) {
      for (int j = 0; j < n - 1; j++) {
        minor[i][j] = a[i < row ? i : i + 1][j < column ? j : j + 1];
      }
    }
    return minor;
  }

  /** The matrix of cofactors. */
  static double[][] cofactors(double[][] a) {
    double[][] c = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a.length; j++) {
        c[i][j] = ((i + j) % 2 == 0 ? 1 : -1) * determinant(minor(a, i, j));
      }
    }
    return c;
  }

  /** By Cramer's rule. */
  static double[][] inverse(double[][] a) {
    double det = determinant(a);
    double[][] y = transposed(cofactors(a));
    for (double[] row : y) {
      for (int j = 0; j < row.length; j++) {
        row[j] /= det;
      }
    }
    return y;
  }

  static double[][] transposed(double[][] a) {
    double[][] t = new double[a.length == 0 ? 0 : a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < t.length; j++) {
        t[j][i] = a[i][j];
      }
    }
    return t;
  }

  /** Row by row from the definition. */
  static double[][] cholesky(double[][] a) {
    double[][] l = new double[a.length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j <= i; j++) {
        double rest = a[i][j];
        for (int k = 0; k < j; k++) {
          rest -= l[i][k] * l[j][k];
        }
        l[i][j] = i == j ? Math.sqrt(rest) : rest / l[j][j];
      }
    }
    return l;
  }

  /** Q and R by Householder's reflections, none where there are only zeros below the diagonal. */
  static double[][][] qr(double[][] a) {
    int m = a.length;
    int n = m == 0 ? 0 : a[0].length;
    double[][] r = Arrays.stream(a).map(double[]::clone).toArray(double[][]::new);
    double[][] q = new double[m][m];
    for (int i = 0; i < m; i++) {
      q[i][i] = 1;
    }
    for (int k = 0; k < Math.min(m - 1, n); k++) {
      double[] v = new double[m];
      for (int i = k; i < m; i++) {
        v[i] = r[i][k];
      }
      double length = Math.sqrt(dot(v, v));
      if (length > Math.abs(v[k])) {
        v[k] += Math.copySign(length, v[k]);
        double[][] reflected = transposed(r);
        Arrays.stream(reflected).forEach(column -> reflect(column, v));
        r = transposed(reflected);
        Arrays.stream(q).forEach(row -> reflect(row, v));
      }
    }
    return new double[][][] {q, r};
  }

  private static void reflect(double[] x, double[] v) {
    double by = 2 * dot(x, v) / dot(v, v);
    for (int i = 0; i < x.length; i++) {
      x[i] -= by * v[i];
    }
  }

  /** The singular values, descending, by Hestenes' rotations of pairs of columns. */
  static double[] singularValues(double[][] given) {
    double[][] columns =
        given.length < (given.length == 0 ? 0 : given[0].length)
            ? Arrays.stream(given).map(double[]::clone).toArray(double[][]::new)
            : transposed(given);
    for (int sweep = 0; sweep < 60; sweep++) {
      for (int p = 0; p < columns.length; p++) {
        for (int q = p + 1; q < columns.length; q++) {
          rotate(columns[p], columns[q]);
        }
      }
    }
    return Arrays.stream(columns)
        .mapToDouble(c -> Math.sqrt(dot(c, c)))
        .map(s -> -s)
        .sorted()
        .map(s -> -s)
        .toArray();
  }

  private static void rotate(double[] p, double[] q) {
    double pq = dot(p, q);
    if (pq == 0) {
      return;
    }
    double zeta = (dot(q, q) - dot(p, p)) / (2 * pq);
    double t = Math.copySign(1, zeta) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
    double c = 1 / Math.sqrt(1 + t * t);
    for (int i = 0; i < p.length; i++) {
      double x = p[i];
      p[i] = c * (x - t * q[i]);
      q[i] = c * (t * x + q[i]);
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
