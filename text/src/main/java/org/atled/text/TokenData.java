package org.atled.text;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.TensorType;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Scale;
import org.atled.data.Task;

/**
 * Examples of which a network learns the next id at each step: {@code x} and {@code y}, int64
 * [batch, steps], of which y is x one step later, and {@link NextToken#IGNORED} where nothing is to
 * be told.
 */
public sealed interface TokenData extends Dataset permits TextWindows, TextLines {
  /**
   * In a batch, float32 [batch]: by what the sum of an example's losses is divided, which is the
   * mean number of its data set's, so that the mean over examples is that over ids. Only where
   * examples differ in length.
   */
  String SIZE = "size";

  /** Ids go from 0 to below it. */
  int vocabulary();

  /** The greatest number of steps of an example. */
  int context();

  /** How many ids there are to tell in all examples. */
  long tokens();

  /** How many ids its text has for each of its characters; NaN where it is not known. */
  double tokensPerCharacter();

  /** What examples are, of so many steps. */
  static DatasetInfo info(String name, int context, boolean sized) {
    SequencedMap<String, TensorType> types = new LinkedHashMap<>();
    types.put(Batch.X, new TensorType(DType.INT64, Shape.of(context)));
    types.put(Batch.Y, new TensorType(DType.INT64, Shape.of(context)));
    if (sized) {
      types.put(SIZE, new TensorType(DType.FLOAT32, Shape.scalar()));
    }
    return new DatasetInfo(name, types, new Task.Own(), Scale.unknown());
  }
}
