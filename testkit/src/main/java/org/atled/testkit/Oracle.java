package org.atled.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.atled.core.shape.Shape;

/**
 * The values that operations should have, by plain loops over doubles: slow, obvious, and sharing
 * no code with kernels or expressions. Axes count from 0.
 */
public final class Oracle {
  private Oracle() {}

  /** f of every element. */
  public static Numbers map(Numbers x, DoubleUnaryOperator f) {
    return Numbers.of(x.shape(), i -> f.applyAsDouble(x.values()[i]));
  }

  /** f of every pair, after broadcasting. */
  public static Numbers map(Numbers a, Numbers b, DoubleBinaryOperator f) {
    return map(List.of(a, b), e -> f.applyAsDouble(e[0], e[1]));
  }

  /** f of the elements that meet, after broadcasting. */
  public static Numbers map(List<Numbers> inputs, ToDoubleFunction<double[]> f) {
    int rank = inputs.stream().mapToInt(x -> x.shape().rank()).max().orElseThrow();
    long[] sizes = new long[rank];
    Arrays.fill(sizes, 1);
    for (Numbers x : inputs) {
      int missing = rank - x.shape().rank();
      for (int a = 0; a < x.shape().rank(); a++) {
        long size = x.shape().size(a);
        sizes[a + missing] = size == 1 ? sizes[a + missing] : size;
      }
    }
    Shape shape = Shape.of(sizes);
    List<Numbers> wide = inputs.stream().map(x -> broadcast(x, shape)).toList();
    return Numbers.of(
        shape, i -> f.applyAsDouble(wide.stream().mapToDouble(x -> x.values()[i]).toArray()));
  }

  /** Repeated along new leading axes and those of size 1. */
  public static Numbers broadcast(Numbers x, Shape shape) {
    int missing = shape.rank() - x.shape().rank();
    return at(
        shape,
        index -> {
          int[] from = new int[x.shape().rank()];
          for (int a = 0; a < from.length; a++) {
            from[a] = x.shape().size(a) == 1 ? 0 : index[a + missing];
          }
          return x.at(from);
        });
  }

  /** The numbers f(index) for every index of a shape. */
  public static Numbers at(Shape shape, ToDoubleFunction<int[]> f) {
    return Numbers.of(shape, i -> f.applyAsDouble(Numbers.indices(shape, i)));
  }

  /** Axis i of the result is axis order[i] of x. */
  public static Numbers permute(Numbers x, int... order) {
    long[] sizes = new long[order.length];
    Arrays.setAll(sizes, i -> x.shape().size(order[i]));
    return at(
        Shape.of(sizes),
        index -> {
          int[] from = new int[order.length];
          for (int i = 0; i < order.length; i++) {
            from[order[i]] = index[i];
          }
          return x.at(from);
        });
  }

  /** The elements whose places along an axis are start, start + step, …. */
  public static Numbers slice(Numbers x, int axis, int start, int step, int count) {
    return along(x, axis, count, i -> start + i * step);
  }

  private static Numbers along(Numbers x, int axis, int count, IntUnaryOperator place) {
    return at(
        x.shape().with(axis, count),
        index -> {
          index[axis] = place.applyAsInt(index[axis]);
          return x.at(index);
        });
  }

  /** One after another along an axis. */
  public static Numbers concat(int axis, List<Numbers> parts) {
    long total = parts.stream().mapToLong(p -> p.shape().size(axis)).sum();
    return at(
        parts.getFirst().shape().with(axis, total),
        index -> {
          for (Numbers part : parts) {
            int size = (int) part.shape().size(axis);
            if (index[axis] < size) {
              return part.at(index);
            }
            index[axis] -= size;
          }
          throw new AssertionError("no part has this index");
        });
  }

  /** The elements along one axis or several, joined by a function of all of them in order. */
  public static Numbers reduce(
      Numbers x, ToDoubleFunction<double[]> f, boolean keepAxes, int... axes) {
    List<List<Integer>> places = places(x.shape(), x.shape().reduce(axes, true));
    return Numbers.of(
        x.shape().reduce(axes, keepAxes), i -> f.applyAsDouble(elements(x, places.get(i))));
  }

  /** Every line along an axis replaced by a function of it; all become equally long. */
  public static Numbers lines(Numbers x, int axis, UnaryOperator<double[]> f) {
    Shape heads = x.shape().with(axis, 1);
    List<double[]> lines =
        places(x.shape(), heads).stream().map(line -> f.apply(elements(x, line))).toList();
    long length = lines.isEmpty() ? x.shape().size(axis) : lines.getFirst().length;
    return at(
        x.shape().with(axis, length),
        index -> {
          int[] head = index.clone();
          head[axis] = 0;
          return lines.get(Numbers.offset(heads, head))[index[axis]];
        });
  }

  /** For each place of a shape the elements that meet there when other axes become one. */
  private static List<List<Integer>> places(Shape shape, Shape kept) {
    List<List<Integer>> places = new ArrayList<>();
    for (int i = 0; i < kept.elements(); i++) {
      places.add(new ArrayList<>());
    }
    for (int i = 0; i < shape.elements(); i++) {
      int[] index = Numbers.indices(shape, i);
      for (int a = 0; a < index.length; a++) {
        index[a] = kept.size(a) == 1 ? 0 : index[a];
      }
      places.get(Numbers.offset(kept, index)).add(i);
    }
    return places;
  }

  private static double[] elements(Numbers x, List<Integer> places) {
    return places.stream().mapToDouble(i -> x.values()[i]).toArray();
  }

