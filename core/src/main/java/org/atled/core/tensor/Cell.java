package org.atled.core.tensor;

import java.util.List;
import java.util.Optional;
import org.atled.core.op.structure.Assign;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/**
 * A named place whose numbers change in time; tensors do not. {@link #value} is a live tensor: it
 * shows the numbers of the moment, and a gradient through numbers that have changed since is an
 * error.
 */
public abstract sealed class Cell permits Parameter, Buffer, Slot {
  private final Tensor live;
  private String name = "";

  /** A cell that starts with a copy of the given numbers. */
  Cell(Tensor initial) {
    this.live =
        new Tensor(
            Strided.rowMajor(initial.toStorage(), initial.shape()),
            Optional.empty(),
            Optional.of(this));
    storage().belongsToCell();
  }

  /** The live tensor. {@link Tensor#copy} keeps the numbers of the moment. */
  public Tensor value() {
    return live;
  }

  final Tensor live() {
    return live;
  }

  public final TensorType type() {
    return live.type();
  }

  /**
   * Overwrites the numbers.
   *
   * @param source of the same shape and type
   */
  public final void copyInto(Tensor source) {
    Dispatch.update(new Assign(), List.of(this), source);
  }

  /**
   * Some of its elements, to be written, chosen as by {@link Indexing#at(Index...)}:
   *
   * <pre>{@code
   * memory.at(Index.at(3), Index.from(-2)).set(row);       // memory[3, -2:] = row
   * counts.at(Index.of(classes)).add(1);                   // each as often as it is named
   * }</pre>
   */
  public final CellPart at(Index... terms) {
    return new CellPart(this, List.of(terms));
  }

  /** Some of its elements, to be written, chosen as by {@link Indexing#at(String)}. */
  public final CellPart at(String terms) {
    return new CellPart(this, Index.parse(terms));
  }

  /** Its path in the network, such as {@code fc1.weight}; empty as long as nobody gave it one. */
  public final String name() {
    return name;
  }

  /** Gives it its path; the module that registers it does. */
  public final void name(String path) {
    name = path;
  }

  final Storage storage() {
    return live.strided().storage();
  }

  /** {@code Parameter "fc1.weight" float32[512, 784]}. */
  @Override
  public final String toString() {
    return getClass().getSimpleName() + (name.isEmpty() ? " " : " \"" + name + "\" ") + type();
  }
}
