package org.atled.core.op.indexing;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Index;
import org.atled.core.tensor.Tensor;

/**
 * What index terms choose of a tensor: a view of it, and in that view the axes along which tensors
 * pick. A bool tensor is as many index tensors as it has axes, of the places where it is true.
 */
public final class Selection {
  /** Along an axis of the view. */
  private record Pick(int axis, Tensor index) {}

  private Tensor view;
  private final List<Pick> picks = new ArrayList<>();
  private int axis;

  private Selection(Tensor x) {
    this.view = x;
  }

  /**
   * What the terms choose of x.
   *
   * @throws ShapeException if there are more terms than axes, or one does not fit its axis
   * @throws TypeException if a tensor among them is neither int64, int32 nor bool
   */
  public static Selection of(Tensor x, List<Index> terms) {
    Selection selection = new Selection(x);
    int rest = x.shape().rank();
    int ellipses = 0;
    for (Index term : terms) {
      rest -= axes(term);
      ellipses += term == Index.ELLIPSIS ? 1 : 0;
    }
    if (ellipses > 1 || rest < 0) {
      throw new ShapeException(
          ellipses > 1
              ? "there are %d ellipses; which axes each stands for is not said.".formatted(ellipses)
              : "the terms stand for %d axes, but %s has %d."
                  .formatted(x.shape().rank() - rest, x.shape(), x.shape().rank()));
    }
    for (Index term : terms) {
      selection.take(term, rest);
    }
    return selection;
  }

  private static int axes(Index term) {
    return switch (term) {
      case Index.At at -> 1;
      case Index.Span span -> 1;
      case Index.Picks(Tensor t) -> t.dtype() == DType.BOOL ? t.shape().rank() : 1;
      case Index.Mark mark -> 0;
    };
  }

  private void take(Index term, int rest) {
    switch (term) {
      case Index.At(long place) -> view = view.select(axis, place);
      case Index.Span(long start, long stop, long step) ->
          view = view.slice(axis++, start, stop, step);
      case Index.Picks(Tensor t) -> pick(t);
      case Index.Mark.ELLIPSIS -> axis += rest;
      case Index.Mark.NEW_AXIS -> view = view.unsqueeze(axis++);
    }
  }

  private void pick(Tensor t) {
    if (t.dtype() != DType.BOOL) {
      if (t.dtype() != DType.INT64 && t.dtype() != DType.INT32) {
        throw new TypeException(
            "the index is %s but must be int64, int32 or bool.".formatted(t.type()));
      }
      picks.add(new Pick(axis++, t));
      return;
    }
    int rank = t.shape().rank();
    if (rank == 0) {
      // A truth of its own is an axis with one element or none.
      view = view.unsqueeze(axis);
      picks.add(new Pick(axis++, t.unsqueeze(0).nonzero().select(1, 0)));
      return;
    }
    Shape masked = view.shape().slice(axis, axis + rank);
    if (!t.shape().equals(masked)) {
      throw new ShapeException(
          "the mask %s does not fit %s, where it begins at axis %d; the sizes must be equal."
              .formatted(t.shape(), view.shape(), axis));
    }
    Tensor places = t.nonzero();
    for (int i = 0; i < rank; i++) {
      picks.add(new Pick(axis++, places.select(1, i)));
    }
  }

  /** What is chosen, a tensor of its own if tensors pick. */
  public Tensor read() {
    if (picks.isEmpty()) {
      return view;
    }
    Tensor first = view.permute(order());
    int count = picks.size();
    Tensor flat = first.flatten(0, count - 1);
    long[] strides = new long[count];
    long stride = 1;
    for (int i = count - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= first.shape().size(i);
    }
    Tensor places = places(strides);
    Shape rest = flat.shape().slice(1, flat.shape().rank());
    Tensor taken = flat.indexSelect(0, places.flatten());
    return inPlace(taken.reshape(places.shape().concat(rest)), places.shape().rank());
  }

  /** The view, without what tensors pick of it. */
  public Tensor view() {
    return view;
  }

  /** Whether an index tensor is among the terms; without one the result is a view. */
  public boolean picks() {
    return !picks.isEmpty();
  }

  /** Of all that is chosen the places in the storage of x, int64, of the shape of {@link #read}. */
  public Tensor storagePlaces() {
    int[] order = order();
    int[] strides = view.strided().strides();
    Tensor places = places(picks.stream().mapToLong(pick -> strides[pick.axis()]).toArray());
    int rank = places.shape().rank();
    int count = picks.size();
    Shape rest =
        Shape.of(
            IntStream.range(count, order.length)
                .mapToLong(i -> view.shape().size(order[i]))
                .toArray());
    long[] beside = new long[rest.elements()];
    for (int i = 0; i < beside.length; i++) {
      long[] place = rest.place(i);
      beside[i] = view.strided().offset();
      for (int a = 0; a < place.length; a++) {
        beside[i] += place[a] * strides[order[count + a]];
      }
    }
    long[] wide =
        LongStream.concat(
                LongStream.of(places.shape().toArray()),
                LongStream.range(0, rest.rank()).map(i -> 1))
            .toArray();
    return inPlace(places.reshape(wide).add(Tensor.of((Object) beside).reshape(rest)), rank);
  }

  /** Axes that are picked along, and then the others. */
  private int[] order() {
    int[] picked = picks.stream().mapToInt(Pick::axis).toArray();
    int[] others = rest();
    int[] order = new int[picked.length + others.length];
    System.arraycopy(picked, 0, order, 0, picked.length);
    System.arraycopy(others, 0, order, picked.length, others.length);
    return order;
  }

  private int[] rest() {
    return IntStream.range(0, view.shape().rank())
        .filter(a -> picks.stream().noneMatch(pick -> pick.axis() == a))
        .toArray();
  }

  /** Σ index·stride, where the index tensors are broadcast to. */
  private Tensor places(long[] strides) {
    Tensor sum = null;
    for (int i = 0; i < strides.length; i++) {
      Pick pick = picks.get(i);
      Tensor places =
          Dispatch.apply(new Places(view.shape(), pick.axis(), strides[i]), pick.index());
      sum = sum == null ? places : sum.add(places);
    }
    return Objects.requireNonNull(sum);
  }

  /**
   * The axes that index tensors made, which are the first, where they belong: in the place of the
   * axes that were picked along if no other stands between these, else first. An index of rank 0
   * does not count here, as a number would not.
   */
  private Tensor inPlace(Tensor taken, int made) {
    List<Integer> wide =
        picks.stream().filter(p -> p.index().shape().rank() > 0).map(Pick::axis).toList();
    if (wide.isEmpty()) {
      return taken;
    }
    int[] rest = rest();
    boolean apart = IntStream.of(rest).anyMatch(a -> a > wide.getFirst() && a < wide.getLast());
    int before = (int) IntStream.of(rest).filter(a -> a < wide.getFirst()).count();
    if (apart || before == 0) {
      return taken;
    }
    int[] order =
        IntStream.concat(
                IntStream.concat(IntStream.range(made, made + before), IntStream.range(0, made)),
                IntStream.range(made + before, taken.shape().rank()))
            .toArray();
    return taken.permute(order);
  }
}
