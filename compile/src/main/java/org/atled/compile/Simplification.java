package org.atled.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.atled.core.capture.Recording;
import org.atled.core.capture.Recording.Step;
import org.atled.core.spi.Backends;
import org.atled.core.spi.CopyKernel;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.IndexErrors;

/**
 * What can be left out of a recorded step without changing a bit: results that are the same in
 * every run are computed once, now; what was computed already is not computed again; what nobody
 * wants is not computed at all.
 */
final class Simplification {
  /** What stands for a storage: another one of the same layout, or one number for all elements. */
  private record Stand(Storage storage, boolean uniform) {}

  /** A kernel's work without the places of its results. */
  private record Work(Object what, List<Object> operands) {}

  private final Map<Storage, Stand> stands = new IdentityHashMap<>();
  private final Map<Storage, Integer> writers = new IdentityHashMap<>();

  /** How often each storage was written so far: what was read before differs from after. */
  private final Map<Storage, Integer> versions = new IdentityHashMap<>();

  private final Map<Work, List<Strided>> computed = new HashMap<>();
  private final Set<Storage> inputs = Collections.newSetFromMap(new IdentityHashMap<>());

  private final List<Step> steps;
  private final List<Strided> outputs;

  Simplification(Recording recording) {
    inputs.addAll(recording.inputs());
    for (Step step : recording.steps()) {
      step.kernel().writes().forEach(w -> writers.merge(w.storage(), 1, Integer::sum));
    }
    List<Step> kept = new ArrayList<>();
    for (Step step : recording.steps()) {
      Kernel kernel = asMap(step.kernel().over(this::current));
      if (!isConstant(kernel) && !isKnown(kernel)) {
        kept.add(new Step(kernel, step.origin()));
        kernel.writes().forEach(w -> versions.merge(w.storage(), 1, Integer::sum));
      }
    }
    outputs = recording.outputs().stream().map(t -> current(t.strided())).toList();
    steps = alive(kept);
  }

  /** What is left to be done. */
  List<Step> steps() {
    return steps;
  }

  /** Where the results of the step are. */
  List<Strided> outputs() {
    return outputs;
  }

  /** What stands for a window; nothing ever wrote to a place that has no writer: zeros. */
  private Strided current(Strided window) {
    Storage storage = window.storage();
    Stand stand = stands.get(storage);
    if (stand == null) {
      if (!isPlace(storage) || writers.containsKey(storage)) {
        return window;
      }
      stand = new Stand(Storage.one(storage.dtype(), 0), true);
      stands.put(storage, stand);
    }
    return stand.uniform()
        ? new Strided(stand.storage(), 0, window.sizes(), new int[window.rank()])
        : new Strided(stand.storage(), window.offset(), window.sizes(), window.strides());
  }

  /** Whether a storage has its numbers from this step alone. */
  private boolean isPlace(Storage storage) {
    return storage instanceof Storage.Recorded && !inputs.contains(storage);
  }

  private static boolean isFixed(Storage storage) {
    return !(storage instanceof Storage.Recorded) && !storage.isOfCell();
  }

  /** A copy is a map that changes nothing: so it can be joined with others. */
  private static Kernel asMap(Kernel kernel) {
    return kernel instanceof CopyKernel(Strided in, Strided out)
        ? new MapKernel(Stage.same(in.dtype()), List.of(in), List.of(out))
        : kernel;
  }

  /** Whether all results are new places that this kernel alone fills, and fills whole. */
  private boolean fillsPlaces(Kernel kernel) {
    return kernel.writes().stream()
        .allMatch(w ->
            isPlace(w.storage())
                && writers.getOrDefault(w.storage(), 0) == 1
                && kernel.overwrites(w.storage()));
  }

  /** Computes what does not change from run to run. */
  private boolean isConstant(Kernel kernel) {
    if (!fillsPlaces(kernel) || !kernel.reads().stream().allMatch(r -> isFixed(r.storage()))) {
      return false;
    }
    boolean uniform = kernel.isUniform();
    for (Strided out : kernel.writes()) {
      int length = uniform ? 1 : out.storage().length();
      stands.putIfAbsent(out.storage(), new Stand(Storage.zeros(out.dtype(), length), uniform));
    }
    Kernel now = kernel.over(window -> uniform ? first(current(window)) : current(window));
    try {
      Backends.current().run(now);
    } catch (IndexOutOfBoundsException e) {
      throw IndexErrors.explained(kernel, e);
    }
    return true;
  }

  private static Strided first(Strided window) {
    return new Strided(window.storage(), window.offset(), new int[0], new int[0]);
  }

  /** Lets the results of an equal kernel stand for this one's. */
  private boolean isKnown(Kernel kernel) {
    if (!fillsPlaces(kernel)) {
      return false;
    }
    List<Strided> results = kernel.writes();
    List<Strided> earlier = computed.putIfAbsent(work(kernel), results);
    if (earlier == null) {
      return false;
    }
    for (int k = 0; k < results.size(); k++) {
      stands.put(results.get(k).storage(), new Stand(earlier.get(k).storage(), false));
    }
    return true;
  }

  private Work work(Kernel kernel) {
    List<Object> operands = new ArrayList<>();
    for (Strided r : kernel.reads()) {
      operands.add(new Signature.Same(r.storage()));
      operands.add(versions.getOrDefault(r.storage(), 0));
      Signature.place(r, operands);
    }
    for (Strided w : kernel.writes()) {
      operands.add(w.dtype());
      operands.add(w.storage().length());
      Signature.place(w, operands);
    }
    return new Work(Signature.work(kernel), operands);
  }

  /** Without kernels whose results nobody reads and the step does not return. */
  private List<Step> alive(List<Step> all) {
    Set<Storage> wanted = Collections.newSetFromMap(new IdentityHashMap<>());
    outputs.forEach(o -> wanted.add(o.storage()));
    List<Step> alive = new ArrayList<>();
    for (Step step : all.reversed()) {
      boolean needed =
          step.kernel().writes().stream()
              .anyMatch(w -> !isPlace(w.storage()) || wanted.contains(w.storage()));
      if (needed) {
        step.kernel().reads().forEach(r -> wanted.add(r.storage()));
        alive.add(step);
      }
    }
    return alive.reversed();
  }
}
