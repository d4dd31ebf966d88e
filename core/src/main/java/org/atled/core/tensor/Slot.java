package org.atled.core.tensor;

import java.util.List;
import org.atled.core.op.structure.Assign;
import org.atled.core.shape.DType;

/**
 * A number of rank 0 that the host sets between steps: a learning rate, the number of the step. A
 * recorded step reads it anew each time it runs.
 */
public final class Slot extends Cell {
  private Slot(Tensor initial) {
    super(initial);
  }

  /** A FLOAT64 slot. */
  public static Slot of(double value) {
    return new Slot(Tensor.of(value));
  }

  /** An INT64 slot. */
  public static Slot of(long value) {
    return new Slot(Tensor.of(value));
  }

  public void set(double number) {
    Scope.current().recorder().ifPresent(r -> r.hostAccess("setting the " + this));
    Dispatch.update(new Assign(), List.of(this), Tensor.of(number).to(type().dtype()));
  }

  public void set(long number) {
    Scope.current().recorder().ifPresent(r -> r.hostAccess("setting the " + this));
    Dispatch.update(new Assign(), List.of(this), Tensor.of(number).to(type().dtype()));
  }

  public double get() {
    return value().to(DType.FLOAT64).item();
  }
}
