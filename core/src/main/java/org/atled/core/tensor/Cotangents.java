package org.atled.core.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.atled.core.shape.Range;

/** What a vjp returns: one cotangent for each input of its operation, or nothing for some. */
public final class Cotangents {
  /** What one input gets: a cotangent of all of it, or of a part. */
  public sealed interface Cotangent {}

  /** The cotangent of the whole input. */
  public record Whole(Tensor value) implements Cotangent {}

  /** The cotangent of a slice of the input; it is zero elsewhere. */
  public record Part(Range range, Tensor value) implements Cotangent {}

  /**
   * The cotangent of some rows, along the first axis; it is zero elsewhere, and added up where one
   * is named several times.
   *
   * @param index int64 or int32 [n], from 0
   * @param value [n, ..]
   */
  public record Rows(Tensor index, Tensor value) implements Cotangent {}

  private final List<Optional<Cotangent>> shares = new ArrayList<>(2);

  private Cotangents() {}

  /** One cotangent for each input, in order. */
  public static Cotangents of(Tensor... values) {
    Cotangents all = new Cotangents();
    for (Tensor value : values) {
      all.shares.add(Optional.of(new Whole(value)));
    }
    return all;
  }

  /**
   * The single input's cotangent is zero but for a slice: those of many slices share one buffer.
   */
  public static Cotangents ofPart(Range range, Tensor value) {
    Cotangents all = new Cotangents();
    all.shares.add(Optional.of(new Part(range, value)));
    return all;
  }

  /**
   * The single input's cotangent is the sum of what several results give it, those whose cotangent
   * arrived.
   *
   * @param values for each result what it gives; at least one is there
   */
  public static Cotangents ofSum(List<Optional<Tensor>> values) {
    return of(values.stream().flatMap(Optional::stream).reduce(Tensor::add).orElseThrow());
  }

  /** To be filled by {@link #and} and {@link #andNone}. */
  public static Cotangents start() {
    return new Cotangents();
  }

  /** The next input's cotangent, computed only if somebody wants it. */
  public Cotangents and(Saved saved, Supplier<Tensor> value) {
    boolean needed = saved.wants(shares.size());
    shares.add(needed ? Optional.of(new Whole(value.get())) : Optional.empty());
    return this;
  }

  /** The next input's cotangent is zero but for rows of it: {@link Rows}. */
  public Cotangents andRows(Saved saved, Tensor index, Tensor value) {
    boolean needed = saved.wants(shares.size());
    shares.add(needed ? Optional.of(new Rows(index, value)) : Optional.empty());
    return this;
  }

  /** The next input has no cotangent: an index, a condition. */
  public Cotangents andNone() {
    shares.add(Optional.empty());
    return this;
  }

  public List<Optional<Cotangent>> shares() {
    return Collections.unmodifiableList(shares);
  }
}
