package org.atled.bench;

import java.util.List;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Attention;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * Causal attention of a sequence to itself, forward and backward, of float32: [batch, heads, steps,
 * width]. Flops: 14·width a pair of a query and a key that it sees, 4 of them forward. Bytes: q, k,
 * v, the result, its cotangent and the three gradients once.
 */
record AttentionStep(int batch, int heads, int steps, int width) {
  /** A long sequence, and those of {@link LanguageTraining}. */
  static List<AttentionStep> all() {
    return List.of(new AttentionStep(1, 8, 2048, 64), new AttentionStep(16, 4, 128, 32));
  }

  /** {@code 1x8x2048x64 causal}. */
  String shape() {
    return "%dx%dx%dx%d causal".formatted(batch, heads, steps, width);
  }

  Workload workload() {
    long sequences = (long) batch * heads;
    long pairs = sequences * steps * (steps + 1L) / 2;
    long bytes = 8 * 4 * sequences * steps * width;
    return new Repeated(
        "attention",
        shape(),
        1,
        () -> new Repeated.Work(14 * width * pairs, bytes, bytes),
        Rate.Unit.GFLOPS,
        inputs -> planned());
  }

  /** As a plan that writes the gradients into cells. */
  Planned planned() {
    List<Parameter> inputs =
        List.of(new Parameter(tensor("q")), new Parameter(tensor("k")), new Parameter(tensor("v")));
    List<Buffer> cells = inputs.stream().map(input -> new Buffer(input.value().detach())).toList();
    Tensor cotangent = tensor("g");
    Compiled compiled =
        Compiled.of(tensors -> {
          Tensor result =
              inputs
                  .get(0)
                  .value()
                  .scaledDotProductAttention(
                      inputs.get(1).value(), inputs.get(2).value(), Attention.toAll().causally());
          Gradients gradients = Autograd.gradients(result.mul(tensors.getFirst()).sum(), inputs);
          for (int i = 0; i < inputs.size(); i++) {
            cells.get(i).copyInto(gradients.of(inputs.get(i)));
          }
          return List.of();
        });
    return new Planned(compiled, number -> List.of(cotangent));
  }

  private Tensor tensor(String name) {
    TensorType type = new TensorType(DType.FLOAT32, Shape.of(batch, heads, steps, width));
    return Sample.normal(Seed.of(1).at(name), type);
  }
}
