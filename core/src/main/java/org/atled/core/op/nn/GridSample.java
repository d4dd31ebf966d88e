package org.atled.core.op.nn;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.GridSampling;
import org.atled.core.tensor.GridSampling.Mode;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/**
 * x [n, c, axes..] read at the places of a grid [n, places.., axes] → [n, c, places..]: a sum over
 * the taps of each axis, by the products of their weights (Jaderberg et al. 2015).
 */
public record GridSample(GridSampling sampling) implements Composite {
  /**
   * One element along an axis for each place.
   *
   * @param place of it, whole numbers in float, which may be outside
   * @param weight how much it counts
   */
  private record Tap(Tensor place, Tensor weight) {}

  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor grid = inputs.get(1);
    check(x, grid);
    int axes = x.shape().rank() - 2;
    Tensor wide = x.to(x.dtype().computing()).flatten(2);
    long count = grid.shape().slice(1, axes + 1).elements();
    Tensor places = grid.to(wide.dtype()).reshape(grid.shape().size(0), count, axes);
    List<List<Tap>> combinations = List.of(List.of());
    for (int i = 0; i < axes; i++) {
      List<Tap> taps = taps(places.select(-1, axes - 1 - i), x.shape().size(2 + i));
      combinations =
          combinations.stream()
              .flatMap(before -> taps.stream().map(tap -> and(before, tap)))
              .toList();
    }
    Tensor sum = read(wide, x.shape(), combinations.getFirst());
    for (List<Tap> combination : combinations.subList(1, combinations.size())) {
      sum = sum.add(read(wide, x.shape(), combination));
    }
    Shape shape = x.shape().slice(0, 2).concat(grid.shape().slice(1, axes + 1));
    return sum.reshape(shape).to(x.dtype());
  }

  private void check(Tensor x, Tensor grid) {
    int rank = x.shape().rank();
    boolean fits =
        (rank == 4 || rank == 5)
            && grid.shape().rank() == rank
            && grid.shape().size(0) == x.shape().size(0)
            && grid.shape().size(-1) == rank - 2;
    if (!fits || x.shape().slice(2, rank).isEmpty()) {
      throw new ShapeException(
          "the input is %s and the grid %s; they must be [n, c, h, w] and [n, .., .., 2], or [n, c, d, h, w] and [n, .., .., .., 3], and no axis empty."
              .formatted(x.shape(), grid.shape()));
    }
    if (rank == 5 && sampling.mode() == Mode.BICUBIC) {
      throw new ShapeException(
          "bicubic reads images [n, c, h, w], not %s; take BILINEAR.".formatted(x.shape()));
    }
    if (!x.dtype().isFloating() || x.dtype() != grid.dtype()) {
      throw new TypeException(
          "the input is %s and the grid %s, but they must be floats of one type; convert with to(…)."
              .formatted(x.type(), grid.type()));
    }
  }

  private static List<Tap> and(List<Tap> before, Tap tap) {
    List<Tap> both = new ArrayList<>(before);
    both.add(tap);
    return both;
  }

  /** The taps along an axis of a size, for places from −1 to 1. */
  private List<Tap> taps(Tensor places, long size) {
    Tensor at =
        sampling.alignCorners()
            ? places.add(1).mul((size - 1) / 2.0)
            : places.add(1).mul(size / 2.0).sub(0.5);
    return switch (sampling.mode()) {
      case NEAREST -> {
        Tensor place = inside(at, size).detach().round();
        yield List.of(new Tap(place, place.onesLike()));
      }
      case BILINEAR -> {
        Tensor p = inside(at, size);
        Tensor first = p.detach().floor();
        Tensor second = p.sub(first);
        yield List.of(new Tap(first, second.neg().add(1)), new Tap(first.add(1), second));
      }
      case BICUBIC -> {
        Tensor before = at.detach().floor();
        Tensor t = at.sub(before);
        List<Tap> taps = new ArrayList<>();
        for (int k = 0; k < 4; k++) {
          taps.add(new Tap(inside(before.add(k - 1), size), Keys.weight(k, t)));
        }
        yield taps;
      }
    };
  }

  /** Where what is outside is read instead; with zeros there, it stays outside. */
  private Tensor inside(Tensor at, long size) {
    return switch (sampling.outside()) {
      case ZEROS -> at;
      case BORDER -> held(at, size);
      case REFLECTION -> held(reflected(at, size), size);
    };
  }

  /** From the first to the last, whose gradient is 0 also at these; NaN goes to the first. */
  private static Tensor held(Tensor at, long size) {
    double last = size - 1;
    return at.gt(0).where(at.lt(last).where(at, last), 0.0);
  }

  private Tensor reflected(Tensor at, long size) {
    double low = sampling.alignCorners() ? 0 : -0.5;
    double span = sampling.alignCorners() ? size - 1 : size;
    if (span == 0) {
      return at.zerosLike();
    }
    Tensor beyond = at.sub(low);
    Tensor far = beyond.lt(0).where(beyond.neg(), beyond);
    Tensor rest = far.fmod(span);
    Tensor isEven = far.detach().div(span).floor().remainder(2).eq(0);
    return isEven.where(rest.add(low), rest.neg().add(span + low));
  }

  /** What one combination of taps adds: [n, c, places]. */
  private static Tensor read(Tensor x, Shape shape, List<Tap> taps) {
    Tensor weight = taps.getFirst().weight();
    Tensor isInside = isInside(taps.getFirst(), shape.size(2));
    Tensor place = place(taps.getFirst(), shape.size(2));
    for (int i = 1; i < taps.size(); i++) {
      long size = shape.size(2 + i);
      weight = weight.mul(taps.get(i).weight());
      isInside = isInside.logicalAnd(isInside(taps.get(i), size));
      place = place.mul(size).add(place(taps.get(i), size));
    }
    Shape all = shape.slice(0, 2).concat(Shape.of(place.shape().size(1)));
    Tensor found = x.gather(2, place.unsqueeze(1).broadcastTo(all));
    return isInside.unsqueeze(1).where(found, 0.0).mul(weight.unsqueeze(1));
  }

  private static Tensor isInside(Tap tap, long size) {
    return tap.place().ge(0).logicalAnd(tap.place().le(size - 1.0));
  }

  private static Tensor place(Tap tap, long size) {
    return tap.place().detach().clip(0.0, size - 1.0).to(DType.INT64);
  }
}
