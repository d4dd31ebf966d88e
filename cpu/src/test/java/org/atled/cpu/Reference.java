package org.atled.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.atled.core.expr.BoxMuller;
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
          each(out.sizes(), i -> set(out, i, ReferenceExpressions.fromBits(out.dtype(), bits)));
      case CopyKernel(Strided in, Strided out) -> each(out.sizes(), i -> set(out, i, get(in, i)));
      case MapKernel map -> map(map);
      case ReduceKernel reduce -> ReferenceReductions.reduce(reduce);
      case ArgReduceKernel arg -> ReferenceReductions.argReduce(arg);
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
                set(
                    out,
                    target,
                    combiner.map(c -> ReferenceReductions.combine(c, there, value)).orElse(value));
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
    set(s.storage(), place(s, index), value);
  }

  static void set(Storage storage, int at, Object value) {
    switch (storage) {
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

  private static void map(MapKernel map) {
    each(
        map.outputs().getFirst().sizes(),
        i -> {
          Object[] values = ReferenceExpressions.values(map.expression(), map.inputs(), i);
          for (int k = 0; k < map.outputs().size(); k++) {
            set(map.outputs().get(k), i, values[map.expression().results().get(k)]);
          }
        });
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
          Object[] greatest = {ReferenceReductions.identity(Combiner.MAX, k.in().dtype()), 0L};
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
                ReferenceExpressions.evaluate(
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
      return ReferenceExpressions.evaluate(BoxMuller.FLOAT32, e % 2, scalars(pair), new int[0]);
    }
    double u = uniform(words[0], words[1]);
    double v = uniform(words[2], words[3]);
    if (k.draw() == Draw.UNIFORM) {
      return e % 2 == 0 ? u : v;
    }
    Storage pair = new Storage.Float64(new double[] {1 - u, v});
    return ReferenceExpressions.evaluate(BoxMuller.FLOAT64, e % 2, scalars(pair), new int[0]);
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
