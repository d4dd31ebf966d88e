package org.atled.nn.optim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;

/** {@link Lbfgs} at work on parameters. It computes with vectors of doubles. */
public final class LbfgsOptimizer implements Mover {
  private static final double LEAST_CURVATURE = 1e-10;
  private static final String SCALARS = "scalars";

  private final Lbfgs rule;
  private final List<Parameter> parameters;
  private final int size;

  /** Changes of the gradient and of the point, the oldest first. */
  private final List<double[]> gradientChanges = new ArrayList<>();

  private final List<double[]> pointChanges = new ArrayList<>();
  private double[] direction = {};
  private double[] lastGradient = {};
  private double length;
  private double scale = 1;
  private long iterations;

  LbfgsOptimizer(Lbfgs rule, List<Parameter> parameters) {
    this.rule = rule;
    this.parameters = List.copyOf(parameters);
    this.size = this.parameters.stream().mapToInt(p -> p.type().shape().elements()).sum();
    if (size == 0) {
      throw new ArgumentException("Lbfgs: there are no parameters to move.");
    }
  }

  @Override
  public Lbfgs rule() {
    return rule;
  }

  /** A loss and its gradient by all parameters. */
  record Point(double loss, double[] gradient) {}

  /**
   * Takes a step; frozen parameters stay, and all do where the loss is not finite.
   *
   * @param loss computes the loss of the parameters as they are, always of the same examples; it is
   *     asked several times
   * @return the loss before the step
   */
  public double step(Supplier<Tensor> loss) {
    return stepBy(() -> {
      Tensor value = loss.get();
      Gradients gradients = Autograd.gradients(value, parameters);
      List<Tensor> all = new ArrayList<>(List.of(value));
      parameters.forEach(parameter ->
          all.add(gradients.find(parameter).orElseGet(() -> Tensor.full(parameter.type(), 0))));
      return all;
    });
  }

  /**
   * The same for a function that may be compiled.
   *
   * @param loss gives the loss, and its gradients in the order of the parameters
   * @return the loss before the step
   */
  public double stepBy(Supplier<List<Tensor>> loss) {
    Supplier<Point> here = () -> point(loss.get());
    Point at = here.get();
    double first = at.loss();
    int evaluations = 1;
    if (!Double.isFinite(first) || greatest(at.gradient()) <= rule.gradientTolerance()) {
      return first;
    }
    for (int i = 1; i <= rule.iterations(); i++) {
      iterations++;
      direction = direction(at.gradient());
      lastGradient = at.gradient();
      double lossBefore = at.loss();
      length = iterations == 1 ? Math.min(1, 1 / total(at.gradient())) * rule.lr() : rule.lr();
      double slope = dot(at.gradient(), direction);
      if (slope > -rule.changeTolerance()) {
        break;
      }
      double[] start = numbers();
      if (rule.strongWolfe()) {
        StrongWolfe.Found found =
            new StrongWolfe(
                    t -> {
                      move(start, t);
                      Point there = here.get();
                      return new StrongWolfe.Trial(t, there, dot(there.gradient(), direction));
                    },
                    rule.changeTolerance())
                .search(length, new StrongWolfe.Trial(0, at, slope), greatest(direction));
        length = found.at().t();
        at = found.at().point();
        evaluations += found.evaluations();
        move(start, length);
      } else {
        move(start, length);
        if (i < rule.iterations()) {
          at = here.get();
          evaluations++;
        }
      }
      if (evaluations >= rule.evaluations()
          || greatest(at.gradient()) <= rule.gradientTolerance()
          || greatest(direction) * Math.abs(length) <= rule.changeTolerance()
          || Math.abs(at.loss() - lossBefore) < rule.changeTolerance()) {
        break;
      }
    }
    return first;
  }

  /** −H·g by the recursion of two loops, Nocedal 1980. */
  private double[] direction(double[] gradient) {
    double[] q = new double[size];
    for (int i = 0; i < size; i++) {
      q[i] = -gradient[i];
    }
    if (iterations == 1) {
      return q;
    }
    remember(gradient);
    int changes = gradientChanges.size();
    double[] alpha = new double[changes];
    double[] curvature = new double[changes];
    for (int i = changes - 1; i >= 0; i--) {
      curvature[i] = 1 / dot(gradientChanges.get(i), pointChanges.get(i));
      alpha[i] = dot(pointChanges.get(i), q) * curvature[i];
      add(q, -alpha[i], gradientChanges.get(i));
    }
    for (int i = 0; i < size; i++) {
      q[i] *= scale;
    }
    for (int i = 0; i < changes; i++) {
      double beta = dot(gradientChanges.get(i), q) * curvature[i];
      add(q, alpha[i] - beta, pointChanges.get(i));
    }
    return q;
  }

