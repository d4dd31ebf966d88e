package org.atled.core.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.atled.core.error.GradientException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Node;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Recorder;
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * Reverse-mode differentiation. A gradient is a value that a call returns; nothing is accumulated
 * anywhere. Gradients can be differentiated again.
 */
public final class Autograd {
  /** What to do about something that the loss does not depend on. */
  public enum Independent {
    /** It is a mistake: say so. */
    ERROR,
    /** Its gradient is zero. */
    ZEROS
  }

  private Autograd() {}

  /**
   * ∂loss/∂t for each tensor.
   *
   * @param loss of one element
   * @param wrt made by {@link Tensor#requiresGrad}, or computed from such tensors
   * @throws GradientException if the loss is no scalar, or does not depend on one of the tensors
   */
  public static Gradients gradients(Tensor loss, Tensor... wrt) {
    return gradients(loss, Independent.ERROR, wrt);
  }

  /** As {@link #gradients(Tensor, Tensor...)}, with a choice for tensors that do not matter. */
  public static Gradients gradients(Tensor loss, Independent independent, Tensor... wrt) {
    return backward(loss, onesFor(loss), targets(wrt), independent);
  }

  /** ∂loss/∂p for each parameter that is not frozen. */
  public static Gradients gradients(Tensor loss, List<Parameter> parameters) {
    return gradients(loss, Independent.ERROR, parameters);
  }

  /** As {@link #gradients(Tensor, List)}, with a choice for parameters that do not matter. */
  public static Gradients gradients(
      Tensor loss, Independent independent, List<Parameter> parameters) {
    List<Target> targets = new ArrayList<>(parameters.size());
    for (Parameter parameter : parameters) {
      if (!parameter.isFrozen()) {
        targets.add(new Target(parameter.leaf(), parameter::toString));
      }
    }
    return backward(loss, onesFor(loss), targets, independent);
  }

  /**
   * The vector-Jacobian product: Σᵢ cotangentᵢ · ∂outputᵢ/∂t for each tensor.
   *
   * @param cotangent of the output's shape
   */
  public static Gradients vjp(Tensor output, Tensor cotangent, Tensor... wrt) {
    if (!cotangent.shape().equals(output.shape())) {
      throw new GradientException(
          "vjp: the cotangent is "
              + cotangent.shape()
              + " but the output is "
              + output.shape()
              + "; they must be equal.");
    }
    // A cell's live tensor changes at the next step; a gradient is a value.
    Tensor fixed = cotangent.cell().isPresent() ? cotangent.copy() : cotangent;
    return backward(output, fixed.to(output.dtype()), targets(wrt), Independent.ERROR);
  }

  /**
   * The parameters that a tensor was computed from and that its gradient could be taken by, each
   * once. Frozen ones are not among them, nor what was detached or computed inside {@link #noGrad}.
   */
  public static List<Parameter> parametersOf(Tensor output) {
    return output.node().map(Walk::parametersBelow).orElse(List.of());
  }

  /** Runs code whose operations leave no nodes. */
  public static <T> T noGrad(Supplier<T> body) {
    return Scope.current().withGrad(false).call(body);
  }

  /**
   * What f gives at x, and the Jacobian-vector product: how that changes as x moves along a
   * direction, Σⱼ ∂f/∂xⱼ · vⱼ. By two backward passes: the product of a cotangent u with the
   * Jacobian is linear in u, and its own derivative by u is what is sought.
   *
   * @param f of tensors; what it does not depend on x for has tangent 0
   * @param x of floats
   * @param v the direction, of x's shape
   * @throws GradientException if v has another shape
   */
  public static Dual jvp(UnaryOperator<Tensor> f, Tensor x, Tensor v) {
    checkDirection("jvp", x, v);
    Scope outer = Scope.current();
    Dual dual =
        outer
            .withGrad(true)
            .call(() -> {
              Tensor at = tracked(x);
              Tensor y = f.apply(at);
              Tensor u = y.zerosLike().requiresGrad();
              return new Dual(y, pull(pull(y, u, at), v.to(x.dtype()), u));
            });
    return outer.grad() ? dual : new Dual(dual.primal().detach(), dual.tangent().detach());
  }

  /**
   * What a function gives and how it changes along a direction.
   *
   * @param primal the value
   * @param tangent the derivative along the direction, of the value's type
   */
  public record Dual(Tensor primal, Tensor tangent) {}

