import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.math.Mean;
import org.tensorflow.op.nn.TopK;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt64;

/**
 * The rows of {@code atled bench ops} in TensorFlow's graphs; those that it has no operation for
 * are composed.
 */
final class TensorFlow {
  private static final Function<long[], Tensor> NORMAL = sizes -> floats(sizes, true);
  private static final Function<long[], Tensor> UNIFORM = sizes -> floats(sizes, false);
  private static final List<Function<long[], Tensor>> ONE = List.of(NORMAL);

  /** Results of operands that are fed. */
  private interface Built {
    List<Operand<?>> of(Ops tf, List<Operand<TFloat32>> in, Operand<TInt64> places);
  }

  private TensorFlow() {}

  public static void main(String[] arguments) {
    Measure measure = new Measure("tensorflow 2.18", arguments);
    var v = Measure.VECTORS;
    var m = Measure.MATRICES;
    var b = Measure.BATCHES;
    var table = Measure.TABLE;
    var l = Measure.LONG;
    var two = List.of(NORMAL, NORMAL);
    one(measure, "exp", v, NORMAL, (tf, x) -> tf.math.exp(x));
    one(measure, "log", v, UNIFORM, (tf, x) -> tf.math.log(x));
    one(measure, "tanh", v, NORMAL, (tf, x) -> tf.math.tanh(x));
    one(measure, "sigmoid", v, NORMAL, (tf, x) -> tf.math.sigmoid(x));
    one(measure, "erf", v, NORMAL, (tf, x) -> tf.math.erf(x));
    one(measure, "gelu", v, NORMAL, TensorFlow::gelu);
    one(measure, "sin", v, NORMAL, (tf, x) -> tf.math.sin(x));
    one(measure, "pow number", v, UNIFORM, (tf, x) -> tf.math.pow(x, tf.constant(2.5f)));
    row(
        measure,
        "pow tensor",
        v,
        List.of(UNIFORM, NORMAL),
        (tf, x, i) -> List.of(tf.math.pow(x.get(0), x.get(1))));
    one(measure, "sum all", m, NORMAL, (tf, x) -> tf.reduceSum(x, tf.array(0, 1)));
    one(measure, "sum rows", m, NORMAL, (tf, x) -> tf.reduceSum(x, tf.constant(1)));
    one(measure, "mean all", m, NORMAL, (tf, x) -> tf.math.mean(x, tf.array(0, 1)));
    one(measure, "mean rows", m, NORMAL, (tf, x) -> tf.math.mean(x, tf.constant(1)));
    one(measure, "softmax", m, NORMAL, (tf, x) -> tf.nn.softmax(x));
    one(measure, "layerNorm", m, NORMAL, TensorFlow::layerNorm);
    one(measure, "argmax", m, NORMAL, (tf, x) -> tf.math.argMax(x, tf.constant(1)));
    one(measure, "cumSum", m, NORMAL, (tf, x) -> tf.math.cumsum(x, tf.constant(1)));
    one(measure, "cumSum", v, NORMAL, (tf, x) -> tf.math.cumsum(x, tf.constant(0)));
    row(
        measure,
        "sort",
        v,
        ONE,
        (tf, x, i) -> top(tf, x.getFirst(), tf.reduceProd(tf.shape(x.getFirst()), tf.constant(0))));
    row(measure, "topK 100", l, ONE, (tf, x, i) -> top(tf, x.getFirst(), tf.constant(100)));
    row(
        measure,
        "matmul",
        b,
        two,
        (tf, x, i) -> List.of(tf.train.batchMatMul(x.get(0), x.get(1), TFloat32.class)));
    row(measure, "einsum", b, two, (tf, x, i) -> List.of(tf.linalg.einsum(x, "bij,bjk->bik")));
    row(
        measure,
        "indexSelect",
        table,
        ONE,
        (tf, x, i) -> List.of(tf.gather(x.getFirst(), i, tf.constant(0))));
    row(
        measure,
        "gather",
        l,
        ONE,
        (tf, x, i) -> List.of(tf.gather(x.getFirst(), i, tf.constant(0))));
    row(measure, "indexAdd", table, two, TensorFlow::added);
    row(measure, "scatterAdd", l, two, TensorFlow::added);
  }

  private static Operand<TFloat32> gelu(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> erf = tf.math.erf(tf.math.mul(x, tf.constant((float) Math.sqrt(0.5))));
    return tf.math.mul(tf.math.mul(x, tf.constant(0.5f)), tf.math.add(erf, tf.constant(1f)));
  }

  private static Operand<TFloat32> layerNorm(Ops tf, Operand<TFloat32> x) {
    Operand<TFloat32> centred =
        tf.math.sub(x, tf.math.mean(x, tf.constant(1), Mean.keepDims(true)));
    Operand<TFloat32> variance =
        tf.math.mean(tf.math.square(centred), tf.constant(1), Mean.keepDims(true));
    return tf.math.mul(centred, tf.math.rsqrt(tf.math.add(variance, tf.constant(1e-5f))));
  }

  private static List<Operand<?>> top(
      Ops tf, Operand<TFloat32> x, Operand<org.tensorflow.types.TInt32> k) {
    var top = tf.nn.topK(x, k, new TopK.Options[0]);
    return List.of(top.values(), top.indices());
  }

  private static List<Operand<?>> added(Ops tf, List<Operand<TFloat32>> x, Operand<TInt64> i) {
    return List.of(tf.tensorScatterNdAdd(x.get(0), tf.expandDims(i, tf.constant(1)), x.get(1)));
  }

  private static void one(
      Measure measure,
      String title,
      long[][] shapes,
      Function<long[], Tensor> draw,
      BiFunction<Ops, Operand<TFloat32>, Operand<?>> function) {
    row(
        measure,
        title,
        shapes,
        List.of(draw),
        (tf, x, i) -> List.of(function.apply(tf, x.getFirst())));
  }

  private static void row(
      Measure measure,
      String title,
      long[][] shapes,
      List<Function<long[], Tensor>> draws,
      Built built) {
    ConfigProto config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(measure.threads())
            .setInterOpParallelismThreads(1)
            .build();
    measure.row(
        title,
        shapes,
        sizes -> {
          Graph graph = new Graph();
          Ops tf = Ops.create(graph);
          List<Tensor> drawn = new ArrayList<>();
          List<Operand<TFloat32>> in = new ArrayList<>();
          for (Function<long[], Tensor> draw : draws) {
            drawn.add(draw.apply(sizes));
            in.add(tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(sizes))));
          }
          Tensor where = places(sizes[0]);
          Operand<TInt64> places =
              tf.placeholder(TInt64.class, Placeholder.shape(Shape.of(sizes[0])));
          List<Operand<?>> results = built.of(tf, in, places);
          Session session = new Session(graph, config);
          return List.of(() -> {
            Session.Runner runner = session.runner().feed(places, where);
            for (int i = 0; i < drawn.size(); i++) {
              runner.feed(in.get(i), drawn.get(i));
            }
            results.forEach(runner::fetch);
            try (Result result = runner.run()) {
              result.get(0);
            }
          });
        });
  }

  private static Tensor floats(long[] sizes, boolean normal) {
    Random random = new Random(1);
    Shape shape = Shape.of(sizes);
    float[] numbers = new float[(int) shape.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = normal ? (float) random.nextGaussian() : random.nextFloat();
    }
    return TFloat32.tensorOf(shape, DataBuffers.of(numbers));
  }

  private static Tensor places(long count) {
    long[] numbers = new Random(2).longs(count, 0, count).toArray();
    return TInt64.tensorOf(Shape.of(count), DataBuffers.of(numbers));
  }
}
