package org.atled.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.Storage;
import org.atled.core.spi.WindowMaxKernel;
import org.atled.cpu.Lattice.Reach;

/**
 * Runs {@link WindowMaxKernel}. A channel of some examples is copied so that what all windows see
 * at one of their places lies in a row; then place by place the greater ones are kept, on vectors,
 * with the number of the place.
 */
final class WindowMaxima {
  /** Results that are computed together: with what they are computed from they stay cached. */
  private static final int SPAN = 2048;

  private static final int NOTHING = -1;
  private static final int[] ZEROS = new int[6];
  private static final int[] STRIDES = {1, 1, 1, 0, 1, 1};

  private static final ConcurrentHashMap<DType, Expression> KEEP = new ConcurrentHashMap<>();

  private final LoopCache loops;
  private final ParallelLoops parallel;

  WindowMaxima(LoopCache loops, ParallelLoops parallel) {
    this.loops = loops;
    this.parallel = parallel;
  }

  /** (greatest, its place, next, its place) → the greater and its place. */
  private static Expression keep(DType type) {
    return KEEP.computeIfAbsent(
        type,
        t ->
            Expression.of(
                List.of(t, DType.INT32, t, DType.INT32),
                List.of(t, DType.INT32),
                in -> {
                  Term greatest = in.get(0).to(t.computing());
                  Term next = in.get(2).to(t.computing());
                  Term isGreater = next.gt(greatest);
                  Term wins = t.isFloating() ? isGreater.or(next.ne(next)) : isGreater;
                  return List.of(
                      wins.select(next, greatest).to(t), wins.select(in.get(3), in.get(1)));
                }));
  }

  void run(WindowMaxKernel k) {
    Job job = new Job(k);
    int examples = k.in().sizes()[0];
    int together = Math.clamp(SPAN / Math.max(1, job.targets()), 1, Math.max(1, examples));
    int parts = Blocks.count(examples, together);
    int channels = k.in().sizes()[1];
    parallel.each(
        parts * channels,
        (long) k.values().elements() * job.table.length * 2,
        part -> {
          int first = part / channels * together;
          job.run(first, Math.min(together, examples - first), part % channels);
        });
  }

  /** What is the same for all channels. */
  private final class Job {
    private final DType type;
    private final Volume in;
    private final Volume values;
    private final Volume places;
    private final List<Lattice> lattices = new ArrayList<>();

    /** For each element of the kernel how far behind the window's first it is in the plane. */
    private final int[] table;

    private final Storage least;

    Job(WindowMaxKernel k) {
      type = k.in().dtype();
      in = Volume.of(k.in());
      values = Volume.of(k.values());
      places = Volume.of(k.places());
      least = Storage.one(type, Identity.bits(Combiner.MAX, type));
      int absent = Volume.AXES - k.kernel().size();
      int[] behind = {0};
      for (int axis = 0; axis < Volume.AXES; axis++) {
        int place = axis - absent;
        boolean exists = place >= 0;
        int kernel = exists ? k.kernel().get(place) : 1;
        int dilation = exists ? k.steps().dilation().get(place) : 1;
        lattices.add(
            Lattice.ofWindows(
                values.size(axis),
                kernel,
                exists ? k.steps().stride().get(place) : 1,
                exists ? k.steps().before().get(place) : 0,
                dilation));
        int[] next = new int[behind.length * kernel];
        for (int i = 0; i < next.length; i++) {
          next[i] = behind[i / kernel] * in.size(axis) + i % kernel * dilation;
        }
        behind = next;
      }
      table = behind;
    }

    int targets() {
      return values.size(0) * values.size(1) * values.size(2);
    }

