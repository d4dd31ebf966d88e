package org.atled.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.atled.core.expr.BoxMuller;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Folding;
import org.atled.core.expr.Instruction;
import org.atled.core.random.Philox;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.ArgReduceKernel;
import org.atled.core.spi.AttendGradientKernel;
import org.atled.core.spi.AttendKernel;
import org.atled.core.spi.CallKernel;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.ConvolveKernel;
import org.atled.core.spi.CopyKernel;
import org.atled.core.spi.FillKernel;
import org.atled.core.spi.GatherKernel;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.HalfPrecision;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.QuantizedGemmKernel;
import org.atled.core.spi.RandomKernel;
import org.atled.core.spi.RandomKernel.Draw;
import org.atled.core.spi.RecurKernel;
import org.atled.core.spi.ReduceKernel;
import org.atled.core.spi.ScanKernel;
import org.atled.core.spi.ScatterKernel;
import org.atled.core.spi.SortKernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.core.spi.WindowMaxKernel;
import org.atled.core.spi.WindowSteps;
import org.atled.core.spi.WithEpilogue;

/**
 * The kernels once more, as slowly and plainly as their documentation reads: boxed numbers, one
 * element at a time. An element is a Boolean, an Integer (INT32 and UINT8), a Long, a Float
 * (FLOAT32 and shorter) or a Double.
 */
final class Reference {
  private Reference() {}

  static void run(Kernel kernel) {
    switch (kernel) {
      case FillKernel(Strided out, long bits) ->
          each(out.sizes(), i -> set(out, i, fromBits(out.dtype(), bits)));
      case CopyKernel(Strided in, Strided out) -> each(out.sizes(), i -> set(out, i, get(in, i)));
      case MapKernel map -> map(map);
      case ReduceKernel reduce -> reduce(reduce);
      case ArgReduceKernel arg -> argReduce(arg);
      case GemmKernel gemm -> {
        ReferenceSums.gemm(gemm);
        epilogue(gemm);
      }
      case QuantizedGemmKernel gemm -> ReferenceSums.quantized(gemm);
      case ConvolveKernel convolve -> {
        if (convolve.tile() > 0) {
          TileReference.run(convolve);
        } else {
          ReferenceSums.convolve(convolve);
        }
        epilogue(convolve);
      }
      case WindowMaxKernel max -> windowMax(max);
      case AttendKernel attend -> new ReferenceAttention(attend).run();
      case AttendGradientKernel gradient -> new ReferenceAttention(gradient).run(gradient);
      case GatherKernel(Strided in, Strided index, int axis, boolean wraps, Strided out) ->
          each(
              out.sizes(),
              i -> {
                int at = ((Number) get(index, i)).intValue();
                int from = wraps && at < 0 ? at + in.sizes()[axis] : at;
                set(out, i, get(in, with(i, axis, from)));
              });
      case ScatterKernel(
              Optional<Combiner> combiner,
              Strided in,
              Strided index,
              int axis,
              Strided out) ->
          each(
              in.sizes(),
              i -> {
                int[] target = with(i, axis, ((Number) get(index, i)).intValue());
                Object value = get(in, i);
                Object there = get(out, target);
                set(out, target, combiner.map(c -> combine(c, there, value)).orElse(value));
              });
      case ScanKernel scan -> scan(scan);
      case RecurKernel recur -> {
        for (int t = 0; t < recur.steps(); t++) {
          int step = t;
          recur.parts().forEach(part -> run(part.over(w -> w.slice(0, step, 1, 1))));
        }
      }
      case SortKernel sort -> sort(sort);
      case RandomKernel random -> random(random);
      case CallKernel call -> call(call);
    }
  }

  /** What is done at each multi-index, in row-major order. */
  interface At {
    void run(int[] index);
  }

  static void each(int[] sizes, At at) {
    each(sizes, new int[sizes.length], 0, at);
  }

  private static void each(int[] sizes, int[] index, int axis, At at) {
    if (axis == sizes.length) {
      at.run(index.clone());
      return;
    }
    for (int i = 0; i < sizes[axis]; i++) {
      index[axis] = i;
      each(sizes, index, axis + 1, at);
    }
  }

