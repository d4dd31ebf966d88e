package org.atled.core.tensor;

import java.util.List;
import java.util.function.IntPredicate;
import org.atled.core.error.GradientException;
import org.jspecify.annotations.Nullable;

/**
 * What an operation saved for its vector-Jacobian product, with the version each value had then,
 * and which cotangents a backward pass wants of it.
 */
public final class Saved {
  private final KernelOp op;
  private final TensorType[] types;
  private final Kept inputs;
  private final boolean[] wanted;
  private Kept results;

  private Saved(KernelOp op, TensorType[] types, Kept inputs, Kept results, boolean[] wanted) {
    this.op = op;
    this.types = types;
    this.inputs = inputs;
    this.results = results;
    this.wanted = wanted;
  }

  /** Of a forward pass: a cotangent is wanted of everything that has a history. */
  Saved(KernelOp op, List<Tensor> inputs) {
    this(
        op,
        new TensorType[inputs.size()],
        Kept.of(inputs, op.keeps()::keepsInput),
        Kept.NOTHING,
        new boolean[inputs.size()]);
    for (int i = 0; i < types.length; i++) {
      types[i] = inputs.get(i).type();
      wanted[i] = inputs.get(i).needsGrad();
    }
  }

  /** The results have their history by now, so that derivatives of derivatives go through them. */
  void keepResults(List<Tensor> all) {
    results = Kept.of(all, op.keeps()::keepsResult);
  }

  /** Tensors, null where nothing was kept, and the versions that their storages had. */
  private record Kept(@Nullable Tensor[] tensors, int[] versions) {
    static final Kept NOTHING = new Kept(new @Nullable Tensor[0], new int[0]);

    static Kept of(List<Tensor> all, IntPredicate isKept) {
      Kept kept = NOTHING;
      for (int i = 0; i < all.size(); i++) {
        if (isKept.test(i)) {
          if (kept == NOTHING) {
            kept = new Kept(new @Nullable Tensor[all.size()], new int[all.size()]);
          }
          kept.tensors[i] = all.get(i);
          kept.versions[i] = all.get(i).strided().storage().version();
        }
      }
      return kept;
    }

    @Nullable Tensor find(int i) {
      return i < tensors.length ? tensors[i] : null;
    }
  }

  /**
   * The same for a backward pass that does not want everything.
   *
   * @param these for each input whether its cotangent leads to what gradients are asked of
   */
  public Saved wanting(boolean[] these) {
    return new Saved(op, types, inputs, results, these);
  }

  /** The input, as it was in the forward pass. */
  public Tensor input(int i) {
    Tensor input = inputs.find(i);
    if (input == null) {
      throw new GradientException(op.name() + " did not keep its input " + i + "; see keeps().");
    }
    checkVersion(input, inputs.versions()[i], "input " + i);
    return input;
  }

  /** The result of the forward pass. */
  public Tensor output() {
    return output(0);
  }

  /** One of the results of the forward pass. */
  public Tensor output(int i) {
    Tensor result = results.find(i);
    if (result == null) {
      throw new GradientException(op.name() + " did not keep its result " + i + "; see keeps().");
    }
    checkVersion(result, results.versions()[i], "result " + i);
    return result;
  }

  private void checkVersion(Tensor tensor, int version, String name) {
    if (tensor.strided().storage().version() != version) {
      throw new GradientException(
          op.name()
              + ": "
              + tensor.cell().map(cell -> cell.toString()).orElse(name)
              + " was changed after the forward pass that this gradient goes back through; take the"
              + " gradients before the step, or run the forward pass again.");
    }
  }

  /** The type of an input, kept or not. */
  public TensorType type(int i) {
    return types[i];
  }

  public int inputCount() {
    return types.length;
  }

  /** Whether anybody wants the cotangent of this input; those of others may be left out. */
  public boolean wants(int i) {
    return wanted[i];
  }
}