  /**
   * ∂f/∂x, whole: [..f(x), ..x], a backward pass for each element of f(x).
   *
   * @param x of floats
   */
  public static Tensor jacobian(UnaryOperator<Tensor> f, Tensor x) {
    return differentiable(() -> {
      Tensor at = tracked(x);
      return jacobian(f.apply(at), at);
    });
  }

  /**
   * ∂²f/∂x∂x, whole: [..x, ..x], a backward pass for each element of x, and one more.
   *
   * @param f gives one number
   * @throws GradientException if it gives several
   */
  public static Tensor hessian(UnaryOperator<Tensor> f, Tensor x) {
    return differentiable(() -> {
      Tensor at = tracked(x);
      Tensor y = f.apply(at);
      return jacobian(pull(y, onesFor(y), at), at);
    });
  }

  /**
   * ∂²f/∂x∂x · v, the Hessian times a vector, in two backward passes: without the Hessian
   * (Pearlmutter 1994).
   *
   * @param f gives one number
   * @param v of x's shape
   * @throws GradientException if f gives several, or v has another shape
   */
  public static Tensor hvp(UnaryOperator<Tensor> f, Tensor x, Tensor v) {
    checkDirection("hvp", x, v);
    return differentiable(() -> {
      Tensor at = tracked(x);
      Tensor y = f.apply(at);
      return pull(pull(y, onesFor(y), at), v.to(x.dtype()), at);
    });
  }

  /**
   * f of each example along the first axis, for all at once: f is written for one, without that
   * axis, and its results have it: PyTorch's {@code torch.func.vmap}. It runs once, on the first
   * example, and whatever depends on that is computed for all; so what f decides in Java, and what
   * it draws, is the same for all. Gradients go through it, and f may take gradients:
   *
   * <pre>{@code
   * Tensor perExample = Autograd.vmap(                           // [n, features] → [n, features]
   *     x -> Autograd.gradients(x.mul(w).sum().sigmoid(), w).of(w), inputs);
   * }</pre>
   *
   * @throws org.atled.core.error.ArgumentException if f does something that cannot be done to all
   *     at once, naming it: pooling, gradients of convolutions by their weights, changes of cells
   * @throws org.atled.core.error.CaptureException if f looks at a number
   */
  public static Tensor vmap(UnaryOperator<Tensor> f, Tensor x) {
    return Vmap.of(one -> List.of(f.apply(one.getFirst())), List.of(x)).getFirst();
  }

  /**
   * As {@link #vmap(UnaryOperator, Tensor)}, of several tensors with equal first axes, and with
   * several results.
   */
  public static List<Tensor> vmap(Function<List<Tensor>, List<Tensor>> f, List<Tensor> inputs) {
    return Vmap.of(f, inputs);
  }

  /**
   * f of some tensors, of which the backward pass keeps these and the result: it computes f again.
   * Values and gradients have the same bits, for the memory of one part instead of all, at the
   * price of a second forward pass. May be nested, and differentiated twice; running statistics
   * change once. In a plan the part is written down twice.
   *
   * <p>Besides the tensors f may use parameters and other tensors made by {@link
   * Tensor#requiresGrad}. It must give the same whenever it is run: what it draws must follow from
   * a seed, and a module that draws must not have been applied before in the same pass.
   *
   * @throws GradientException if f uses a tensor from outside that was computed from what needs a
   *     gradient, or gradients that it takes itself; in the backward pass, if f gives something
   *     else when it is run again
   */
  public static Tensor checkpoint(Function<List<Tensor>, Tensor> f, Tensor... inputs) {
    return Checkpoint.of(f, List.of(inputs));
  }

  /**
   * Runs code whose operations remember the line that applied them, and whose backward passes stop
   * at the first gradient that is not finite, with an error that names the operation and that line.
   * Slow: for the search of a NaN. What is compiled into a plan is not looked at, and a trainer
   * compiles its step after some time: switch that off, {@code -Datled.compile=off}.
   *
   * @throws GradientException if there is such a gradient
   */
  public static <T> T detectAnomaly(Supplier<T> body) {
    return Scope.current().withAnomaly(true).call(body);
  }

