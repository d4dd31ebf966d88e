package org.atled.data;

import java.net.URI;
import java.util.List;

/**
 * MNIST's digits made anew from their source, with 60,000 images [1, 28, 28] to test on, of which
 * MNIST has 10,000. Yadav and Bottou, "Cold case: the lost MNIST digits", 2019. Its files are not
 * downloaded: put them into a folder {@code qmnist}.
 */
public final class Qmnist {
  /** The name of this data set, and of its folder. */
  public static final String NAME = "qmnist";

  /** Where people get the files. */
  public static final URI PAGE = URI.create("https://github.com/facebookresearch/qmnist");

  /** The label, and from whom and from where in the source the digit is. */
  private static final int LABEL_COLUMNS = 8;

  static final ImageFiles FILES =
      new ImageFiles(
          new FileSet(
              NAME,
              PAGE,
              List.of(
                  RemoteFile.byHand("qmnist-train-images-idx3-ubyte.gz"),
                  RemoteFile.byHand("qmnist-train-labels-idx2-int.gz"),
                  RemoteFile.byHand("qmnist-test-images-idx3-ubyte.gz"),
                  RemoteFile.byHand("qmnist-test-labels-idx2-int.gz"))),
          Task.Classification.numbered(10).classes(),
          List.of(),
          new ImageFiles.Layout(false, 0, LABEL_COLUMNS));

  private Qmnist() {}

  /** The data set from the usual folders. */
  public static Split load() {
    return load(DataFolders.usual());
  }

  /**
   * The data set from these folders.
   *
   * @throws org.atled.core.error.AtledException if it is in none of them; it says where to get it
   * @throws org.atled.core.error.FormatException if a file is damaged or of another data set
   */
  public static Split load(DataFolders folders) {
    return FILES.load(folders, new HttpFetcher(), DownloadListener.none());
  }
}
