package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.CaptureException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Index;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.linalg.Linalg;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A function over a leading axis is what a loop over it gives, as are its gradients. */
class VmapTest {
  /** Of one example [4, 4], beside tensors that all examples share. */
  private static final Map<String, UnaryOperator<Tensor>> FUNCTIONS = functions();

  private static Map<String, UnaryOperator<Tensor>> functions() {
    Tensor row = normal(1, 4);
    Tensor matrices = normal(2, 3, 4, 2);
    Tensor kernel = normal(6, 3, 1, 2, 2);
    Tensor index = Tensor.of(new long[] {2, 0, 2, 3});
    Map<String, UnaryOperator<Tensor>> all = new LinkedHashMap<>();
    all.put("nothing", x -> x);
    all.put("element-wise", x -> x.sin().mul(row).add(x.get(0)).gelu());
    all.put("choice", x -> x.gt(row).where(x.exp(), x.neg()));
    all.put("clip", x -> x.clip(-0.5, 0.5));
    all.put("a bigger constant", x -> x.mul(normal(3, 2, 4, 4)));
    all.put("a number of each", x -> x.sum().mul(x));
    all.put("sums", x -> x.sum(0).add(x.mean(Axes.of(1).kept())));
    all.put("of nothing left", x -> x.sum().sum().exp().prod());
    all.put("extrema", x -> x.max(-1).sub(x.min()).add(x.maxAt(0).values()));
    all.put("spread", x -> x.var(1).add(x.std(0)).add(x.logSumExp(-1)));
    all.put("norms", x -> x.norm().add(x.norm(1, 0)));
    all.put("softmax", x -> x.softmax(0).add(x.logSoftmax(-1)));
    all.put("layerNorm", x -> x.layerNorm(1, 1e-5));
    all.put("matmul", x -> x.matmul(x.mT()));
    all.put("by a matrix", x -> x.matmul(matrices.get(0)));
    all.put("by many", x -> x.matmul(matrices));
    all.put("of a vector", x -> x.matmul(row).matmul(x));
    all.put("linear", x -> x.linear(matrices.get(1).mT()));
    all.put("linear by each", x -> row.linear(x));
    all.put("einsum", x -> Tensor.einsum("ij,kj->ki", x, x));
    all.put("shapes", x -> x.reshape(2, 8).transpose(0, 1).unsqueeze(1).expand(8, 3, 2).flatten(1));
    all.put("slices", x -> x.slice(1, 0, 3, 2).flip(0).roll(1, 0));
    all.put("parts", x -> Structure.concat(1, x, x.split(1, 2).get(1), row.unsqueeze(1)));
    all.put("padding", x -> x.pad(1, 2));
    all.put("windows", x -> x.unfold(0, 2, 1).fold(0, 1, 4));
    all.put("diagonals", x -> x.diagonal().diag().add(x.triu(1)));
    all.put("indexing", x -> x.indexSelect(0, index).gather(1, x.argsort(1)));
    all.put("at", x -> x.at(Index.of(3, 1, 1), Index.from(1)));
    all.put("scattering", x -> x.scatterAdd(0, x.argmax(0).unsqueeze(0), x.slice(0, 0, 1)));
    all.put("scans", x -> x.cumSum(0).mul(x.cumProd(1)).add(x.cumMax(-1)));
    all.put("order", x -> x.sort(0).values().add(x.topK(1, 1).values()).add(x.median(0).values()));
    all.put("convolution", x -> x.reshape(1, 1, 4, 4).conv2d(kernel, Sliding.byOne(), 1));
    all.put("loss", x -> x.crossEntropy(index));
    all.put("linalg", x -> Linalg.solve(spd(x), x).add(Linalg.cholesky(spd(x))).add(Linalg.det(x)));
    all.put("spectrum", x -> Linalg.eigvalsh(spd(x)).add(Linalg.svdvals(x)));
    all.put("constants", x -> x.detach().mul(x).add(Autograd.noGrad(x::exp).mul(x)));
    all.put("what is the same for all", _ -> row.exp());
    return all;
  }

  private static Tensor spd(Tensor x) {
    return x.matmul(x.mT()).add(Tensor.eye(4).to(x.dtype()));
  }

  private static Tensor normal(int seed, long... sizes) {
    return Sample.normal(Seed.of(seed), sizes).to(DType.FLOAT64);
  }

  private static Stream<String> names() {
    return FUNCTIONS.keySet().stream();
  }

  private static Tensor loop(UnaryOperator<Tensor> f, Tensor x) {
    List<Tensor> each = new ArrayList<>();
    for (int i = 0; i < x.shape().size(0); i++) {
      each.add(f.apply(x.get(i)));
    }
    return Structure.stack(0, each.toArray(Tensor[]::new));
  }