  /** e^x / Σ e^x. */
  public static double[] softmax(double[] x) {
    double max = Arrays.stream(x).max().orElse(0);
    double sum = Arrays.stream(x).map(v -> StrictMath.exp(v - max)).sum();
    return Arrays.stream(x).map(v -> StrictMath.exp(v - max) / sum).toArray();
  }

  /** ln(e^x / Σ e^x). */
  public static double[] logSoftmax(double[] x) {
    double max = Arrays.stream(x).max().orElse(0);
    double sum = Arrays.stream(x).map(v -> StrictMath.exp(v - max)).sum();
    return Arrays.stream(x).map(v -> v - max - StrictMath.log(sum)).toArray();
  }

  /** The sum, with the rounding errors of additions carried along: Kahan and Babuška. */
  public static double sum(double[] x) {
    double sum = 0;
    double lost = 0;
    for (double v : x) {
      double next = sum + v;
      lost += Math.abs(sum) >= Math.abs(v) ? (sum - next) + v : (v - next) + sum;
      sum = next;
    }
    return Double.isFinite(sum) ? sum + lost : sum;
  }

  /** The arithmetic mean. */
  public static double mean(double[] x) {
    return sum(x) / x.length;
  }

  /** Σ (x − m)² / (n − correction); the divisor is not below 0. */
  public static double variance(double[] x, double correction) {
    double mean = mean(x);
    double[] squares = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).toArray();
    return sum(squares) / Math.max(0, x.length - correction);
  }

  /** The place of the first greatest element; the first NaN, if there is one. */
  public static double argmax(double[] x) {
    int best = 0;
    for (int i = 1; i < x.length && !Double.isNaN(x[best]); i++) {
      best = x[i] > x[best] || Double.isNaN(x[i]) ? i : best;
    }
    return best;
  }

  /** The greatest element; NaN if there is one. */
  public static double max(double[] x) {
    return x[(int) argmax(x)];
  }

  /** [.., m, k] × [.., k, n] → [.., m, n], leading axes broadcast. */
  public static Numbers matmul(Numbers a, Numbers b) {
    int k = (int) a.shape().size(-1);
    Shape leading =
        a.shape()
            .slice(0, a.shape().rank() - 2)
            .broadcast(b.shape().slice(0, b.shape().rank() - 2));
    Numbers left = broadcast(a, leading.concat(Shape.of(a.shape().size(-2), k)));
    Numbers right = broadcast(b, leading.concat(Shape.of(k, b.shape().size(-1))));
    int rank = leading.rank() + 2;
    return at(
        leading.concat(Shape.of(a.shape().size(-2), b.shape().size(-1))),
        index -> {
          double[] products = new double[k];
          for (int p = 0; p < k; p++) {
            int[] l = index.clone();
            int[] r = index.clone();
            l[rank - 1] = p;
            r[rank - 2] = p;
            products[p] = left.at(l) * right.at(r);
          }
          return sum(products);
        });
  }

  /** Einstein's sum by one loop over all letters; the subscripts have an arrow and no ellipsis. */
  public static Numbers einsum(String subscripts, List<Numbers> in) {
    String[] terms = subscripts.substring(0, subscripts.indexOf("->")).split(",", -1);
    String output = subscripts.substring(subscripts.indexOf("->") + 2);
    StringBuilder letters = new StringBuilder(output);
    String.join("", terms)
        .chars()
        .filter(c -> output.indexOf(c) < 0)
        .distinct()
        .forEach(c -> letters.append((char) c));
    long[] sizes = new long[letters.length()];
    Arrays.fill(sizes, 1);
    for (int i = 0; i < terms.length; i++) {
      for (int axis = 0; axis < terms[i].length(); axis++) {
        int at = letters.indexOf(terms[i].substring(axis, axis + 1));
        sizes[at] = sizes[at] == 1 ? in.get(i).shape().size(axis) : sizes[at];
      }
    }
    Shape all = Shape.of(sizes);
    Numbers products =
        at(
            all,
            index -> {
              double product = 1;
              for (int i = 0; i < terms.length; i++) {
                int[] own = new int[terms[i].length()];
                for (int axis = 0; axis < own.length; axis++) {
                  int place = index[letters.indexOf(terms[i].substring(axis, axis + 1))];
                  own[axis] = in.get(i).shape().size(axis) == 1 ? 0 : place;
                }
                product *= in.get(i).at(own);
              }
              return product;
            });
    int[] summed = new int[letters.length() - output.length()];
    Arrays.setAll(summed, i -> output.length() + i);
    return summed.length == 0 ? products : reduce(products, Oracle::sum, false, summed);
  }

  /** [m, n] → [n, m]. */
  public static Numbers transposed(Numbers x) {
    Shape shape = Shape.of(x.shape().size(1), x.shape().size(0));
    return at(shape, index -> x.at(index[1], index[0]));
  }

  /** y[i.., j, k..] = x[i.., index[i.., j, k..], k..]. */
  public static Numbers gather(Numbers x, Numbers index, int axis) {
    return at(
        index.shape(),
        place -> {
          int[] from = place.clone();
          from[axis] = (int) index.at(place);
          return x.at(from);
        });
  }

  /** Zeros of a shape with y[i.., index[i.., j, k..], k..] += x[i.., j, k..]. */
  public static Numbers scatterAdd(Numbers x, Numbers index, int axis, Shape shape) {
    double[] sums = new double[shape.elements()];
    for (int i = 0; i < x.values().length; i++) {
      int[] to = Numbers.indices(x.shape(), i);
      to[axis] = (int) index.values()[i];
      sums[Numbers.offset(shape, to)] += x.values()[i];
    }
    return new Numbers(shape, sums);
  }
}
