package org.atled.core.tensor;

import java.util.List;
import org.atled.core.error.GradientException;
import org.jspecify.annotations.Nullable;

/** What a node saved for its vjp, with the version each value had then. */
public final class Saved {
  private final Op op;
  private final TensorType[] types;
  private final @Nullable Tensor[] inputs;
  private final int[] versions;
  private final boolean[] needed;
  private @Nullable Tensor output;
  private int outputVersion;

  Saved(Op op, List<Tensor> inputs) {
    this.op = op;
    this.types = new TensorType[inputs.size()];
    this.inputs = new @Nullable Tensor[inputs.size()];
    this.versions = new int[inputs.size()];
    this.needed = new boolean[inputs.size()];
    Keep keep = op.keeps();
    for (int i = 0; i < this.inputs.length; i++) {
      Tensor input = inputs.get(i);
      types[i] = input.type();
      needed[i] = input.needsGrad();
      if (keep.keeps(i)) {
        this.inputs[i] = input;
        versions[i] = input.strided().storage().version();
      }
    }
  }

  void keepOutput(Tensor result) {
    output = result;
    outputVersion = result.strided().storage().version();
  }

  /** The input, as it was in the forward pass. */
  public Tensor input(int i) {
    Tensor input = inputs[i];
    if (input == null) {
      throw new GradientException(op.name() + " did not keep its input " + i + "; see keeps().");
    }
    checkVersion(input, versions[i], "input " + i);
    return input;
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

  /** The result of the forward pass. */
  public Tensor output() {
    if (output == null) {
      throw new GradientException(op.name() + " did not keep its result; see keeps().");
    }
    checkVersion(output, outputVersion, "its result");
    return output;
  }

  /** The type of an input, kept or not. */
  public TensorType type(int i) {
    return types[i];
  }

  public int inputCount() {
    return types.length;
  }

  /** Whether anybody wants the cotangent of this input; those of others may be left out. */
  public boolean needs(int i) {
    return needed[i];
  }
}