  /** With nodes; where none are wanted the result has none. */
  private static Tensor differentiable(Supplier<Tensor> body) {
    Scope outer = Scope.current();
    Tensor result = outer.withGrad(true).call(body);
    return outer.grad() ? result : result.detach();
  }

  private static Tensor tracked(Tensor x) {
    return x.needsGrad() ? x : x.requiresGrad();
  }

  private static void checkDirection(String name, Tensor x, Tensor v) {
    if (!x.shape().equals(v.shape())) {
      throw new GradientException(
          name
              + ": the direction is "
              + v.shape()
              + " but x is "
              + x.shape()
              + "; they must be equal.");
    }
  }

  /** The vector-Jacobian product by one tensor, zeros if nothing depends on it. */
  private static Tensor pull(Tensor output, Tensor cotangent, Tensor wrt) {
    Node node = wrt.node().orElseThrow();
    if (output.node().isEmpty()) {
      return wrt.zerosLike();
    }
    Target target = new Target(node, wrt::toString);
    return backward(output, cotangent, List.of(target), Independent.ZEROS).of(wrt);
  }

  private static Tensor jacobian(Tensor y, Tensor at) {
    Shape shape = y.shape().concat(at.shape());
    int rows = y.shape().elements();
    if (shape.isEmpty()) {
      return Tensor.full(new TensorType(at.dtype(), shape), 0);
    }
    Tensor places = Tensor.arange(rows);
    Tensor[] gradients = new Tensor[rows];
    for (int i = 0; i < rows; i++) {
      gradients[i] = pull(y, places.eq(i).to(y.dtype()).reshape(y.shape()), at);
    }
    return Structure.stack(0, gradients).reshape(shape);
  }

  private static List<Target> targets(Tensor... wrt) {
    List<Target> targets = new ArrayList<>();
    for (int i = 0; i < wrt.length; i++) {
      String name =
          wrt[i].cell().map(Object::toString).orElse("tensor " + i + " (" + wrt[i].type() + ")");
      Optional<Node> node = wrt[i].node();
      if (node.isEmpty()) {
        throw new GradientException(
            "gradients: "
                + name
                + " keeps no history: make it with requiresGrad() before it is used"
                + (wrt[i].cell().isPresent() ? ", or unfreeze it." : "."));
      }
      targets.add(new Target(node.get(), () -> name));
    }
    return targets;
  }

  private static Tensor onesFor(Tensor loss) {
    if (loss.shape().elements() != 1) {
      throw new GradientException(
          "gradients: the loss is "
              + loss.type()
              + ", not one number; take its sum or mean, or use vjp with a cotangent.");
    }
    return loss.onesLike();
  }

  private static Gradients backward(
      Tensor output, Tensor cotangent, List<Target> targets, Independent independent) {
    if (output.node().isEmpty()) {
      throw new GradientException(
          "gradients: the loss ("
              + output.type()
              + ") depends on nothing that needs a gradient: it was computed inside noGrad, from"
              + " detached or frozen tensors, or by operations without a derivative.");
    }
    return backward(
        new Backward(output.node().get(), cotangent, targets, independent, false), targets);
  }

  /** The gradients that a pass finds, each with a history that runs it again. */
  static Gradients backward(Backward pass, List<Target> targets) {
    Scope scope = Scope.current();
    boolean atOnce = scope.grad() && scope.recorder().filter(Recorder::repeats).isPresent();
    List<? extends Found> values =
        atOnce ? pass.recorded().stream().map(Found.All::new).toList() : noGrad(pass::run);
    Gradients gradients = new Gradients(pass.pending());
    for (int i = 0; i < values.size(); i++) {
      int index = i;
      UnaryOperator<Tensor> history =
          atOnce
              ? value -> value
              : scope.grad()
                  ? value -> value.detach().withHistory(new LaterGradient(pass, index))
                  : Tensor::detach;
      gradients.put(targets.get(i).node(), values.get(i), history);
    }
    return gradients;
  }

  /** What a gradient is asked for, and how messages call it, which is spelt only for them. */
  record Target(Node node, Supplier<String> name) {}

  /** The history of a gradient: the same backward pass, run again with a record when needed. */
  private record LaterGradient(Backward pass, int index) implements Node.Deferred {
    @Override
    public TensorType type() {
      return pass.targetType(index);
    }

    @Override
    public Optional<Node> expand() {
      return pass.recorded().get(index).node();
    }
  }
}
