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
 * @param first the first labels of the train part, by which the data set is known where others give
 *     their files the same names; empty where they are not known: then they must not be those of
 *     such another
 * @param layout how images and labels lie in the files
 */
record ImageFiles(FileSet files, List<String> classes, List<Long> first, Layout layout) {
  static final String TRAIN_IMAGES = "train-images-idx3-ubyte.gz";
  static final String TRAIN_LABELS = "train-labels-idx1-ubyte.gz";
  static final String TEST_IMAGES = "t10k-images-idx3-ubyte.gz";
  static final String TEST_LABELS = "t10k-labels-idx1-ubyte.gz";

  /**
   * How images and labels lie in the files.
   *
   * @param transposed whether images lie column by column
   * @param firstLabel the label of the first class
   * @param labelColumns numbers in the files of labels for each image, of which the first is its
   *     label, as int32 [n, columns]; 0: one, as uint8 [n]
   */
  record Layout(boolean transposed, int firstLabel, int labelColumns) {
    /** As MNIST has them: row by row, from 0, one for each image. */
    static final Layout USUAL = new Layout(false, 0, 0);
  }

  /** Of the usual layout. */
  ImageFiles(FileSet files, List<String> classes, List<Long> first) {
    this(files, classes, first, Layout.USUAL);
  }

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
    Tensor images = Idx.read(imagePath);
    require(imagePath, images, DType.UINT8, "[n, height, width]", images.shape().rank() == 3);
    long[] labels = labels(labelPath);
    if (train) {
      checkFirst(labelPath, labels);
    }
    int height = (int) images.shape().size(1);
    int width = (int) images.shape().size(2);
    byte[] pixels = ((Storage.Uint8) images.strided().storage()).array();
    if (layout.transposed()) {
      pixels = transposed(pixels, height, width);
    }
    var input = layout.transposed() ? Shape.of(1, width, height) : Shape.of(1, height, width);
    var info = new DatasetInfo(files.dataset(), input, new Task.Classification(classes));
    return ArrayDataset.of(info, new Rows.Bytes(pixels, input), new Rows.Labels(labels));
  }

  /** Numbers of classes, from 0. */
  private long[] labels(Path file) {
    Tensor labels = Idx.read(file);
    Shape shape = labels.shape();
    int columns = layout.labelColumns();
    long[] numbers;
    if (columns == 0) {
      require(file, labels, DType.UINT8, "[n]", shape.rank() == 1);
      byte[] bytes = ((Storage.Uint8) labels.strided().storage()).array();
      numbers = new long[bytes.length];
      Arrays.setAll(numbers, i -> bytes[i] & 0xFF);
    } else {
      boolean isTable = shape.rank() == 2 && shape.size(1) == columns;
      require(file, labels, DType.INT32, "[n, " + columns + "]", isTable);
      int[] ints = ((Storage.Int32) labels.strided().storage()).array();
      numbers = new long[ints.length / columns];
      Arrays.setAll(numbers, i -> ints[i * columns]);
    }
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] -= layout.firstLabel();
      if (numbers[i] < 0 || numbers[i] >= classes.size()) {
        throw new FormatException(
            file,
            -1,
            "label %s (from 0) is %s, but those of %s go from %s to %s; is this the file of another data set?"
                .formatted(
                    i,
                    numbers[i] + layout.firstLabel(),
                    files.dataset(),
                    layout.firstLabel(),
                    layout.firstLabel() + classes.size() - 1));
      }
    }
    return numbers;
  }

  /** Of images whose columns lie one after the other, so that their rows do. */
  private static byte[] transposed(byte[] pixels, int columns, int rows) {
    int each = rows * columns;
    byte[] turned = new byte[pixels.length];
    for (int start = 0; start < pixels.length; start += each) {
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          turned[start + row * columns + column] = pixels[start + column * rows + row];
        }
      }
    }
    return turned;
  }

  private static void require(
      Path file, Tensor data, DType dtype, String shape, boolean isOfShape) {
    if (data.dtype() != dtype || !isOfShape || data.shape().isEmpty()) {
      throw new FormatException(
          file,
          -1,
          "expected "
              + dtype
              + " "
              + shape
              + " but it holds "
              + data.dtype()
              + " "
              + data.shape()
              + "; is this the file of another data set?");
    }
  }

  private void checkFirst(Path file, long[] labels) {
    if (first.isEmpty()) {
      checkIsNo(Mnist.FILES, file, labels);
      checkIsNo(FashionMnist.FILES, file, labels);
      return;
    }
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

  private void checkIsNo(ImageFiles other, Path file, long[] labels) {
    boolean namedAlike = files.files().get(1).name().equals(TRAIN_LABELS);
    List<Long> found = Arrays.stream(labels).limit(other.first().size()).boxed().toList();
    if (namedAlike && found.equals(other.first())) {
      throw new FormatException(
          file,
          -1,
          "the first labels are %s, those of %s, not of %s; put the files of each into a folder of its own."
              .formatted(found, other.files().dataset(), files.dataset()));
    }
  }
}
