package org.atled.data;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.FormatException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;
import org.atled.formats.idx.Idx;

/**
 * A data set of grey images in four IDX files, as MNIST has it.
 *
 * @param files where the files can be had: train images, train labels, test images, test labels
 * @param classes the names of the classes
 * @param first the first labels of the train part, by which the data set is known: all of this kind
 *     give their files the same names
 */
record ImageFiles(FileSet files, List<String> classes, List<Long> first) {
  static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";
  static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";
  static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";
  static final String TEST_LABELS = "t10k-labels-idx1-ubyte.gz";

  /** Finds the files, downloads those that are nowhere, and reads them. */
  Split load(DataFolders folders, Fetcher fetcher, DownloadListener listener) {
    return read(files.locate(folders, fetcher, listener));
  }

  /** Reads the files if they are in a folder of the data set's name; nothing is downloaded. */
  Optional<Split> find(DataFolders folders) {
    return files.find(folders).map(this::read);
  }

  private Split read(Path folder) {
    Dataset train = part(folder, files.files().get(0), files.files().get(1), true);
    Dataset test = part(folder, files.files().get(2), files.files().get(3), false);
    return new Split(train, test);
  }

  private Dataset part(Path folder, RemoteFile imageFile, RemoteFile labelFile, boolean train) {
    Path imagePath = FileSet.find(folder, imageFile).orElseThrow();
    Path labelPath = FileSet.find(folder, labelFile).orElseThrow();
    Tensor images = bytes(imagePath, 3, "[n, height, width]");
    Tensor labels = bytes(labelPath, 1, "[n]");
    byte[] numbers = ((Storage.Uint8) labels.strided().storage()).array();
    long[] classNumbers = new long[numbers.length];
    Arrays.setAll(classNumbers, i -> numbers[i] & 0xFF);
    if (train) {
      checkFirst(labelPath, classNumbers);
    }
    var input = Shape.of(1, images.shape().size(1), images.shape().size(2));
    var info = new DatasetInfo(files.dataset(), input, new Task.Classification(classes));
    byte[] pixels = ((Storage.Uint8) images.strided().storage()).array();
    return ArrayDataset.of(info, new Rows.Bytes(pixels, input), new Rows.Labels(classNumbers));
  }

  private static Tensor bytes(Path file, int rank, String shape) {
    Tensor data = Idx.read(file);
    if (data.dtype() != DType.UINT8 || data.shape().rank() != rank || data.shape().isEmpty()) {
      throw new FormatException(
          file,
          -1,
          "expected uint8 "
              + shape
              + " but it holds "
              + data.dtype()
              + " "
              + data.shape()
              + "; is this the file of another data set?");
    }
    return data;
  }

  private void checkFirst(Path file, long[] labels) {
    List<Long> found = Arrays.stream(labels).limit(first.size()).boxed().toList();
    if (!found.equals(first)) {
      throw new FormatException(
          file,
          -1,
          "the first labels of "
              + files.dataset()
              + " are "
              + first
              + " but these are "
              + found
              + "; another data set of the same kind may lie in this folder.");
    }
  }
}
