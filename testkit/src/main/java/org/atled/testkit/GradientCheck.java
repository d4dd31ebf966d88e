package org.atled.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Autograd.Independent;
import org.atled.core.autograd.Gradients;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;

/**
 * Compares gradients with difference quotients, in float64. The result of the function is projected
 * on a random direction to make a scalar L. The quotient has five points, (L(x − 2h) − 8 L(x − h) +
 * 8 L(x + h) − L(x + 2h)) / 12h (Abramowitz and Stegun 25.3.6), with h = 10⁻³·max(1, |x|): its
 * error, h⁴ L⁽⁵⁾/30, and that of rounding, about 10⁻¹³·L, then nearly balance. Keep samples further
 * than 2h from kinks.
 */
public final class GradientCheck {
  private static final double STEP = 1e-3;
  private static final double RELATIVE = 1e-7;
  private static final double ABSOLUTE = 1e-9;

  /** Directions have elements up to 1.5: none moves further than if it moved alone. */
  private static final double ALONG = STEP / 1.5;

  /** Asked for again at each difference. */
  private static final Map<Direction, Tensor> DIRECTIONS = new ConcurrentHashMap<>();

  /** On what a result or a gradient is projected. */
  private record Direction(String place, Shape shape) {}

  /**
   * A number and its gradients by each float64 input, by what a message calls them.
   *
   * @param gradients of inputs that are tracked
   */
  private record Derivative(
      String symbol,
      Function<List<Tensor>, List<Tensor>> gradients,
      Function<List<Tensor>, Double> value) {}

  private GradientCheck() {}

  /**
   * Checks ∂L/∂x for every float64 input.
   *
   * @param name how the message calls the function
   * @param f a function whose result is float64; other inputs than float64 ones are constants of it
   * @throws AssertionError naming the input, the element and both values
   */
  public static void first(String name, Function<List<Tensor>, Tensor> f, List<Tensor> inputs) {
    check(first(f), Map.of(name, inputs));
  }

  /**
   * Checks the gradient of the gradient, projected on another random direction.
   *
   * @throws AssertionError naming the input, the element and both values
   */
  public static void second(String name, Function<List<Tensor>, Tensor> f, List<Tensor> inputs) {
    check(second(f), Map.of(name, inputs));
  }

  /**
   * Both for operands that hold the same numbers in several layouts, each by what a message calls
   * the function of them. Quotients, which take the most time, are made of the first operands: one
   * along a direction on which all elements move, and those by each element only if a gradient
   * differs from that, which says where, or that the direction crossed a kink.
   */
  static void both(Function<List<Tensor>, Tensor> f, SequencedMap<String, List<Tensor>> alike) {
    for (Derivative derivative : List.of(first(f), second(f))) {
      if (!holdsAlong(derivative, alike)) {
        check(derivative, alike);
      }
    }
  }

  private static Derivative first(Function<List<Tensor>, Tensor> f) {
    return new Derivative("∂", tracked -> gradients(f, tracked), x -> loss(f, x).item());
  }

  private static Derivative second(Function<List<Tensor>, Tensor> f) {
    return new Derivative(
        "∂²",
        tracked -> {
          List<Tensor> floats = floats(tracked);
          Gradients g =
              Autograd.gradients(
                  projected(f, tracked), Independent.ZEROS, floats.toArray(Tensor[]::new));
          return floats.stream().map(g::of).toList();
        },
        x -> projected(f, x.stream().map(GradientCheck::track).toList()).item());
  }

  private static List<Tensor> gradients(Function<List<Tensor>, Tensor> f, List<Tensor> tracked) {
    List<Tensor> floats = floats(tracked);
    Gradients g = Autograd.gradients(loss(f, tracked), floats.toArray(Tensor[]::new));
    return floats.stream().map(g::of).toList();
  }

  /** L: the result on a direction that depends on nothing but its shape. */
  private static Tensor loss(Function<List<Tensor>, Tensor> f, List<Tensor> inputs) {
    Tensor result = f.apply(inputs);
    return result.mul(direction("result", result.shape())).sum();
  }

  /** The gradient of L on a direction. */
  private static Tensor projected(Function<List<Tensor>, Tensor> f, List<Tensor> tracked) {
    List<Tensor> gradients = gradients(f, tracked);
    Tensor sum = Tensor.of(0.0);
    for (int i = 0; i < gradients.size(); i++) {
      Tensor g = gradients.get(i);
      sum = sum.add(g.mul(direction("input " + i, g.shape())).sum());
    }
    return sum;
  }

  private static Tensor direction(String place, Shape shape) {
    return DIRECTIONS.computeIfAbsent(new Direction(place, shape), GradientCheck::draw);
  }

  private static Tensor draw(Direction direction) {
    Draws draws = Seed.of(1).at(direction.place()).draws();
    return Numbers.of(
            direction.shape(), i -> draws.uniform(0.5, 1.5) * (draws.uniform() < 0.5 ? -1 : 1))
        .tensor(DType.FLOAT64);
  }

  private static Tensor track(Tensor x) {
    return x.dtype() == DType.FLOAT64 ? x.requiresGrad() : x;
  }

  private static List<Tensor> floats(List<Tensor> inputs) {
    return inputs.stream().filter(x -> x.dtype() == DType.FLOAT64).toList();
  }

