package org.atled.cpu.simd;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.atled.core.expr.ErrorFunction;
import org.atled.core.expr.Exponential;
import org.atled.core.expr.Expression;
import org.atled.core.expr.FloatExpression;
import org.atled.core.expr.Gaussian;
import org.atled.core.expr.Hyperbolic;
import org.atled.core.expr.Logarithm;
import org.atled.core.expr.Logistic;
import org.atled.core.expr.Power;
import org.atled.core.expr.Term;
import org.atled.core.expr.Trigonometric;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.AttendGradientKernel;
import org.atled.core.spi.AttendKernel;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.ConvolveKernel;
import org.atled.core.spi.Epilogue;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.HalfPrecision;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.RandomKernel;
import org.atled.core.spi.RecurKernel;
import org.atled.core.spi.ReduceKernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.core.spi.WindowMaxKernel;
import org.atled.core.spi.WindowSteps;

/** Kernels of every kind that runs on vectors, on numbers that are the same in every JVM. */
final class VectorKernels {
  /** Some rows with and some without a rest, short ones and long ones. */
  private static final int[][] SIZES = {{3, 37}, {1, 1023}, {2, 128}};

  /** Maps that are also stored as BOOL, of each type one or two. */
  private static final Set<String> STORED_AS_BOOL =
      Set.of(
          "relu",
          "masks",
          "masks of both",
          "tripled in int64",
          "truncated",
          "order",
          "nearer",
          "greatest");

  /** A kernel and where its results go. */
  record Named(String name, Kernel kernel, List<Strided> outputs) {
    /** A hash of the bits of all that the outputs hold. */
    long bits() {
      long hash = 0;
      for (Strided output : outputs) {
        hash = hash * 31 + Arrays.hashCode(Bits.of(output.dtype(), output.storage().array()));
      }
      return hash;
    }
  }

  private final List<Named> all = new ArrayList<>();

  static List<Named> all() {
    VectorKernels kernels = new VectorKernels();
    for (DType type : List.of(DType.FLOAT32, DType.FLOAT64)) {
      kernels.functions(type);
      kernels.products(type);
      kernels.windows(type);
      kernels.attention(type);
      kernels.draws(type);
      kernels.recurrence(type);
    }
    kernels.twoSizes();
    kernels.stored();
    for (DType type : List.of(DType.INT32, DType.INT64)) {
      kernels.integers(type);
    }
    for (DType type : List.of(DType.FLOAT32, DType.FLOAT64, DType.INT32, DType.INT64)) {
      for (Combiner combiner : Combiner.values()) {
        kernels.reductions(combiner, type);
      }
    }
    return kernels.all;
  }

  private void functions(DType type) {
    function("exp", type, Exponential::exp);
    function("expm1", type, Exponential::expm1);
    function("log", type, x -> Logarithm.log(x.abs()));
    function("tanh", type, Hyperbolic::tanh);
    function("sigmoid", type, Logistic::sigmoid);
    function("erf", type, ErrorFunction::erf);
    function("gelu", type, Gaussian::gelu);
    function("exp2", type, Exponential::exp2);
    function("log10", type, x -> Logarithm.log10(x.abs()));
    function("log sigmoid", type, Logistic::logSigmoid);
    function("sin", type, Trigonometric::sin);
    function("cos", type, Trigonometric::cos);
    function("relu", type, x -> x.max(0));
    function("rounding", type, x -> x.floor().add(x.mul(3).rint()).div(x.abs().sqrt()));
    map("masks", type, 3, t -> t.get(0).lt(t.get(1)).xor(t.get(2).le(1)).select(t.get(2), 0.5));
    map("integers", type, 2, t -> t.get(0).bits().ushr(3).add(t.get(1).bits().shl(2)).bits().abs());
    adam(type);
  }

  /** Float32 by way of float64, and conversions. */
  private void twoSizes() {
    map("pow", DType.FLOAT32, 2, t -> Power.pow(t.get(0).abs(), t.get(1)));
    map("hypot", DType.FLOAT32, 2, t -> Power.hypot(t.get(0), t.get(1)));
    function("erfc", DType.FLOAT32, ErrorFunction::erfc);
    function("doubled in float64", DType.FLOAT32, x -> x.to(DType.FLOAT64).mul(2).rint());
    function("halved in float32", DType.FLOAT64, x -> x.to(DType.FLOAT32).mul(0.5).floor());
    function("tripled in int64", DType.INT32, x -> x.to(DType.INT64).mul(3).shr(7));
    function("truncated", DType.FLOAT64, x -> x.mul(1e6).to(DType.INT32));
    map(
        "masks of both",
        DType.FLOAT32,
        3,
        t -> t.get(0).to(DType.FLOAT64).lt(0.1).select(t.get(1), t.get(2)));
  }