  private static void close(Tensor actual, Tensor expected) {
    assertThat(actual.type()).isEqualTo(expected.type());
    assertThat(actual.isClose(expected, 1e-9, 1e-12).all().item())
        .as("%s%nand not%n%s", actual, expected)
        .isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("names")
  void whatALoopGives(String name) {
    UnaryOperator<Tensor> f = Objects.requireNonNull(FUNCTIONS.get(name));
    Tensor x = normal(7, 5, 4, 4);
    close(Autograd.vmap(f, x), loop(f, x));
  }

  @ParameterizedTest
  @MethodSource("names")
  void itsGradient(String name) {
    UnaryOperator<Tensor> f = Objects.requireNonNull(FUNCTIONS.get(name));
    Tensor x = normal(8, 3, 4, 4).requiresGrad();
    Tensor expected = loop(f, x);
    if (!expected.needsGrad()) {
      return;
    }
    Tensor g = normal(9, expected.shape().toArray());
    close(Autograd.vjp(Autograd.vmap(f, x), g, x).of(x), Autograd.vjp(expected, g, x).of(x));
  }

  /** Of a network of two layers, for each parameter and each example, in one backward pass. */
  @Test
  void gradientsOfEachExample() {
    Parameter w = new Parameter(normal(1, 3, 4));
    Parameter v = new Parameter(normal(2, 2, 3));
    Tensor x = normal(3, 6, 4);
    Tensor y = Tensor.of(new long[] {0, 1, 1, 0, 1, 0});
    List<Tensor> all =
        Autograd.vmap(
            in -> {
              Gradients g = Autograd.gradients(loss(w, v, in.get(0), in.get(1)), List.of(w, v));
              return List.of(g.of(w), g.of(v));
            },
            List.of(x, y));
    for (int i = 0; i < 6; i++) {
      Gradients one = Autograd.gradients(loss(w, v, x.get(i), y.get(i)), List.of(w, v));
      close(all.get(0).get(i), one.of(w));
      close(all.get(1).get(i), one.of(v));
    }
  }

  private static Tensor loss(Parameter w, Parameter v, Tensor x, Tensor y) {
    return x.linear(w.value()).tanh().linear(v.value()).crossEntropy(y);
  }

  @Test
  void gradientsByWhatIsShared() {
    Tensor w = normal(4, 4, 2).requiresGrad();
    Tensor x = normal(5, 7, 3, 4);
    UnaryOperator<Tensor> f = one -> one.matmul(w).sigmoid().sum();
    close(
        Autograd.gradients(Autograd.vmap(f, x).sum(), w).of(w),
        Autograd.gradients(loop(f, x).sum(), w).of(w));
  }

  @Test
  void derivativesInsideAndOutside() {
    Tensor x = normal(6, 5, 3).requiresGrad();
    UnaryOperator<Tensor> cubes = v -> v.square().mul(v).sum();
    close(
        Autograd.vmap(one -> Autograd.hessian(cubes, one), x),
        loop(one -> Autograd.hessian(cubes, one), x));
    Tensor slopes =
        Autograd.vmap(
            one -> {
              Tensor at = one.requiresGrad();
              return Autograd.gradients(cubes.apply(at), at).of(at);
            },
            x);
    close(Autograd.gradients(slopes.sum(), x).of(x), x.mul(6).detach());
  }

  @Test
  void aGradientThatIsMadeAConstant() {
    Tensor x = normal(6, 5, 3).requiresGrad();
    UnaryOperator<Tensor> f =
        one -> {
          Tensor slopes = Autograd.gradients(one.square().mul(one).sum(), one).of(one);
          return slopes.mul(slopes.detach());
        };
    close(
        Autograd.gradients(Autograd.vmap(f, x).sum(), x).of(x),
        Autograd.gradients(loop(f, x).sum(), x).of(x));
  }

  @Test
  void oneInsideAnother() {
    Tensor x = normal(7, 4, 3);
    Tensor y = normal(8, 5, 3);
    Tensor products = Autograd.vmap(a -> Autograd.vmap(b -> a.mul(b).sum(), y), x);
    close(products, x.matmul(y.mT()));
  }

  @Test
  void insideAPlan() {
    Tensor x = normal(9, 4, 3);
    UnaryOperator<Tensor> f = one -> one.softmax(0).cumSum(0);
    Compiled plan = Compiled.of(in -> List.of(Autograd.vmap(f, in.getFirst())));
    close(plan.run(x).getFirst(), loop(f, x));
  }

  @Test
  void aPlanInside() {
    Tensor x = normal(9, 4, 3);
    Compiled plan = Compiled.of(in -> List.of(in.getFirst().softmax(0)));
    close(Autograd.vmap(one -> plan.run(one).getFirst(), x), x.softmax(1));
  }

  @Test
  void checkpointsInside() {
    Tensor x = normal(10, 4, 3).requiresGrad();
    UnaryOperator<Tensor> f = v -> Autograd.checkpoint(in -> in.getFirst().exp().sin(), v);
    close(
        Autograd.gradients(Autograd.vmap(f, x).sum(), x).of(x),
        Autograd.gradients(x.exp().sin().sum(), x).of(x));
  }

  @Test
  void noExamples() {
    assertThat(Autograd.vmap(one -> one.sum(0), Tensor.zeros(0, 3, 4)).shape().toArray())
        .containsExactly(0, 4);
  }

  @Test
  void whatItDoesNotDo() {
    Tensor x = normal(11, 5, 1, 1, 4);
    assertThatThrownBy(() -> Autograd.vmap(one -> one.maxPool1d(Pooling.of(2)), x))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "vmap: maxPool has no rule for one more axis in front; apply it to all examples at"
                + " once, or to one after the other, outside.");
    assertThatThrownBy(() -> Autograd.vmap(one -> one.mul(one.sum().item()), x))
        .isInstanceOf(CaptureException.class)
        .hasMessageContaining("looks at a number inside the function");
    List<Tensor> uneven = List.of(Tensor.zeros(3, 2), Tensor.zeros(2, 3));
    assertThatThrownBy(() -> Autograd.vmap(in -> in, uneven))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "vmap: goes over the first axis, which must be as long in float32[2, 3] as in"
                + " float32[3, 2].");
    Parameter w = new Parameter(Tensor.zeros(1));
    assertThatThrownBy(() ->
            Autograd.vmap(
                one -> {
                  w.copyInto(one.sum().reshape(1));
                  return one;
                },
                x.to(DType.FLOAT32)))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("there is one cell and not one an example");
  }
}