  /** Whether all gradients agree with one quotient of the number, along one direction. */
  private static boolean holdsAlong(
      Derivative derivative, SequencedMap<String, List<Tensor>> alike) {
    List<Tensor> inputs = alike.firstEntry().getValue();
    double wanted = quotient(ALONG, t -> derivative.value().apply(moved(inputs, t)));
    return alike.values().stream().allMatch(layout -> holdsAlong(derivative, layout, wanted));
  }

  private static boolean holdsAlong(Derivative derivative, List<Tensor> inputs, double wanted) {
    List<Tensor> found =
        derivative.gradients().apply(inputs.stream().map(GradientCheck::track).toList());
    double sum = 0;
    double largest = 0;
    int next = 0;
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).dtype() != DType.FLOAT64) {
        continue;
      }
      Tensor gradient = found.get(next++);
      if (!gradient.type().equals(inputs.get(i).type())) {
        return false;
      }
      double[] got = Numbers.of(gradient).values();
      double[] moved = Numbers.of(along(inputs.get(i), i)).values();
      for (int e = 0; e < got.length; e++) {
        sum += got[e] * moved[e];
        largest = Math.max(largest, Math.abs(got[e]));
      }
    }
    // What is infinite would allow any difference.
    if (!Double.isFinite(largest)) {
      return false;
    }
    return Math.abs(sum - wanted) <= ABSOLUTE + RELATIVE * Math.max(1, largest);
  }

  private static List<Tensor> moved(List<Tensor> inputs, double t) {
    List<Tensor> moved = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Tensor x = inputs.get(i);
      moved.add(x.dtype() == DType.FLOAT64 ? x.add(along(x, i).mul(t)) : x);
    }
    return moved;
  }

  /** How far each element of an input moves: each input its own way, or two might be mistaken. */
  private static Tensor along(Tensor x, int input) {
    return x.abs().maximum(1).mul(direction("moved " + input, x.shape()));
  }

  private static void check(Derivative derivative, Map<String, List<Tensor>> alike) {
    List<double[]> wanted = quotients(alike.values().iterator().next(), derivative.value());
    alike.forEach(
        (name, inputs) -> check(derivative.symbol(), name, inputs, derivative.gradients(), wanted));
  }

  /** Of each float64 input. */
  private static List<double[]> quotients(
      List<Tensor> inputs, Function<List<Tensor>, Double> value) {
    List<double[]> wanted = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).dtype() == DType.FLOAT64) {
        double[] quotients = new double[inputs.get(i).shape().elements()];
        for (int e = 0; e < quotients.length; e++) {
          quotients[e] = quotient(inputs, i, e, value);
        }
        wanted.add(quotients);
      }
    }
    return wanted;
  }

  private static void check(
      String symbol,
      String name,
      List<Tensor> inputs,
      Function<List<Tensor>, List<Tensor>> gradients,
      List<double[]> quotients) {
    List<Tensor> found = gradients.apply(inputs.stream().map(GradientCheck::track).toList());
    int next = 0;
    for (int i = 0; i < inputs.size(); i++) {
      if (inputs.get(i).dtype() != DType.FLOAT64) {
        continue;
      }
      double[] wanted = quotients.get(next);
      Tensor gradient = found.get(next++);
      Numbers x = Numbers.of(inputs.get(i));
      if (!gradient.type().equals(inputs.get(i).type())) {
        throw new AssertionError(
            name
                + ": the gradient by input "
                + i
                + " is "
                + gradient.type()
                + " where the input is "
                + inputs.get(i).type());
      }
      double[] got = Numbers.of(gradient).values();
      double largest = Arrays.stream(wanted).map(Math::abs).max().orElse(0);
      for (int e = 0; e < got.length; e++) {
        // Written so that NaN fails.
        if (!(Math.abs(got[e] - wanted[e]) <= ABSOLUTE + RELATIVE * Math.max(1, largest))) {
          throw new AssertionError(
              name
                  + ": "
                  + symbol
                  + " by input "
                  + i
                  + " at "
                  + Arrays.toString(Numbers.indices(x.shape(), e))
                  + ", where it is "
                  + x.values()[e]
                  + ": autograd gives "
                  + got[e]
                  + " but the difference quotient is "
                  + wanted[e]);
        }
      }
    }
  }

  private static double quotient(
      List<Tensor> inputs, int input, int element, Function<List<Tensor>, Double> value) {
    Numbers x = Numbers.of(inputs.get(input));
    double at = x.values()[element];
    double h = STEP * Math.max(1, Math.abs(at));
    return quotient(
        h,
        t -> {
          double[] moved = x.values().clone();
          moved[element] = at + t;
          List<Tensor> there = new ArrayList<>(inputs);
          there.set(input, new Numbers(x.shape(), moved).tensor(DType.FLOAT64));
          return value.apply(there);
        });
  }

  private static double quotient(double h, DoubleUnaryOperator value) {
    double[] values = new double[5];
    for (int k = -2; k <= 2; k++) {
      if (k != 0) {
        values[k + 2] = value.applyAsDouble(k * h);
      }
    }
    return (values[0] - 8 * values[1] + 8 * values[3] - values[4]) / (12 * h);
  }
}