  /** What is computed with in another type than it is stored in. */
  private void stored() {
    for (DType type : List.of(DType.FLOAT16, DType.BFLOAT16)) {
      function("gelu", type, Gaussian::gelu);
      map("greatest", type, 2, t -> t.get(0).max(t.get(1)));
    }
    function("between -1 and 1", DType.UINT8, x -> x.to(DType.FLOAT32).fma(0x1p-7, -1));
    map("nearer", DType.UINT8, 2, t -> t.get(0).lt(t.get(1)).select(t.get(1), t.get(0)));
  }

  /** Many operands, most of them the same for a whole row, and several outputs in place. */
  private void adam(DType type) {
    Expression update =
        FloatExpression.of(
                9,
                3,
                in -> {
                  Term m = in.get(4).fma(in.get(1).sub(in.get(2)), in.get(2));
                  Term v = in.get(5).fma(in.get(3), in.get(6).mul(in.get(1)).mul(in.get(1)));
                  Term step = in.get(7).mul(m).div(v.abs().sqrt().add(in.get(8)));
                  return List.of(in.get(0).sub(step), m, v);
                })
            .at(type);
    for (int[] sizes : SIZES) {
      List<Strided> inputs = new ArrayList<>();
      for (int x = 0; x < 4; x++) {
        inputs.add(numbers(type, x, sizes));
      }
      for (int x = 4; x < 9; x++) {
        inputs.add(numbers(type, x, 1).broadcastTo(inputs.getFirst().shape()));
      }
      List<Strided> outputs = List.of(inputs.get(0), inputs.get(2), inputs.get(3));
      add("adam", new MapKernel(update, inputs, outputs), outputs);
    }
  }

  private void integers(DType type) {
    map("arithmetic", type, 2, t -> t.get(0).mul(t.get(1)).sub(t.get(0).neg().shr(3)));
    map("bits", type, 2, t -> t.get(0).and(t.get(1)).or(t.get(0).ushr(5)).xor(t.get(1).shl(7)));
    map("order", type, 2, t -> t.get(0).min(t.get(1)).add(t.get(0).abs().max(t.get(1))));
    map("is even", type, 1, t -> t.get(0).and(1L).eq(0).select(t.get(0), t.get(0).neg()));
  }

  private void function(String name, DType type, UnaryOperator<Term> body) {
    map(name, type, 1, t -> body.apply(t.getFirst()));
  }

  private void map(String name, DType type, int inputs, Function<List<Term>, Term> body) {
    Expression e = Expression.of(Collections.nCopies(inputs, type), type, body);
    // What is stored as truths is compared and packed alike, whatever was computed before.
    Expression toBool = Expression.of(e.inputs(), DType.BOOL, body);
    boolean alsoToBool = STORED_AS_BOOL.contains(name);
    for (int[] sizes : SIZES) {
      List<Strided> in = new ArrayList<>();
      for (int x = 0; x < inputs; x++) {
        in.add(numbers(type, x, sizes));
      }
      for (Expression each : alsoToBool ? List.of(e, toBool) : List.of(e)) {
        DType stored = each.outputs().getFirst();
        Storage storage = Storage.zeros(stored, in.getFirst().elements());
        List<Strided> out = List.of(Strided.rowMajor(storage, in.getFirst().shape()));
        add(name + " of " + type + " as " + stored, new MapKernel(each, in, out), out);
      }
    }
  }

  private void reductions(Combiner combiner, DType type) {
    Expression same = Expression.of(List.of(type), type, List::getFirst);
    Expression near1 = Expression.of(List.of(type), type, t -> t.getFirst().mul(2).add(1));
    for (int[] sizes : new int[][] {{3, 1023}, {40, 65}, {2, 9000}}) {
      for (Expression before : List.of(same, near1)) {
        Strided in = numbers(type, 1, sizes);
        Strided byRow = Strided.rowMajor(Storage.zeros(type, sizes[0]), Shape.of(sizes[0]));
        String name = combiner + " of " + type;
        add(name, new ReduceKernel(combiner, before, List.of(in), 1, byRow), List.of(byRow));
        Strided byColumn = Strided.rowMajor(Storage.zeros(type, sizes[1]), Shape.of(sizes[1]));
        add(
            name + " along columns",
            new ReduceKernel(combiner, before, List.of(in.permute(1, 0)), 1, byColumn),
            List.of(byColumn));
      }
    }
  }

