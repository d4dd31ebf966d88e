package org.atled.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.ArrayFile;
import org.atled.data.Dataset;
import org.atled.formats.npy.Npy;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.BCEWithLogitsLoss;
import org.atled.nn.optim.Adam;
import org.atled.train.Prediction;
import org.atled.train.SavedModel;
import org.atled.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of images that lie column by column, asked about others. */
@SuppressWarnings("NullAway.Init")
class StoredImagesTest {
  @TempDir private Path folder;

  /** A model of two images, [2, 3, height, width], which are stored with the last axes changed. */
  private ImageModel model(Tensor upright) {
    Path x = folder.resolve("x.npy");
    Path y = folder.resolve("y.npy");
    Npy.write(x, upright.transpose(2, 3));
    Npy.write(y, Tensor.of(new long[] {0, 1}));
    ArrayFile images = ArrayFile.of(x);
    ArrayFile labels = ArrayFile.of(y);
    ImageArrays arrays =
        new ImageArrays(
            new ImageArrays.Part(images, labels),
            Optional.of(new ImageArrays.Part(images, labels)),
            List.of(),
            true,
            Optional.empty());
    Dataset train = arrays.read("two", Seed.of(0)).split().train();
    Path out = folder.resolve("model");
    SavedModel.save(
        out,
        Trainer.of(
                Sequential.of(new Flatten(), new Linear(upright.get(0).shape().elements(), 1)),
                new BCEWithLogitsLoss(),
                Adam.withLearningRate(0.1))
            .epochs(3)
            .fit(train),
        ImagePreparation.of(Optional.empty(), ArrayOrigin.of(arrays, Seed.of(0))).json());
    return ImageModel.load(out);
  }

  private static Tensor counting(int height, int width) {
    byte[] pixels = new byte[2 * 3 * height * width];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (97 * i);
    }
    return Tensor.of(pixels, 2, 3, height, width);
  }

  private static List<List<Float>> values(List<Prediction> said) {
    return said.stream().map(one -> List.of(one.values()[0], one.values()[1])).toList();
  }

  @Test
  void squaresAreTurnedInEveryLayout() {
    Tensor upright = counting(4, 4);
    ImageModel model = model(upright);
    Tensor stored = upright.transpose(2, 3);
    List<List<Float>> right = values(model.predictions(upright));

    assertThat(model.turns(stored.shape())).isTrue();
    assertThat(values(model.predictionsAsStored(stored))).isEqualTo(right);
    assertThat(values(model.predictions(stored))).isNotEqualTo(right);
    assertThat(values(model.predictionsAsStored(stored.permute(0, 2, 3, 1)))).isEqualTo(right);
    assertThat(values(model.predictionsAsStored(stored.reshape(2, 48)))).isEqualTo(right);
    assertThat(values(model.predictionsAsStored(stored.get(1)))).isEqualTo(right.subList(1, 2));
    assertThat(values(model.predictionsAsStored(stored.to(DType.FLOAT32)))).isEqualTo(right);
    assertThatThrownBy(() -> model.predictionsAsStored(stored.to(DType.FLOAT32).add(0.5)))
        .isInstanceOf(ArgumentException.class)
        .hasMessageContaining("but pixels are floats from 0 to 1, or integers from 0 to 255.");
  }

  @Test
  void aShapeThatTellsOtherwiseIsBelieved() {
    Tensor upright = counting(4, 5);
    ImageModel model = model(upright);
    List<List<Float>> right = values(model.predictions(upright));

    assertThat(model.turns(upright.shape())).isFalse();
    assertThat(model.turns(Shape.of(2, 3, 5, 4))).isTrue();
    assertThat(values(model.predictionsAsStored(upright))).isEqualTo(right);
    assertThat(values(model.predictionsAsStored(upright.transpose(2, 3)))).isEqualTo(right);
  }
}