  static int[] with(int[] index, int axis, int value) {
    int[] changed = index.clone();
    changed[axis] = value;
    return changed;
  }

  static int place(Strided s, int[] index) {
    int at = s.offset();
    for (int axis = 0; axis < index.length; axis++) {
      at += index[axis] * s.strides()[axis];
    }
    return at;
  }

  static Object get(Strided s, int... index) {
    int at = place(s, index);
    return switch (s.storage()) {
      case Storage.Recorded r -> throw r.noNumbers();
      case Storage.Bool b -> b.array()[at];
      case Storage.Uint8 u -> u.array()[at] & 0xFF;
      case Storage.Int32 i -> i.array()[at];
      case Storage.Int64 l -> l.array()[at];
      case Storage.Float16 f -> f.get(at);
      case Storage.Bfloat16 f -> f.get(at);
      case Storage.Float32 f -> f.array()[at];
      case Storage.Float64 d -> d.array()[at];
    };
  }

  static void set(Strided s, int[] index, Object value) {
    int at = place(s, index);
    switch (s.storage()) {
      case Storage.Recorded r -> throw r.noNumbers();
      case Storage.Bool b -> b.array()[at] = (boolean) value;
      case Storage.Uint8 u -> u.array()[at] = (byte) (int) value;
      case Storage.Int32 i -> i.array()[at] = (int) value;
      case Storage.Int64 l -> l.array()[at] = (long) value;
      case Storage.Float16 f -> f.array()[at] = HalfPrecision.float16((float) value);
      case Storage.Bfloat16 f -> f.array()[at] = HalfPrecision.bfloat16((float) value);
      case Storage.Float32 f -> f.array()[at] = (float) value;
      case Storage.Float64 d -> d.array()[at] = (double) value;
    }
  }

  private static Object fromBits(DType dtype, long bits) {
    return switch (dtype) {
      case BOOL -> bits != 0;
      case UINT8, INT32 -> (int) bits;
      case INT64 -> bits;
      case FLOAT16 -> HalfPrecision.float16(HalfPrecision.float16(Double.longBitsToDouble(bits)));
      case BFLOAT16 ->
          HalfPrecision.bfloat16(HalfPrecision.bfloat16(Double.longBitsToDouble(bits)));
      case FLOAT32 -> (float) Double.longBitsToDouble(bits);
      case FLOAT64 -> Double.longBitsToDouble(bits);
    };
  }

  private static void map(MapKernel map) {
    each(
        map.outputs().getFirst().sizes(),
        i -> {
          Object[] values = values(map.expression(), map.inputs(), i);
          for (int k = 0; k < map.outputs().size(); k++) {
            set(map.outputs().get(k), i, values[map.expression().results().get(k)]);
          }
        });
  }

  /** What the expression's result of that number is. */
  static Object evaluate(Expression e, int result, List<Strided> inputs, int[] index) {
    return values(e, inputs, index)[e.results().get(result)];
  }

  /** What each instruction yields. */
  private static Object[] values(Expression e, List<Strided> inputs, int[] index) {
    Object[] values = new Object[e.code().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = instruction(e.code().get(i), values, inputs, index);
    }
    return values;
  }

  private static Object instruction(
      Instruction it, Object[] values, List<Strided> inputs, int[] index) {
    Object a = it.a() < 0 ? 0 : values[it.a()];
    Object b = it.b() < 0 ? 0 : values[it.b()];
    Object c = it.c() < 0 ? 0 : values[it.c()];
    return switch (it.primitive()) {
      case INPUT -> get(inputs.get((int) it.payload()), index);
      case CONSTANT -> fromBits(it.type(), it.payload());
      case SELECT -> (boolean) a ? b : c;
      case CONVERT -> convert(a, it.type());
      case BITS ->
          switch (a) {
            case Integer x -> Float.intBitsToFloat(x);
            case Long x -> Double.longBitsToDouble(x);
            case Float x -> Float.floatToRawIntBits(x);
            default -> Double.doubleToRawLongBits((double) a);
          };
      default -> arithmetic(it, a, b, c);
    };
  }

