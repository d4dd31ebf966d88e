package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;
import org.atled.explain.GradientAttribution;
import org.atled.explain.IntegratedGradients;
import org.atled.testkit.Literals.Literal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Gradients and integrated gradients of networks are those that PyTorch found. */
class AttributionsTest {
  static List<Literal> literals() {
    return Literals.of("attributions");
  }

  /** The first output of the network that a row is about. */
  private static UnaryOperator<Tensor> score(String row, List<Tensor> weights) {
    Tensor first = weights.get(0);
    Tensor bias = weights.get(1);
    Tensor last = weights.get(2);
    Tensor end = weights.get(3);
    return switch (row.split(" ", 2)[0]) {
      case "tanh" -> x -> x.linear(first, bias).tanh().linear(last, end).select(1, 0);
      case "convolution" ->
          x -> {
            Tensor maps = x.conv2d(first, bias, Sliding.byOne(), 1);
            return maps.relu().flatten(1).linear(last, end).select(1, 0);
          };
      default -> throw new IllegalArgumentException(row);
    };
  }

  @ParameterizedTest
  @MethodSource("literals")
  void areThoseOfPyTorch(Literal literal) {
    Tensor x = literal.operands().get(0);
    UnaryOperator<Tensor> score =
        score(literal.row(), literal.operands().subList(2, literal.operands().size()));

    Tensor found =
        literal.row().endsWith("gradient")
            ? GradientAttribution.gradient(score, x.unsqueeze(0)).get(0)
            : IntegratedGradients.of(score, x, literal.operands().get(1)).parts();

    assertThat(found.shape()).isEqualTo(literal.result().shape());
    double off = found.sub(literal.result()).abs().max().item();
    assertThat(off).isLessThan(literal.row().endsWith("gradient") ? 1e-12 : 1e-4);
  }
}
