package org.atled.data;

import java.net.URI;
import java.util.List;

/**
 * Things, plants and animals: 50,000 and 10,000 colour images [3, 32, 32] in a hundred classes.
 * Krizhevsky, "Learning multiple layers of features from tiny images", 2009. Its archive is 169 MB;
 * the files {@code train.bin} and {@code test.bin} may lie unpacked instead, gzipped or not. The 20
 * coarse labels are checked, and not given.
 */
public final class Cifar100 {
  /** The name of this data set, and of its folder. */
  public static final String NAME = "cifar-100";

  /** Where the archive comes from when it is nowhere else. */
  public static final URI MIRROR = Cifar10.MIRROR;

  private static final String CLASSES =
      """
      apple aquarium_fish baby bear beaver bed bee beetle bicycle bottle bowl boy bridge bus
      butterfly camel can castle caterpillar cattle chair chimpanzee clock cloud cockroach couch
      crab crocodile cup dinosaur dolphin elephant flatfish forest fox girl hamster house kangaroo
      keyboard lamp lawn_mower leopard lion lizard lobster man maple_tree motorcycle mountain mouse
      mushroom oak_tree orange orchid otter palm_tree pear pickup_truck pine_tree plain plate poppy
      porcupine possum rabbit raccoon ray road rocket rose sea seal shark shrew skunk skyscraper
      snail snake spider squirrel streetcar sunflower sweet_pepper table tank telephone television
      tiger tractor train trout tulip turtle wardrobe whale willow_tree wolf woman worm
      """;

  static final CifarFiles FILES =
      new CifarFiles(
          new FileSet(
              NAME,
              MIRROR,
              List.of(
                  new RemoteFile(
                      "cifar-100-binary.tar.gz",
                      168_513_733,
                      "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec"))),
          "cifar-100-binary",
          List.of("train.bin"),
          "test.bin",
          List.of(20, 100),
          List.of(CLASSES.strip().split("\\s+", -1)),
          50_000);

  private Cifar100() {}

  /** The data set from the usual folders, downloaded where it is in none of them. */
  public static Split load() {
    return load(DataFolders.usual(), DownloadListener.none());
  }

  /**
   * The data set from these folders, downloaded into their cache where it is in none of them.
   *
   * @throws org.atled.core.error.AtledException if it is in no folder and cannot be downloaded
   * @throws org.atled.core.error.FormatException naming file and record, if a file is damaged or of
   *     another data set
   */
  public static Split load(DataFolders folders, DownloadListener listener) {
    return FILES.load(folders, new HttpFetcher(), listener);
  }
}