    void run(int example, int examples, int channel) {
      List<Reach> reaches = new ArrayList<>();
      for (int axis = 0; axis < Volume.AXES; axis++) {
        Lattice lattice = lattices.get(axis);
        reaches.add(lattice.reach(0, lattice.count(), in.size(axis)));
      }
      WindowPlanes planes = WindowPlanes.of(examples, reaches);
      int room = planes.planes() * planes.length();
      int span = planes.span();
      Object copies = Scratch.take(type, room);
      Object greatest = Scratch.take(type, span);
      int[] kept = (int[]) Scratch.take(DType.INT32, span);
      fill(copies, room);
      fill(greatest, span);
      Arrays.fill(kept, 0, span, NOTHING);
      Loop copy = loop(Maps.same(type), in.stride(2) * lattices.get(2).sourceStep(), 1);
      planes.fill(copy, in, example, channel, 1, copies);
      keepGreatest(planes, copies, greatest, kept);
      store(planes, example, channel, greatest, kept);
      Scratch.give(DType.INT32, span, kept);
      Scratch.give(type, span, greatest);
      Scratch.give(type, room, copies);
    }

    private void fill(Object array, int length) {
      int[] strides = {0, 1};
      int[] none = {0, 0};
      Object[] arrays = {least.array(), array};
      loop(Maps.same(type), strides).run(arrays, none, none, 1, strides, length);
    }

    private void keepGreatest(WindowPlanes planes, Object copies, Object greatest, int[] kept) {
      int[] rows = planes.table(1, lattices);
      int[] tap = {0};
      Object[] arrays = {greatest, kept, copies, tap, greatest, kept};
      Loop keep = loop(keep(type), STRIDES);
      for (int from = 0, end; from < planes.span(); from = end) {
        end = Blocks.end(from, SPAN, planes.span());
        for (int t = 0; t < rows.length; t++) {
          tap[0] = t;
          int[] offsets = {from, from, rows[t] + from, 0, from, from};
          keep.run(arrays, offsets, ZEROS, 1, STRIDES, end - from);
        }
      }
    }

    private void store(WindowPlanes planes, int example, int channel, Object greatest, int[] kept) {
      int[] outer = {planes.apart()[2], values.stride(1)};
      int[] inner = {1, values.stride(2)};
      Loop copy = loop(Maps.same(type), inner);
      Object[] arrays = {greatest, values.array()};
      for (int n = 0; n < planes.examples(); n++) {
        for (int z = 0; z < values.size(0); z++) {
          int from = n * planes.apart()[0] + z * planes.apart()[1];
          int to = values.at(example + n, channel) + values.within(z, 0, 0);
          copy.run(arrays, new int[] {from, to}, outer, values.size(1), inner, values.size(2));
          int at = places.at(example + n, channel) + places.within(z, 0, 0);
          storePlaces(planes, z, kept, from, at);
        }
      }
    }

    private void storePlaces(WindowPlanes planes, int z, int[] kept, int from, int to) {
      long[] out = (long[]) places.array();
      int first = start(0, z) * in.size(1);
      int step = lattices.get(2).sourceStep();
      for (int y = 0; y < places.size(1); y++) {
        int begin = (first + start(1, y)) * in.size(2) + start(2, 0);
        int row = from + y * planes.apart()[2];
        int at = to + y * places.stride(1);
        for (int x = 0; x < places.size(2); x++) {
          int tap = kept[row + x];
          int place = tap == NOTHING ? firstInside(z, y, x) : begin + x * step + table[tap];
          out[at + x * places.stride(2)] = place;
        }
      }
    }

    /** Where along an axis the window of that number begins, outside perhaps. */
    private int start(int axis, int window) {
      Lattice lattice = lattices.get(axis);
      return lattice.sourceStep() * (window + lattice.shift()[0]) + lattice.phase()[0];
    }

    /**
     * Where the first element stands of a window in which none is greater than the least number.
     */
    private int firstInside(int z, int y, int x) {
      int[] window = {z, y, x};
      int place = 0;
      for (int axis = 0; axis < Volume.AXES; axis++) {
        Lattice lattice = lattices.get(axis);
        int element = NOTHING;
        for (int k = 0; k < lattice.taps() && element == NOTHING; k++) {
          int at = lattice.sourceStep() * (window[axis] + lattice.shift()[k]) + lattice.phase()[k];
          element = at >= 0 && at < in.size(axis) ? at : NOTHING;
        }
        if (element == NOTHING) {
          return 0;
        }
        place = place * in.size(axis) + element;
      }
      return place;
    }

    private Loop loop(Expression expression, int... strides) {
      return loops.get(expression, Reductions.steps(strides));
    }
  }
}