  /** Asks for one type after the other: a switch over types is slow until it is compiled. */
  private static Object arithmetic(Instruction it, Object a, Object b, Object c) {
    if (a instanceof Float x) {
      return float32(it, x, b, c);
    } else if (a instanceof Double x) {
      return float64(it, x, b, c);
    } else if (a instanceof Integer x) {
      return int32(it, x, (int) b);
    } else if (a instanceof Long x) {
      return int64(it, x, b);
    } else {
      return bool(it, (boolean) a, (boolean) b);
    }
  }

  private static Object bool(Instruction it, boolean a, boolean b) {
    return switch (it.primitive()) {
      case EQ -> a == b;
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      default -> throw new AssertionError(it);
    };
  }

  private static Object int32(Instruction it, int a, int b) {
    return switch (it.primitive()) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case REM -> a % b;
      case NEG -> -a;
      case ABS -> Math.abs(a);
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case EQ -> a == b;
      case LT -> a < b;
      case LE -> a <= b;
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case SHL -> a << b;
      case SHR -> a >> b;
      case USHR -> a >>> b;
      default -> throw new AssertionError(it);
    };
  }

  private static Object int64(Instruction it, long a, Object second) {
    long b = ((Number) second).longValue();
    return switch (it.primitive()) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case REM -> a % b;
      case NEG -> -a;
      case ABS -> Math.abs(a);
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case EQ -> a == b;
      case LT -> a < b;
      case LE -> a <= b;
      case AND -> a & b;
      case OR -> a | b;
      case XOR -> a ^ b;
      case SHL -> a << b;
      case SHR -> a >> b;
      case USHR -> a >>> b;
      default -> throw new AssertionError(it);
    };
  }

  private static Object float32(Instruction it, float a, Object second, Object third) {
    float b = ((Number) second).floatValue();
    return switch (it.primitive()) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case REM -> a % b;
      case FMA -> Math.fma(a, b, (float) third);
      case NEG -> -a;
      case ABS -> Math.abs(a);
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case SQRT -> (float) StrictMath.sqrt(a);
      case FLOOR -> (float) StrictMath.floor(a);
      case RINT -> (float) StrictMath.rint(a);
      case FOLD_SINE -> Folding.sine(a);
      case FOLD_COSINE -> Folding.cosine(a);
      case EQ -> a == b;
      case LT -> a < b;
      case LE -> a <= b;
      default -> throw new AssertionError(it);
    };
  }

  private static Object float64(Instruction it, double a, Object second, Object third) {
    double b = ((Number) second).doubleValue();
    return switch (it.primitive()) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case REM -> a % b;
      case FMA -> Math.fma(a, b, (double) third);
      case NEG -> -a;
      case ABS -> Math.abs(a);
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case SQRT -> StrictMath.sqrt(a);
      case FLOOR -> StrictMath.floor(a);
      case RINT -> StrictMath.rint(a);
      case FOLD_SINE -> Folding.sine(a);
      case FOLD_COSINE -> Folding.cosine(a);
      case EQ -> a == b;
      case LT -> a < b;
      case LE -> a <= b;
      default -> throw new AssertionError(it);
    };
  }

  private static Object convert(Object a, DType to) {
    if (a instanceof Boolean yes) {
      return to == DType.BOOL ? yes : convert(yes ? 1 : 0, to);
    }
    Number x = (Number) a;
    return switch (to) {
      case BOOL -> x.doubleValue() != 0;
      case UINT8, FLOAT16, BFLOAT16 -> throw new AssertionError(to + " is not computed with");
      // Number.intValue is the cast, which saturates from floats and wraps from integers.
      case INT32 -> x.intValue();
      case INT64 -> x.longValue();
      case FLOAT32 -> x.floatValue();
      case FLOAT64 -> x.doubleValue();
    };
  }

  static Object combine(Combiner combiner, Object a, Object b) {
    return switch (a) {
      case Boolean x ->
          combiner == Combiner.MAX || combiner == Combiner.SUM ? x | (boolean) b : x & (boolean) b;
      case Integer x ->
          switch (combiner) {
            case SUM -> x + (int) b;
            case PRODUCT -> x * (int) b;
            case MAX -> Math.max(x, (int) b);
            case MIN -> Math.min(x, (int) b);
          };
      case Long x ->
          switch (combiner) {
            case SUM -> x + (long) b;
            case PRODUCT -> x * (long) b;
            case MAX -> Math.max(x, (long) b);
            case MIN -> Math.min(x, (long) b);
          };
      case Float x ->
          switch (combiner) {
            case SUM -> x + (float) b;
            case PRODUCT -> x * (float) b;
            case MAX -> Math.max(x, (float) b);
            case MIN -> Math.min(x, (float) b);
          };
      default -> {
        double x = (double) a;
        yield switch (combiner) {
          case SUM -> x + (double) b;
          case PRODUCT -> x * (double) b;
          case MAX -> Math.max(x, (double) b);
          case MIN -> Math.min(x, (double) b);
        };
      }
    };
  }

  private static Object identity(Combiner combiner, DType dtype) {
    return switch (dtype) {
      case BOOL -> combiner == Combiner.MIN;
      case UINT8 -> number(combiner, 0, 1, 0, 255);
      case INT32 -> number(combiner, 0, 1, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case INT64 -> number(combiner, 0L, 1L, Long.MIN_VALUE, Long.MAX_VALUE);
      case FLOAT16, BFLOAT16, FLOAT32 ->
          number(combiner, 0f, 1f, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
      case FLOAT64 -> number(combiner, 0d, 1d, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    };
  }

  private static <T> T number(Combiner combiner, T sum, T product, T max, T min) {
    return switch (combiner) {
      case SUM -> sum;
      case PRODUCT -> product;
      case MAX -> max;
      case MIN -> min;
    };
  }

  private static void reduce(ReduceKernel k) {
    int[] sizes = k.inputs().getFirst().sizes();
    int kept = k.out().rank();
    int[] reducedSizes = java.util.Arrays.copyOfRange(sizes, kept, sizes.length);
    each(
        k.out().sizes(),
        i -> {
          List<Object> elements = new ArrayList<>();
          int[] at = java.util.Arrays.copyOf(i, sizes.length);
          each(
              reducedSizes,
              r -> {
                System.arraycopy(r, 0, at, kept, r.length);
                Object value = evaluate(k.before(), 0, k.inputs(), at);
                elements.add(k.out().dtype() == DType.UINT8 ? (int) value & 0xFF : value);
              });
          set(k.out(), i, reduce(k.combiner(), k.out().dtype(), elements));
        });
  }

  private static Object reduce(Combiner combiner, DType dtype, List<Object> elements) {
    List<Object> chunks = new ArrayList<>();
    for (int begin = 0; begin < elements.size(); begin += 4096) {
      List<Object> chunk = elements.subList(begin, Math.min(elements.size(), begin + 4096));
      Object[] lanes = new Object[16];
      java.util.Arrays.fill(lanes, identity(combiner, dtype));
      for (int r = 0; r < chunk.size(); r++) {
        lanes[r % 16] = combine(combiner, lanes[r % 16], chunk.get(r));
      }
      for (int half = 8; half > 0; half /= 2) {
        for (int l = 0; l < half; l++) {
          lanes[l] = combine(combiner, lanes[l], lanes[l + half]);
        }
      }
      chunks.add(lanes[0]);
    }
    return chunks.isEmpty() ? identity(combiner, dtype) : tree(combiner, chunks);
  }

  static Object tree(Combiner combiner, List<Object> values) {
    if (values.size() == 1) {
      return values.getFirst();
    }
    List<Object> joined = new ArrayList<>();
    for (int i = 0; i < values.size(); i += 2) {
      joined.add(
          i + 1 < values.size()
              ? combine(combiner, values.get(i), values.get(i + 1))
              : values.get(i));
    }
    return tree(combiner, joined);
  }

  private static void argReduce(ArgReduceKernel k) {
    int last = k.in().rank() - 1;
    each(
        k.out().sizes(),
        i -> {
          int[] at = java.util.Arrays.copyOf(i, last + 1);
          long best = 0;
          for (int j = 1; j < k.in().sizes()[last]; j++) {
            if (better(
                k.combiner(),
                get(k.in(), with(at, last, j)),
                get(k.in(), with(at, last, (int) best)))) {
              best = j;
            }
          }
          set(k.out(), i, best);
        });
  }

  private static boolean better(Combiner combiner, Object x, Object than) {
    if (x instanceof Boolean b) {
      return b != (boolean) than && b == (combiner == Combiner.MAX);
    }
    if (x instanceof Long a) {
      return combiner == Combiner.MAX ? a > (long) than : a < (long) than;
    }
    double a = ((Number) x).doubleValue();
    double b = ((Number) than).doubleValue();
    if (Double.isNaN(a) || Double.isNaN(b)) {
      return !Double.isNaN(b);
    }
    return combiner == Combiner.MAX ? a > b : a < b;
  }

  private static void epilogue(WithEpilogue k) {
    k.epilogue()
        .ifPresent(epilogue -> {
          List<Strided> inputs = new ArrayList<>(List.of(k.out()));
          inputs.addAll(epilogue.inputs());
          map(new MapKernel(epilogue.expression(), inputs, epilogue.outputs()));
        });
  }

  static int[] element(WindowSteps steps, int[] window, int[] tap) {
    int[] at = new int[tap.length];
    for (int i = 0; i < at.length; i++) {
      at[i] =
          window[i] * steps.stride().get(i)
              + tap[i] * steps.dilation().get(i)
              - steps.before().get(i);
    }
    return at;
  }

  private static void windowMax(WindowMaxKernel k) {
    int axes = k.kernel().size();
    int[] kernel = k.kernel().stream().mapToInt(Integer::intValue).toArray();
    each(
        k.values().sizes(),
        at -> {
          Object[] greatest = {identity(Combiner.MAX, k.in().dtype()), 0L};
          boolean[] found = {false};
          each(
              kernel,
              tap -> {
                int[] place = element(k.steps(), Arrays.copyOfRange(at, 2, 2 + axes), tap);
                long number = 0;
                for (int i = 0; i < axes; i++) {
                  if (place[i] < 0 || place[i] >= k.in().sizes()[2 + i]) {
                    return;
                  }
                  number = number * k.in().sizes()[2 + i] + place[i];
                }
                Object x = get(k.in(), joined(new int[] {at[0], at[1]}, place));
                double value = ((Number) x).doubleValue();
                boolean wins =
                    x instanceof Long l
                        ? l > (long) greatest[0]
                        : value > ((Number) greatest[0]).doubleValue() || Double.isNaN(value);
                if (wins || !found[0]) {
                  greatest[0] = x;
                  greatest[1] = number;
                  found[0] = true;
                }
              });
          set(k.values(), at, greatest[0]);
          set(k.places(), at, greatest[1]);
        });
  }

  private static int[] joined(int[] first, int[] then) {
    int[] both = Arrays.copyOf(first, first.length + then.length);
    System.arraycopy(then, 0, both, first.length, then.length);
    return both;
  }

  private static void scan(ScanKernel k) {
    int last = k.out().rank() - 1;
    each(
        k.out().sizes(),
        i -> {
          Object x = get(k.in(), i);
          if (i[last] > 0) {
            Object before = get(k.out(), with(i, last, i[last] - 1));
            x =
                evaluate(
                    k.step(), 0, List.of(single(k.out(), before), single(k.in(), x)), new int[0]);
          }
          set(k.out(), i, x);
        });
  }

  /** A number by itself, of the type of others. */
  private static Strided single(Strided others, Object number) {
    Strided one = Strided.rowMajor(Storage.zeros(others.dtype(), 1), Shape.of());
    set(one, new int[0], number);
    return one;
  }

  private static void sort(SortKernel k) {
    int last = k.in().rank() - 1;
    int n = k.in().sizes()[last];
    each(
        with(k.in().sizes(), last, 1),
        i -> {
          List<Integer> order = new ArrayList<>();
          for (int j = 0; j < n; j++) {
            order.add(j);
          }
          List<Object> row = order.stream().map(j -> get(k.in(), with(i, last, j))).toList();
          Comparator<Integer> byValue =
              k.in().dtype() == DType.INT64
                  ? Comparator.comparingLong(j -> (long) row.get(j))
                  : Comparator.comparingDouble(j -> number(row.get(j)));
          order.sort(k.order() == SortKernel.Order.ASCENDING ? byValue : byValue.reversed());
          for (int j = 0; j < k.values().sizes()[last]; j++) {
            set(k.values(), with(i, last, j), row.get(order.get(j)));
            set(k.indices(), with(i, last, j), (long) order.get(j));
          }
        });
  }

  /** Zeros of both signs as one. */
  private static double number(Object x) {
    return x instanceof Boolean yes ? (yes ? 1 : 0) : ((Number) x).doubleValue() + 0.0;
  }

  private static void call(CallKernel k) {
    each(
        Arrays.copyOf(k.outputs().getFirst().sizes(), k.batch()),
        block -> {
          double[][] in = new double[k.inputs().size()][];
          for (int i = 0; i < in.length; i++) {
            List<Double> elements = new ArrayList<>();
            Strided x = k.inputs().get(i);
            eachOfBlock(x, block, at -> elements.add(((Number) get(x, at)).doubleValue()));
            in[i] = elements.stream().mapToDouble(e -> e).toArray();
          }
          double[][] out = new double[k.outputs().size()][];
          for (int i = 0; i < out.length; i++) {
            int[] count = {0};
            eachOfBlock(k.outputs().get(i), block, at -> count[0]++);
            out[i] = new double[count[0]];
          }
          k.function().apply(in, out);
          for (int i = 0; i < out.length; i++) {
            Strided y = k.outputs().get(i);
            Iterator<Double> next = Arrays.stream(out[i]).iterator();
            eachOfBlock(
                y,
                block,
                at -> {
                  Double number = next.next();
                  set(y, at, y.dtype() == DType.FLOAT32 ? (Object) number.floatValue() : number);
                });
          }
        });
  }

  private static void eachOfBlock(Strided x, int[] block, At at) {
    each(
        Arrays.copyOfRange(x.sizes(), block.length, x.rank()),
        inside -> {
          int[] whole = Arrays.copyOf(block, x.rank());
          System.arraycopy(inside, 0, whole, block.length, inside.length);
          at.run(whole);
        });
  }

  private static void random(RandomKernel k) {
    int[] sizes = k.out().sizes();
    long step = (long) get(k.step(), new int[k.step().rank()]);
    each(
        sizes,
        i -> {
          int element = 0;
          for (int axis = k.rows().isPresent() ? 1 : 0; axis < sizes.length; axis++) {
            element = element * sizes[axis] + i[axis];
          }
          long row = k.rows().isPresent() ? (long) get(k.rows().get(), i[0]) : 0;
          set(k.out(), i, drawn(k, element, row, (int) step));
        });
  }

  private static Object drawn(RandomKernel k, int e, long row, int step) {
    int word = Philox.block(k.key(), e / 4, (int) row, (int) (row >>> 32), step)[e % 4];
    boolean single = k.out().dtype() == DType.FLOAT32;
    if (single && k.draw() == Draw.UNIFORM) {
      return (float) ((word >>> 8) / 16777216.0);
    }
    int perBlock = single ? 4 : 2;
    int[] words = Philox.block(k.key(), e / perBlock, (int) row, (int) (row >>> 32), step);
    if (single) {
      int first = e % 4 / 2 * 2;
      Storage pair = new Storage.Int32(new int[] {words[first], words[first + 1]});
      return evaluate(BoxMuller.FLOAT32, e % 2, scalars(pair), new int[0]);
    }
    double u = uniform(words[0], words[1]);
    double v = uniform(words[2], words[3]);
    if (k.draw() == Draw.UNIFORM) {
      return e % 2 == 0 ? u : v;
    }
    Storage pair = new Storage.Float64(new double[] {1 - u, v});
    return evaluate(BoxMuller.FLOAT64, e % 2, scalars(pair), new int[0]);
  }

  private static List<Strided> scalars(Storage pair) {
    return List.of(
        new Strided(pair, 0, new int[0], new int[0]), new Strided(pair, 1, new int[0], new int[0]));
  }

  private static double uniform(int first, int second) {
    long high = Integer.toUnsignedLong(first) >> 5;
    long low = Integer.toUnsignedLong(second) >> 6;
    return (high * 67108864.0 + low) / 9007199254740992.0;
  }
}