  /** Few rows and many, with rests and without, long sums, and each operand transposed. */
  private void products(DType type) {
    int[][] sizes = {{1, 37, 1023}, {3, 37, 100}, {4, 64, 64}, {13, 400, 33}, {37, 23, 12}};
    for (int[] s : sizes) {
      for (int transposed = 0; transposed < 4; transposed++) {
        Strided a = matrix(type, 1, s[0], s[1], (transposed & 1) > 0);
        Strided b = matrix(type, 2, s[1], s[2], (transposed & 2) > 0);
        product(a, b, matrix(type, 3, s[0], s[2], false));
      }
      product(
          matrix(type, 1, s[0], s[1], false),
          matrix(type, 2, s[1], s[2], false),
          matrix(type, 3, s[0], s[2], true));
    }
    product(
        matrix(type, 1, 2, 4100, false),
        matrix(type, 2, 4100, 17, true),
        matrix(type, 3, 2, 17, false));
    Strided batch = numbers(type, 1, 3, 24, 40).slice(1, 23, -2, 12);
    product(batch, numbers(type, 2, 3, 40, 20), numbers(type, 3, 3, 12, 40).slice(2, 1, 2, 20));
  }

  /**
   * Convolutions with many channels and few, in groups and over steps and by tiles, and the
   * greatest of windows.
   */
  private void windows(DType type) {
    int[][] geometries = {
      {2, 19, 9, 10, 13, 3, 1, 1, 2},
      {3, 2, 11, 12, 6, 3, 2, 2, 2},
      {2, 17, 9, 10, 21, 3, 1, 1, 2},
      {2, 17, 9, 10, 21, 3, 1, 1, 4}
    };
    for (int[] g : geometries) {
      int h = (g[2] + 2 - g[5]) / g[6] + 1;
      int w = (g[3] + 2 - g[5]) / g[6] + 1;
      WindowSteps steps = new WindowSteps(List.of(g[6], g[6]), List.of(1, 1), List.of(1, 1), g[8]);
      for (ConvolveKernel.Factor wanted : ConvolveKernel.Factor.values()) {
        ConvolveKernel kernel =
            new ConvolveKernel(
                wanted,
                numbers(type, 1, g[0], g[1] * g[7], g[2], g[3]),
                numbers(type, 2, g[4] * g[7], g[1], g[5], g[5]),
                numbers(type, 3, g[0], g[4] * g[7], h, w),
                steps,
                g[7]);
        add("convolution, " + wanted + " of " + type, kernel, kernel.writes());
      }
      Strided places =
          Strided.rowMajor(
              Storage.zeros(DType.INT64, g[0] * g[1] * h * w), Shape.of(g[0], g[1], h, w));
      Kernel greatest =
          new WindowMaxKernel(
              numbers(type, 1, g[0], g[1], g[2], g[3]),
              numbers(type, 2, g[0], g[1], h, w),
              places,
              List.of(g[5], g[5]),
              steps);
      add("greatest of windows of " + type, greatest, greatest.writes());
    }
  }

  /** Of more than one block of queries and keys, with a mask and without. */
  private void attention(DType type) {
    Optional<Strided> mask =
        Optional.of(numbers(type, 4, 1, 150).broadcastTo(Shape.of(2, 2, 70, 150)));
    for (AttendKernel.Seen seen :
        List.of(
            new AttendKernel.Seen(Optional.empty(), Optional.of(40L)),
            new AttendKernel.Seen(mask, Optional.empty()))) {
      Strided q = numbers(type, 1, 2, 2, 70, 19);
      Strided k = numbers(type, 2, 2, 150, 19);
      Strided v = numbers(type, 3, 2, 150, 21);
      Strided out = numbers(type, 0, 2, 2, 70, 21);
      Strided logSums = numbers(type, 0, 2, 2, 70);
      Kernel attend = new AttendKernel(q, k, v, seen, 0.1, out, logSums);
      add("attention of " + type, attend, attend.writes());
      Kernel gradient =
          new AttendGradientKernel(
              q,
              k,
              v,
              seen,
              0.1,
              logSums,
              numbers(type, 5, 2, 2, 70),
              numbers(type, 6, 2, 2, 70, 21),
              numbers(type, 0, 2, 2, 70, 19),
              numbers(type, 0, 2, 150, 19),
              numbers(type, 0, 2, 150, 21));
      add("gradients of attention of " + type, gradient, gradient.writes());
    }
  }

