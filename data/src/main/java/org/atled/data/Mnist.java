package org.atled.data;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Handwritten digits: 60,000 and 10,000 grey images [1, 28, 28] of 0 to 9. LeCun, Cortes and
 * Burges, "The MNIST database of handwritten digits", 1998. Its four files are 11.5 MB.
 */
public final class Mnist {
  /** The name of this data set, and of its folder. */
  public static final String NAME = "mnist";

  /** Where the files come from when they are nowhere else. */
  public static final URI MIRROR = URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/");

  static final ImageFiles FILES =
      new ImageFiles(
          new FileSet(
              NAME,
              MIRROR,
              List.of(
                  new RemoteFile(
                      ImageFiles.TRAIN_IMAGES,
                      9_822_052,
                      "98b0ce07d1fe42f39b6a61a1a510779a7ecd2aba907e0ab9a4e431882a941b07"),
                  new RemoteFile(
                      ImageFiles.TRAIN_LABELS,
                      28_902,
                      "ca44db0e0f1005aedc21eb1db26a59188434444bea20b9f7f18e5900e273def9"),
                  new RemoteFile(
                      ImageFiles.TEST_IMAGES,
                      1_634_335,
                      "8be8d0bbf1280248939ffa7126e45f0af5476d9b7e23398415c58ac9976591df"),
                  new RemoteFile(
                      ImageFiles.TEST_LABELS,
                      4_542,
                      "dea1acd74f516a7fe5404d4f2afa815fd3da07dceb42585f6a240c3a81bf1b85"))),
          Task.Classification.numbered(10).classes(),
          List.of(5L, 0L, 4L, 1L, 9L));

  private Mnist() {}

  /** The data set from the usual folders, downloaded where it is in none of them. */
  public static Split load() {
    return load(DataFolders.usual(), DownloadListener.none());
  }

  /**
   * The data set from these folders, downloaded into their cache where it is in none of them.
   *
   * @throws org.atled.core.error.AtledException if it is in no folder and cannot be downloaded
   * @throws org.atled.core.error.FormatException if a file is damaged or of another data set
   */
  public static Split load(DataFolders folders, DownloadListener listener) {
    return FILES.load(folders, new HttpFetcher(), listener);
  }

  /**
   * The data set, if these folders have one of its name that holds its files; nothing is
   * downloaded.
   *
   * @throws org.atled.core.error.FormatException if a file is damaged or of another data set
   */
  public static Optional<Split> find(DataFolders folders) {
    return FILES.find(folders);
  }
}
