package org.atled.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The files themselves, where {@code ATLED_DATA} names a folder that has them. */
class RealFilesTest {
  @Test
  void mnistIsAsPublished() throws Exception {
    Split mnist = load(Mnist.FILES);

    assertThat(mnist.train().size()).isEqualTo(60_000);
    assertThat(mnist.test().size()).isEqualTo(10_000);
    assertThat(Numbers.longs(mnist.test().batch(0, 1, 2).y())).containsExactly(7, 2, 1);
    // The mean that everyone normalises MNIST by.
    assertThat(mean(mnist.train())).isBetween(0.1306, 0.1308);
  }

  @Test
  void fashionMnistIsAsPublished() throws Exception {
    Split fashion = load(FashionMnist.FILES);

    assertThat(fashion.train().size()).isEqualTo(60_000);
    assertThat(fashion.test().size()).isEqualTo(10_000);
    assertThat(Numbers.longs(fashion.test().batch(0, 1, 2).y())).containsExactly(9, 2, 1);
    assertThat(mean(fashion.train())).isBetween(0.2859, 0.2861);
  }

  @Test
  void theBatchesOfCifar10ThatAreThereAreRead() {
    Path folder =
        Path.of(String.valueOf(System.getenv(DataFolders.VARIABLE))).resolve(Cifar10.NAME);
    assumeTrue(Files.isDirectory(folder), DataFolders.VARIABLE + " names no folder with CIFAR-10");

    Split cifar =
        Cifar10.FILES.load(
            new DataFolders(List.of(folder), folder),
            file -> {
              throw new AssertionError("Nothing is downloaded in tests.");
            },
            DownloadListener.none());

    assertThat(cifar.train().size()).isPositive();
    assertThat(cifar.train().size() % 10_000).isZero();
    assertThat(cifar.test().size()).isEqualTo(10_000);
    assertThat(Numbers.longs(cifar.train().batch(0, 1, 2, 3, 4).y()))
        .containsExactly(6, 9, 9, 4, 1);
    assertThat(Numbers.longs(cifar.test().batch(0, 1, 2, 3, 4).y())).containsExactly(3, 8, 8, 0, 6);
  }

  /** The data set, whose files must have the digests that a download is checked against. */
  private static Split load(ImageFiles set) throws Exception {
    Optional<Path> folder =
        Optional.ofNullable(System.getenv(DataFolders.VARIABLE))
            .map(data -> Path.of(data, set.files().dataset()))
            .filter(Files::isDirectory);
    assumeTrue(folder.isPresent(), DataFolders.VARIABLE + " names no folder with this data set");
    for (RemoteFile file : set.files().files()) {
      byte[] bytes = Files.readAllBytes(folder.get().resolve(file.name()));
      assertThat(bytes).hasSize((int) file.bytes());
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      assertThat(HexFormat.of().formatHex(digest)).isEqualTo(file.sha256());
    }
    return set.load(
        new DataFolders(List.of(folder.get()), folder.get()),
        file -> {
          throw new AssertionError("Nothing is downloaded in tests.");
        },
        DownloadListener.none());
  }

  private static double mean(Dataset data) {
    double sum = 0;
    for (Batch batch : DataLoader.of(data, 1_000).epoch(0)) {
      for (float pixel : Numbers.floats(batch.x())) {
        sum += pixel;
      }
    }
    return sum / data.size() / 784;
  }
}
