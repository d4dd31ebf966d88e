package org.atled.nn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Cell;
import org.atled.core.tensor.Tensor;

/**
 * Numbers that go from one network into another which agrees with it in part, or under other names.
 * {@link StateMap#restore} is for networks that agree.
 *
 * <pre>{@code
 * WeightTransfer.Report report =
 *     WeightTransfer.of(CellFile.read(Path.of("pretrained.safetensors")))
 *         .renaming("backbone.", "0.")
 *         .into(model);
 * IO.println(report);
 * }</pre>
 */
public final class WeightTransfer {
  /** Of many paths messages show the first few. */
  private static final int MOST_NAMED = 5;

  private final Map<String, Tensor> source;

  private WeightTransfer(Map<String, Tensor> source) {
    this.source = source;
  }

  /**
   * What came of it, by paths in the order of the network, and then of the source.
   *
   * @param matched took the numbers
   * @param missing stay as they were: the source has no such path
   * @param misfits stay as they were: the source has the path with another shape, or a type that
   *     would have to be rounded; in words
   * @param leftOver of the source: the network has no such path
   */
  public record Report(
      List<String> matched, List<String> missing, List<String> misfits, List<String> leftOver) {
    public Report {
      matched = List.copyOf(matched);
      missing = List.copyOf(missing);
      misfits = List.copyOf(misfits);
      leftOver = List.copyOf(leftOver);
    }

    /** {@code 4 of 6 loaded; missing: 2.weight, 2.bias; left over: head.weight, head.bias}. */
    @Override
    public String toString() {
      int all = matched.size() + missing.size() + misfits.size();
      return matched.size()
          + " of "
          + all
          + " loaded"
          + named("missing", missing)
          + named("of another kind", misfits)
          + named("left over", leftOver);
    }

    private static String named(String what, List<String> paths) {
      if (paths.isEmpty()) {
        return "";
      }
      int more = paths.size() - MOST_NAMED;
      return "; "
          + what
          + ": "
          + paths.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
          + (more > 0 ? " and " + more + " more" : "");
    }
  }

  /** Of numbers by path, as {@link StateMap#snapshot} or a safetensors file has them. */
  public static WeightTransfer of(Map<String, Tensor> source) {
    return new WeightTransfer(new LinkedHashMap<>(source));
  }

  /**
   * Calls those whose path begins so otherwise; with an empty beginning, all.
   *
   * @throws ArgumentException if no path begins so, or two would have the same name
   */
  public WeightTransfer renaming(String beginning, String instead) {
    if (source.keySet().stream().noneMatch(path -> path.startsWith(beginning))) {
      throw new ArgumentException(
          "WeightTransfer: no path begins with \"%s\"; there are %s."
              .formatted(beginning, source.keySet()));
    }
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    source.forEach((path, tensor) -> {
      String name =
          path.startsWith(beginning) ? instead + path.substring(beginning.length()) : path;
      if (renamed.put(name, tensor) != null) {
        throw new ArgumentException(
            "WeightTransfer: renaming \"%s\" to \"%s\" gives two the name \"%s\"."
                .formatted(beginning, instead, name));
      }
    });
    return new WeightTransfer(renamed);
  }

  /**
   * Writes what fits into a network. What does not stays as it was: drawn already, or to be drawn
   * when training begins.
   *
   * @throws StateException if nothing fits; the network is unchanged then
   */
  public Report into(Module network) {
    Map<String, Cell> cells = network.state().unsettled();
    List<String> matched = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    List<String> misfits = new ArrayList<>();
    Map<Cell, Tensor> moves = new LinkedHashMap<>();
    cells.forEach((path, cell) -> {
      Tensor given = source.get(path);
      if (given == null) {
        missing.add(path);
      } else if (StateMap.fits(given.type(), cell.type())) {
        matched.add(path);
        moves.put(cell, given.to(cell.type().dtype()));
      } else {
        misfits.add(path + " (" + given.type() + " for " + cell.type() + ")");
      }
    });
    List<String> leftOver =
        source.keySet().stream().filter(path -> !cells.containsKey(path)).toList();
    if (moves.isEmpty()) {
      throw new StateException(
          "WeightTransfer: nothing fits: the network has %s, and the source %s; use renaming."
                  .formatted(shown(cells.keySet()), shown(source.keySet()))
              + (misfits.isEmpty() ? "" : " Of another kind are " + misfits + "."));
    }
    moves.forEach(Cell::copyInto);
    network.markInitialized(moves.keySet());
    return new Report(matched, missing, misfits, leftOver);
  }

  private static String shown(Set<String> paths) {
    return paths.size() > MOST_NAMED
        ? paths.stream().limit(MOST_NAMED).toList()
            + " and "
            + (paths.size() - MOST_NAMED)
            + " more"
        : paths.toString();
  }
}
