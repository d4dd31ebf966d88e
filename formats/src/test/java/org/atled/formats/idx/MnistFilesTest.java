package org.atled.formats.idx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real files, if the environment variable ATLED_DATA names the folder that holds them. */
class MnistFilesTest {
  @Test
  void theFirstLabelsAreKnown() {
    byte[] labels = (byte[]) read("mnist/train-labels-idx1-ubyte.gz").strided().storage().array();
    assertThat(labels).hasSize(60_000).startsWith(5, 0, 4, 1, 9);
  }

  @ParameterizedTest
  @CsvSource({
    "mnist/train-images-idx3-ubyte.gz, 60000",
    "mnist/t10k-images-idx3-ubyte.gz, 10000",
    "fashion-mnist/t10k-images-idx3-ubyte.gz, 10000"
  })
  void imagesAre28By28(String file, long count) {
    Tensor images = read(file);
    assertThat(images.dtype()).isEqualTo(DType.UINT8);
    assertThat(images.shape()).isEqualTo(Shape.of(count, 28, 28));
  }

  private static Tensor read(String file) {
    String data = System.getenv("ATLED_DATA");
    assumeTrue(data != null, "ATLED_DATA does not name a folder with the MNIST files");
    return Idx.read(Path.of(data).resolve(file));
  }
}
