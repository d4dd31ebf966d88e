package org.atled.data;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Clothes: 60,000 and 10,000 grey images [1, 28, 28] in ten classes. Xiao, Rasul and Vollgraf,
 * "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms", 2017. Its
 * four files are 31 MB.
 */
public final class FashionMnist {
  /** The name of this data set, and of its folder. */
  public static final String NAME = "fashion-mnist";

  /** Where the files come from when they are nowhere else. */
  public static final URI MIRROR =
      URI.create("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/");

  static final ImageFiles FILES =
      new ImageFiles(
          new FileSet(
              NAME,
              MIRROR,
              List.of(
                  new RemoteFile(
                      ImageFiles.TRAIN_IMAGES,
                      26_421_880,
                      "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
                  new RemoteFile(
                      ImageFiles.TRAIN_LABELS,
                      29_515,
                      "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
                  new RemoteFile(
                      ImageFiles.TEST_IMAGES,
                      4_422_102,
                      "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
                  new RemoteFile(
                      ImageFiles.TEST_LABELS,
                      5_148,
                      "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"))),
          List.of(
              "T-shirt/top",
              "Trouser",
              "Pullover",
              "Dress",
              "Coat",
              "Sandal",
              "Shirt",
              "Sneaker",
              "Bag",
              "Ankle boot"),
          List.of(9L, 0L, 0L, 3L, 0L));

  private FashionMnist() {}

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