  private void remember(double[] gradient) {
    double[] y = new double[size];
    double[] s = new double[size];
    for (int i = 0; i < size; i++) {
      y[i] = gradient[i] - lastGradient[i];
      s[i] = direction[i] * length;
    }
    double curvature = dot(y, s);
    if (curvature > LEAST_CURVATURE) {
      if (gradientChanges.size() == rule.history()) {
        gradientChanges.removeFirst();
        pointChanges.removeFirst();
      }
      gradientChanges.add(y);
      pointChanges.add(s);
      scale = curvature / dot(y, y);
    }
  }

  private Point point(List<Tensor> lossAndGradients) {
    double[] gradient = new double[size];
    int at = 0;
    for (Tensor part : lossAndGradients.subList(1, lossAndGradients.size())) {
      double[] numbers = part.toDoubles();
      System.arraycopy(numbers, 0, gradient, at, numbers.length);
      at += numbers.length;
    }
    return new Point(lossAndGradients.getFirst().item(), gradient);
  }

  private double[] numbers() {
    double[] all = new double[size];
    int at = 0;
    for (Parameter parameter : parameters) {
      double[] numbers = parameter.value().toDoubles();
      System.arraycopy(numbers, 0, all, at, numbers.length);
      at += numbers.length;
    }
    return all;
  }

  private void move(double[] start, double t) {
    int at = 0;
    for (Parameter parameter : parameters) {
      Shape shape = parameter.type().shape();
      double[] numbers = new double[shape.elements()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = start[at + i] + t * direction[at + i];
      }
      if (!parameter.isFrozen()) {
        parameter.copyInto(Tensor.of(numbers).reshape(shape).to(parameter.type().dtype()));
      }
      at += numbers.length;
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void add(double[] to, double factor, double[] what) {
    for (int i = 0; i < to.length; i++) {
      to[i] += factor * what[i];
    }
  }

  private static double greatest(double[] x) {
    return Arrays.stream(x).map(Math::abs).max().orElse(0);
  }

  private static double total(double[] x) {
    return Arrays.stream(x).map(Math::abs).sum();
  }

  /** What going on later needs, by name. */
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put(SCALARS, Tensor.of(new double[] {length, scale, iterations}));
    state.put("direction", Tensor.of(direction));
    state.put("gradient", Tensor.of(lastGradient));
    for (int i = 0; i < gradientChanges.size(); i++) {
      state.put("gradient_change." + i, Tensor.of(gradientChanges.get(i)));
      state.put("point_change." + i, Tensor.of(pointChanges.get(i)));
    }
    return state;
  }

  /**
   * Takes over what {@link #state} gave in another run.
   *
   * @throws StateException if it is of other parameters
   */
  public void restore(Map<String, Tensor> saved) {
    Optional<Tensor> scalars = Optional.ofNullable(saved.get(SCALARS));
    boolean fits =
        scalars.isPresent()
            && saved.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(SCALARS))
                .allMatch(entry ->
                    entry.getValue().shape().elements() == size
                        || entry.getValue().shape().elements() == 0);
    if (!fits) {
      throw new StateException(
          "Lbfgs: the saved state is not of these "
              + size
              + " numbers; give it the parameters that it began with.");
    }
    double[] savedDirection = vector(saved, "direction");
    double[] savedGradient = vector(saved, "gradient");
    List<double[]> gradients = new ArrayList<>();
    List<double[]> points = new ArrayList<>();
    for (int i = 0; saved.containsKey("gradient_change." + i); i++) {
      gradients.add(vector(saved, "gradient_change." + i));
      points.add(vector(saved, "point_change." + i));
    }
    double[] numbers = scalars.get().toDoubles();
    length = numbers[0];
    scale = numbers[1];
    iterations = (long) numbers[2];
    direction = savedDirection;
    lastGradient = savedGradient;
    gradientChanges.clear();
    gradientChanges.addAll(gradients);
    pointChanges.clear();
    pointChanges.addAll(points);
  }

  private static double[] vector(Map<String, Tensor> saved, String name) {
    return Optional.ofNullable(saved.get(name))
        .orElseThrow(() -> new StateException("Lbfgs: the saved state lacks \"" + name + "\"."))
        .toDoubles();
  }
}
