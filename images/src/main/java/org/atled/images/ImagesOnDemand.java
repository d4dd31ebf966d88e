package org.atled.images;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.error.AtledException;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Rows;

/**
 * Images that are decoded each time a batch has them, since all would take more memory than they
 * may. The numbers are those that they would have there.
 */
final class ImagesOnDemand implements Dataset {
  private final DatasetInfo info;
  private final List<Path> files;
  private final Rows labels;
  private final Decoding decoding;

  /**
   * @param files of which each was decoded once without a fault
   * @param labels of each
   */
  ImagesOnDemand(DatasetInfo info, List<Path> files, long[] labels, Decoding decoding) {
    this.info = info;
    this.files = List.copyOf(files);
    this.labels = new Rows.Labels(labels);
    this.decoding = decoding;
  }

  @Override
  public DatasetInfo info() {
    return info;
  }

  @Override
  public int size() {
    return files.size();
  }

  /**
   * The examples with these numbers.
   *
   * @throws AtledException if a file cannot be read any more
   */
  @Override
  public Batch batch(int... examples) {
    Tensor index = Dataset.index(this, examples);
    int each = info.input().elements();
    byte[] values = new byte[Math.multiplyExact(examples.length, each)];
    List<Path> wanted = Arrays.stream(examples).mapToObj(files::get).toList();
    decoding
        .run(wanted, false, (i, image) -> System.arraycopy(image, 0, values, i * each, each))
        .stream()
        .flatMap(Optional::stream)
        .findFirst()
        .ifPresent(fault -> {
          throw fault;
        });
    int[] inOrder = IntStream.range(0, examples.length).toArray();
    return Batch.of(
        new Rows.Bytes(values, info.input()).gather(inOrder), labels.gather(examples), index);
  }

  @Override
  public String toString() {
    return info.name() + " (" + size() + " examples of " + info.input() + ", in files)";
  }
}