  /** Of 29 rows with 19 numbers, over three steps. */
  private void recurrence(DType type) {
    Strided all = numbers(type, 1, 4, 29, 19);
    Strided sums = numbers(type, 2, 3, 29, 19);
    Strided w = numbers(type, 3, 19, 19).broadcastTo(Shape.of(3, 19, 19));
    Expression next =
        Expression.of(
            List.of(type, type), type, t -> Hyperbolic.tanh(t.get(0).mul(0.1).add(t.get(1))));
    Kernel kernel =
        new RecurKernel(
            List.of(
                new GemmKernel(all.slice(0, 0, 1, 3), w, sums),
                new MapKernel(
                    next,
                    List.of(sums, numbers(type, 4, 3, 29, 19)),
                    List.of(all.slice(0, 1, 1, 3)))));
    add("recurrence of " + type, kernel, kernel.writes());
  }

  private void draws(DType type) {
    Strided step = Strided.rowMajor(new Storage.Int64(new long[] {7}), Shape.of());
    for (RandomKernel.Draw draw : RandomKernel.Draw.values()) {
      Strided out = Strided.rowMajor(Storage.zeros(type, 4999), Shape.of(4999));
      Kernel random = new RandomKernel(draw, 0x0123456789ABCDEFL, step, Optional.empty(), out);
      add(draw + " of " + type, random, List.of(out));
    }
  }

  private static Strided matrix(DType type, int operand, int m, int n, boolean transposed) {
    return transposed ? numbers(type, operand, n, m).permute(1, 0) : numbers(type, operand, m, n);
  }

  /** Once as it is, and once with a bias and ReLU. */
  private void product(Strided a, Strided b, Strided out) {
    DType type = out.dtype();
    String name = "product of " + type;
    add(name, new GemmKernel(a, b, out), List.of(out));
    Storage storage = Storage.zeros(type, out.storage().length());
    Strided next = new Strided(storage, out.offset(), out.sizes(), out.strides());
    Strided bias = numbers(type, 4, out.sizes()[out.rank() - 1]).broadcastTo(out.shape());
    Expression relu = Expression.of(List.of(type, type), type, t -> t.get(0).add(t.get(1)).max(0));
    Epilogue after = new Epilogue(relu, List.of(bias), List.of(next));
    add(name + " and relu", new GemmKernel(a, b, next, Optional.of(after)), List.of(next));
  }

  private void add(String name, Kernel kernel, List<Strided> outputs) {
    all.add(new Named(name, kernel, outputs));
  }

  /** Numbers between −4 and 4 that depend on their place alone. */
  private static Strided numbers(DType type, int operand, int... sizes) {
    Shape shape = Shape.of(Arrays.stream(sizes).asLongStream().toArray());
    int length = shape.elements();
    Storage storage = Storage.zeros(type, length + operand);
    for (int i = 0; i < length + operand; i++) {
      int bits = (i + 1) * 0x9E3779B9 + operand * 0x85EBCA6B;
      double x = bits * 0x1p-29;
      switch (storage) {
        case Storage.Float16 s -> s.array()[i] = HalfPrecision.float16(x);
        case Storage.Bfloat16 s -> s.array()[i] = HalfPrecision.bfloat16(x);
        case Storage.Float32 s -> s.array()[i] = (float) x;
        case Storage.Float64 s -> s.array()[i] = x;
        case Storage.Int32 s -> s.array()[i] = bits;
        case Storage.Int64 s -> s.array()[i] = bits * 0x9E3779B97F4A7C15L;
        case Storage.Recorded s -> throw s.noNumbers();
        case Storage.Bool s -> s.array()[i] = bits > 0;
        case Storage.Uint8 s -> s.array()[i] = (byte) bits;
      }
    }
    Strided whole = Strided.rowMajor(storage, shape);
    return new Strided(storage, operand, whole.sizes(), whole.strides());
  }
}
