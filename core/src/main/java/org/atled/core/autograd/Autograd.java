package org.atled.core.autograd;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.atled.core.error.GradientException;
import org.atled.core.tensor.Node;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Scope;
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
    Backward pass = new Backward(output.node().get(), cotangent, targets, independent);
    List<Tensor> values = noGrad(pass::run);
    Gradients gradients = new Gradients(pass.pending());
    for (int i = 0; i < values.size(); i++) {
      Tensor value = values.get(i).detach();
      gradients.put(
          targets.get(i).node(),
          Scope.current().grad() ? value.withHistory(new LaterGradient(pass, i)) : value);
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
