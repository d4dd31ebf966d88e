package org.atled.text;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Scale;
import org.atled.data.Task;

/**
 * Lines of text that have a class: {@code x} are ids, int64 [batch, steps], padded behind the end
 * of each line by the id behind the vocabulary, and {@code y} the classes, int64 [batch]. A batch
 * is as long as its longest line, rounded up to a multiple of 8, and batches of an epoch are of
 * lines of similar lengths.
 */
public final class LabelledLines implements Dataset {
  private final DatasetInfo info;
  private final List<int[]> lines;
  private final long[] labels;
  private final int padding;
  private final int context;

  private LabelledLines(
      DatasetInfo info, List<int[]> lines, long[] labels, int padding, int context) {
    this.info = info;
    this.lines = lines;
    this.labels = labels;
    this.padding = padding;
    this.context = context;
  }

  /**
   * Lines of ids.
   *
   * @param name what errors and reports call it
   * @param labels of each line the number of its class
   * @param classes their names, in order
   * @param vocabulary ids go from 0 to below it; it itself is padding
   * @param context the greatest number of steps
   * @throws ArgumentException if a line has no id, more than the context or one outside, or a label
   *     is no class
   */
  public static LabelledLines of(
      String name,
      List<int[]> lines,
      long[] labels,
      List<String> classes,
      int vocabulary,
      int context) {
    if (lines.size() != labels.length) {
      throw new ArgumentException(
          "Lines \"%s\": there are %d lines and %d labels; give each line one."
              .formatted(name, lines.size(), labels.length));
    }
    for (int i = 0; i < labels.length; i++) {
      int length = lines.get(i).length;
      if (length == 0 || length > context) {
        throw new ArgumentException(
            "Lines \"%s\": line %d has %d ids but must have from 1 to the context, %d."
                .formatted(name, i, length, context));
      }
      if (labels[i] < 0 || labels[i] >= classes.size()) {
        throw new ArgumentException(
            "Lines \"%s\": line %d has the label %d, but there are the classes 0 to %d."
                .formatted(name, i, labels[i], classes.size() - 1));
      }
      Tokens.of(lines.get(i)).check(name, vocabulary);
    }
    SequencedMap<String, TensorType> types = new LinkedHashMap<>();
    types.put(Batch.X, new TensorType(DType.INT64, Shape.of(context)));
    types.put(Batch.Y, new TensorType(DType.INT64, Shape.scalar()));
    return new LabelledLines(
        new DatasetInfo(name, types, new Task.Classification(classes), Scale.unknown()),
        lines.stream().map(int[]::clone).toList(),
        labels.clone(),
        vocabulary,
        context);
  }

  @Override
  public DatasetInfo info() {
    return info;
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int[] order(Seed seed, int batchSize) {
    return Lengths.order(lines.stream().mapToInt(line -> line.length).toArray(), seed, batchSize);
  }

  @Override
  public Batch batch(int... examples) {
    Tensor index = Dataset.index(this, examples);
    List<int[]> some = Arrays.stream(examples).mapToObj(lines::get).toList();
    long[] y = Arrays.stream(examples).mapToLong(i -> labels[i]).toArray();
    return Batch.of(padded(some, padding, context), Tensor.of(y), index);
  }

  /** Lines side by side, int64 [lines, steps]. */
  static Tensor padded(List<int[]> lines, int padding, int context) {
    int longest = lines.stream().mapToInt(line -> line.length).max().orElse(1);
    int steps = Lengths.steps(longest, context);
    long[] ids = new long[Math.multiplyExact(lines.size(), steps)];
    Arrays.fill(ids, padding);
    for (int i = 0; i < lines.size(); i++) {
      int[] line = lines.get(i);
      for (int j = 0; j < line.length; j++) {
        ids[i * steps + j] = line[j];
      }
    }
    return Tensor.wrap(new Storage.Int64(ids), Shape.of(lines.size(), steps));
  }

  @Override
  public String toString() {
    return info.name() + " (" + labels.length + " lines)";
  }
}
