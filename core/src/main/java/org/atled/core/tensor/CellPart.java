package org.atled.core.tensor;

import java.util.List;
import org.atled.core.op.indexing.AssignAt;
import org.atled.core.op.indexing.Selection;
import org.atled.core.shape.Shape;

/** Some elements of a {@link Cell}, which can be written; {@link Cell#at} gives it. */
public final class CellPart {
  private final Cell cell;
  private final List<Index> terms;

  CellPart(Cell cell, List<Index> terms) {
    this.cell = cell;
    this.terms = terms;
  }

  /**
   * These elements take the numbers of a tensor, which is broadcast to their shape. Where index
   * tensors name one element several times, the last number stays, row-major.
   *
   * @throws org.atled.core.error.ShapeException if it has another type or does not broadcast, or a
   *     term or an index does not fit; nothing has been written then
   */
  public void set(Tensor value) {
    write(false, value);
  }

  /** These elements become one number. */
  public void set(double number) {
    set(Tensor.full(new TensorType(cell.type().dtype(), Shape.scalar()), number));
  }

  /**
   * To these elements the numbers of a tensor, which is broadcast to their shape, are added. Where
   * index tensors name one element several times, each is added, row-major; float16 and bfloat16
   * round once.
   *
   * @throws org.atled.core.error.ShapeException as {@link #set(Tensor)}
   */
  public void add(Tensor value) {
    write(true, value);
  }

  /** To these elements a number is added. */
  public void add(double number) {
    add(Tensor.full(new TensorType(cell.type().dtype(), Shape.scalar()), number));
  }

  private void write(boolean adds, Tensor value) {
    Selection selection = Selection.of(cell.live(), terms);
    if (selection.picks()) {
      Tensor places = selection.storagePlaces();
      AssignAt assign = new AssignAt(adds, places.shape(), cell.live().strided());
      Dispatch.update(assign, List.of(cell), value, places);
    } else {
      Tensor view = selection.view();
      Dispatch.update(new AssignAt(adds, view.shape(), view.strided()), List.of(cell), value);
    }
  }
}
