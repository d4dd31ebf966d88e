package org.atled.data;

import java.net.URI;
import java.util.List;

/**
 * Things and animals: 50,000 and 10,000 colour images [3, 32, 32] in ten classes. Krizhevsky,
 * "Learning multiple layers of features from tiny images", 2009. Its archive is 170 MB; the files
 * {@code data_batch_1.bin} and so on may lie unpacked instead, gzipped or not, some or all.
 */
public final class Cifar10 {
  /** The name of this data set, and of its folder. */
  public static final String NAME = "cifar-10";

  /** Where the archive comes from when it is nowhere else. */
  public static final URI MIRROR = URI.create("https://www.cs.toronto.edu/~kriz/");

  static final CifarFiles FILES =
      new CifarFiles(
          new FileSet(
              NAME,
              MIRROR,
              List.of(
                  new RemoteFile(
                      "cifar-10-binary.tar.gz",
                      170_052_171,
                      "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"))),
          "cifar-10-batches-bin",
          List.of(
              "data_batch_1.bin",
              "data_batch_2.bin",
              "data_batch_3.bin",
              "data_batch_4.bin",
              "data_batch_5.bin"),
          "test_batch.bin",
          List.of(10),
          List.of(
              "airplane",
              "automobile",
              "bird",
              "cat",
              "deer",
              "dog",
              "frog",
              "horse",
              "ship",
              "truck"),
          10_000);

  private Cifar10() {}

  /** The data set from the usual folders, downloaded where it is in none of them. */
  public static Split load() {
    return load(DataFolders.usual(), DownloadListener.none());
  }

  /**
   * The data set from these folders, downloaded into their cache where it is in none of them. Of
   * the files to learn from it has as many as lie beside the one to measure on.
   *
   * @throws org.atled.core.error.AtledException if it is in no folder and cannot be downloaded
   * @throws org.atled.core.error.FormatException naming file and record, if a file is damaged or of
   *     another data set
   */
  public static Split load(DataFolders folders, DownloadListener listener) {
    return FILES.load(folders, new HttpFetcher(), listener);
  }
}
