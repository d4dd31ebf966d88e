package org.atled.data;

import java.net.URI;
import java.util.List;

/**
 * Cursive Japanese syllables: 60,000 and 10,000 grey images [1, 28, 28] in ten classes. Clanuwat,
 * Bober-Irizar, Kitamoto, Lamb, Yamamoto and Ha, "Deep learning for classical Japanese literature",
 * 2018. Its four files are 21 MB.
 */
public final class Kmnist {
  /** The name of this data set, and of its folder. */
  public static final String NAME = "kmnist";

  /** Where the files come from when they are nowhere else. */
  public static final URI MIRROR = URI.create("http://codh.rois.ac.jp/kmnist/dataset/kmnist/");

  static final ImageFiles FILES =
      new ImageFiles(
          new FileSet(
              NAME,
              MIRROR,
              List.of(
                  new RemoteFile(
                      ImageFiles.TRAIN_IMAGES,
                      18_165_135,
                      "51467d22d8cc72929e2a028a0428f2086b092bb31cfb79c69cc0a90ce135fde4"),
                  new RemoteFile(
                      ImageFiles.TRAIN_LABELS,
                      29_497,
                      "e38f9ebcd0f3ebcdec7fc8eabdcdaef93bb0df8ea12bee65224341c8183d8e17"),
                  new RemoteFile(
                      ImageFiles.TEST_IMAGES,
                      3_041_136,
                      "edd7a857845ad6bb1d0ba43fe7e794d164fe2dce499a1694695a792adfac43c5"),
                  new RemoteFile(
                      ImageFiles.TEST_LABELS,
                      5_120,
                      "20bb9a0ef54c7db3efc55a92eef5582c109615df22683c380526788f98e42a1c"))),
          List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
          List.of());

  private Kmnist() {}

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
}
