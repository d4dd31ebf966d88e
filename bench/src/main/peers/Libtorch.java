import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.T_TensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The rows of {@code atled bench ops} in libtorch, into new tensors and by out=, and some others.
 */
final class Libtorch {
  private static final Function<long[], Tensor> NORMAL = torch::randn;
  private static final Function<long[], Tensor> UNIFORM = torch::rand;
  private static final Function<long[], Tensor> PLACES =
      sizes ->
          torch.randint(sizes[0], new long[] {sizes[0]}, new TensorOptions(torch.ScalarType.Long));
  private static final List<Function<long[], Tensor>> ONE = List.of(NORMAL);

  private static final Scalar EXPONENT = new Scalar(2.5);
  private static final LongOptional LAST = new LongOptional(-1);
  private static final BoolOptional STABLE = new BoolOptional(true);
  private static final ScalarTypeOptional SAME = new ScalarTypeOptional();
  private static final long[] ROWS = {-1};

  /** Into new tensors. */
  private interface Plain {
    Object of(Tensor[] in);
  }

  /** Into tensors that are there. */
  private interface Out {
    Object of(Tensor[] out, Tensor[] in);
  }

  private Libtorch() {}

  public static void main(String[] arguments) {
    Measure measure = new Measure("libtorch 2.10.0", arguments);
    torch.set_num_threads(measure.threads());
    torch.manual_seed(1);
    var v = Measure.VECTORS;
    var m = Measure.MATRICES;
    var b = Measure.BATCHES;
    var table = Measure.TABLE;
    var l = Measure.LONG;
    var two = List.of(NORMAL, NORMAL);
    var places = List.of(NORMAL, PLACES);
    var added = List.of(NORMAL, PLACES, NORMAL);
    var positive = List.of(UNIFORM);
    var powers = List.of(UNIFORM, NORMAL);
    row(measure, "exp", v, ONE, x -> torch.exp(x[0]), (y, x) -> torch.exp_out(y[0], x[0]));
    row(measure, "log", v, positive, x -> torch.log(x[0]), (y, x) -> torch.log_out(y[0], x[0]));
    row(measure, "tanh", v, ONE, x -> torch.tanh(x[0]), (y, x) -> torch.tanh_out(y[0], x[0]));
    row(
        measure,
        "sigmoid",
        v,
        ONE,
        x -> torch.sigmoid(x[0]),
        (y, x) -> torch.sigmoid_out(y[0], x[0]));
    row(measure, "erf", v, ONE, x -> torch.erf(x[0]), (y, x) -> torch.erf_out(y[0], x[0]));
    row(measure, "gelu", v, ONE, x -> torch.gelu(x[0]), (y, x) -> torch.gelu_out(y[0], x[0]));
    row(measure, "sin", v, ONE, x -> torch.sin(x[0]), (y, x) -> torch.sin_out(y[0], x[0]));
    row(
        measure,
        "pow number",
        v,
        positive,
        x -> torch.pow(x[0], EXPONENT),
        (y, x) -> torch.pow_out(y[0], x[0], EXPONENT));
    row(
        measure,
        "pow tensor",
        v,
        powers,
        x -> torch.pow(x[0], x[1]),
        (y, x) -> torch.pow_out(y[0], x[0], x[1]));
    row(measure, "sum all", m, ONE, x -> torch.sum(x[0]));
    row(
        measure,
        "sum rows",
        m,
        ONE,
        x -> torch.sum(x[0], ROWS),
        (y, x) -> torch.sum_out(y[0], x[0], ROWS));
    row(measure, "mean all", m, ONE, x -> torch.mean(x[0]));
    row(
        measure,
        "mean rows",
        m,
        ONE,
        x -> torch.mean(x[0], ROWS),
        (y, x) -> torch.mean_out(y[0], x[0], ROWS));
    row(
        measure,
        "softmax",
        m,
        ONE,
        x -> torch.softmax(x[0], -1),
        (y, x) -> torch.softmax_out(y[0], x[0], -1));
    row(measure, "layerNorm", m, ONE, x -> torch.layer_norm(x[0], x[0].size(-1)));
    row(
        measure,
        "argmax",
        m,
        ONE,
        x -> torch.argmax(x[0], LAST, false),
        (y, x) -> torch.argmax_out(y[0], x[0], LAST, false));
    row(
        measure,
        "cumSum",
        m,
        ONE,
        x -> torch.cumsum(x[0], -1),
        (y, x) -> torch.cumsum_out(y[0], x[0], -1, SAME));
    row(
        measure,
        "cumSum",
        v,
        ONE,
        x -> torch.cumsum(x[0], 0),
        (y, x) -> torch.cumsum_out(y[0], x[0], 0, SAME));
    row(
        measure,
        "sort",
        v,
        ONE,
        x -> torch.sort(x[0], STABLE, 0, false),
        (y, x) -> torch.sort_out(y[0], y[1], x[0], STABLE, 0, false));
    row(
        measure,
        "topK 100",
        l,
        ONE,
        x -> torch.topk(x[0], 100, 0, true, true),
        (y, x) -> torch.topk_out(y[0], y[1], x[0], 100, 0, true, true));
    row(
        measure,
        "matmul",
        b,
        two,
        x -> torch.matmul(x[0], x[1]),
        (y, x) -> torch.matmul_out(y[0], x[0], x[1]));
    row(measure, "einsum", b, two, x -> torch.einsum("bij,bjk->bik", new TensorVector(x[0], x[1])));
    row(
        measure,
        "indexSelect",
        table,
        places,
        x -> torch.index_select(x[0], 0, x[1]),
        (y, x) -> torch.index_select_out(y[0], x[0], 0, x[1]));
    row(
        measure,
        "gather",
        l,
        places,
        x -> torch.gather(x[0], 0, x[1]),
        (y, x) -> torch.gather_out(y[0], x[0], 0, x[1]));
    row(
        measure,
        "indexAdd",
        table,
        added,
        x -> torch.index_add(x[0], 0, x[1], x[2]),
        (y, x) -> torch.index_add_out(y[0], x[0], 0, x[1], x[2]),
        (y, x) -> torch.scatter_add(x[0], 0, x[1].unsqueeze(1).expand_as(x[0]), x[2]));
    row(
        measure,
        "scatterAdd",
        l,
        added,
        x -> torch.scatter_add(x[0], 0, x[1], x[2]),
        (y, x) -> torch.scatter_add_out(y[0], x[0], 0, x[1], x[2]));
    measure.row(
        "unet",
        "unet:24",
        new long[][] {{64, 1, 28, 28}},
        sizes -> List.of(inScope(LibtorchUNet.step(sizes))));
    LibtorchImages.rows(measure);
    LibtorchSequences.rows(measure);
    LibtorchOptimizer.rows(measure);
  }

  private static void row(
      Measure measure,
      String title,
      long[][] shapes,
      List<Function<long[], Tensor>> draws,
      Plain plain,
      Out... others) {
    measure.row(
        title,
        shapes,
        sizes -> {
          Tensor[] in = draws.stream().map(draw -> draw.apply(sizes)).toArray(Tensor[]::new);
          Tensor[] out = results(plain.of(in));
          List<Runnable> ways = new ArrayList<>(List.of(inScope(() -> plain.of(in))));
          Arrays.stream(others).forEach(way -> ways.add(inScope(() -> way.of(out, in))));
          return ways;
        });
  }

  private static Tensor[] results(Object result) {
    return result instanceof T_TensorTensor_T both
        ? new Tensor[] {both.get0().clone(), both.get1().clone()}
        : new Tensor[] {(Tensor) result};
  }

  /** Frees what a call makes. */
  static Runnable inScope(Runnable call) {
    return () -> {
      try (PointerScope scope = new PointerScope()) {
        call.run();
      }
    };
  }
}
