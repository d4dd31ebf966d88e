package org.atled.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.ArrayDataset;
import org.atled.data.Batch;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Rows;
import org.atled.data.Task;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.BCEWithLogitsLoss;
import org.atled.nn.optim.Adam;
import org.atled.train.Prediction;
import org.atled.train.Predictor;
import org.atled.train.Run;
import org.atled.train.SavedModel;
import org.atled.train.Trainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageModelTest {
  @TempDir private Path root;

  @Test
  void aModelIsSavedWithHowItsImagesWerePrepared() throws IOException {
    ImageFolder images = ImageFolder.of(Pictures.folder(root.resolve("pets"), 10), Seed.of(1));
    ImageReading reading = ImageReading.of(new ImageFormat(6, 5, 3));
    Dataset train = reading.read("pets", images.classes(), images.train()).examples();
    ImagePreparation preparation =
        ImagePreparation.of(
            reading.format(),
            Optional.of(Normalization.fit(train)),
            ImageOrigin.of(images, Seed.of(1), true));
    Path folder = root.resolve("model");
    SavedModel.save(folder, trained(preparation.of(train)), preparation.json());

    ImageModel model = ImageModel.load(folder);

    assertThat(model.preparation()).isEqualTo(preparation);
    assertThat(model.preparation().origin().orElseThrow().images()).isEqualTo(images);
    Path dark = images.test().getFirst().file();
    Path light = images.test().getLast().file();
    assertThat(model.predict(ImageFile.read(dark)))
        .isInstanceOfSatisfying(
            Prediction.OfClass.class, said -> assertThat(said.name()).isEqualTo("dark"));
    List<Prediction> both = model.predict(List.of(ImageFile.read(dark), ImageFile.read(light)));
    assertThat(both.getLast())
        .isInstanceOfSatisfying(
            Prediction.OfClass.class, said -> assertThat(said.name()).isEqualTo("light"));
    assertThat(both.getFirst().values()).isEqualTo(model.predict(ImageFile.read(dark)).values());

    Dataset test = reading.read("pets", images.classes(), images.test()).examples();
    Tensor pixels = test.batch(0).x();
    assertThat(model.predictions(pixels).getFirst().values()).isEqualTo(both.getFirst().values());
    Tensor one = reading.format().of(ImageFile.read(dark)).toTensor();
    assertThat(one.toFloats()).isEqualTo(pixels.get(0).toFloats());
    Tensor prepared = preparation.of(one);
    assertThat(prepared.toFloats())
        .isEqualTo(preparation.of(test).batch(0).x().get(0).toFloats())
        .isNotEqualTo(one.toFloats());
    assertThat(preparation.undone(prepared).allClose(one, 1e-5, 1e-6)).isTrue();
    assertThatThrownBy(() -> preparation.of(one.get(0)))
        .hasMessage("An image is [channels, height, width], and this is [6, 5].");
    assertThatThrownBy(() -> preparation.undone(prepared.slice(0, 0, 1)))
        .hasMessage("The image is [1, 6, 5], but the normalization is of 3 channels.");
    assertThatThrownBy(() -> model.predictions(pixels.mul(255)))
        .isInstanceOf(ArgumentException.class)
        .hasMessageMatching(
            "Element 0 of the images is [\\d.]+, but pixels are floats from 0 to 1, or integers"
                + " from 0 to 255.");
    assertThatThrownBy(() -> Predictor.load(folder))
        .isInstanceOf(StateException.class)
        .hasMessageEndingWith("ImageModel for one of images.");

    Path json = folder.resolve("model.json");
    String said = Files.readString(json);
    Files.writeString(json, said.replaceAll("\"height\": ?6", "\"height\": 0"));
    assertThatThrownBy(() -> ImageModel.load(folder))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("format\" is damaged: The size of images is 0×5 but must be from");
    Files.writeString(json, said.replaceAll("\"folder\": ?\"", "\"folder\": \"\\\\u0000"));
    assertThatThrownBy(() -> ImageModel.load(folder))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("origin.folder\" is no path on this system: ");
    Files.writeString(json, said);

    ImageOrigin origin = model.preparation().origin().orElseThrow();
    Path link = Files.createSymbolicLink(root.resolve("link"), root.resolve("pets"));
    assertThat(origin.isOf(link)).isTrue();
    assertThat(origin.isOf(root)).isFalse();
    assertThat(origin.isOf(root.resolve("nowhere"))).isFalse();
    assertThat(origin.isKnown()).isTrue();

    Files.delete(dark);
    assertThatThrownBy(() -> model.preparation().origin().orElseThrow().images())
        .isInstanceOf(StateException.class)
        .hasMessage(
            "The model learned from "
                + root.resolve("pets").toAbsolutePath()
                + ", which has other files since, so that those that were kept from it are not"
                + " known; name another folder to measure on.");
    assertThat(origin.isKnown()).isFalse();
  }

  @Test
  void whatDidNotLearnFromImagesIsRefused() {
    DatasetInfo info = new DatasetInfo("points", Shape.of(2), Task.Classification.numbered(2));
    Rows rows = new Rows.Floats(new float[] {0, 1, 1, 0}, Shape.of(2));
    Dataset points = ArrayDataset.of(info, rows, new Rows.Labels(new long[] {0, 1}));
    Path folder = root.resolve("model");
    SavedModel.save(
        folder,
        Trainer.of(
                Sequential.of(new Linear(2, 1)),
                new BCEWithLogitsLoss(),
                Adam.withLearningRate(0.1))
            .fit(points));

    assertThatThrownBy(() -> ImageModel.load(folder))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "The model in " + folder + " learned from points, examples [2], and not from images.");
  }

  @Test
  void aNormalizationIsThatOfAllPixelsOfEachChannel() {
    DatasetInfo info = new DatasetInfo("two", Shape.of(2, 1, 2), Task.Classification.numbered(2));
    Dataset two =
        ArrayDataset.of(
            info,
            new Rows.Bytes(new byte[] {0, 51, 7, 7, 102, (byte) 153, 7, 7}, Shape.of(2, 1, 2)),
            new Rows.Labels(new long[] {0, 1}));

    Normalization fitted = Normalization.fit(two);

    assertThat(fitted.mean().getFirst()).isEqualTo(0.3, within(1e-7));
    assertThat(fitted.deviation().getFirst()).isEqualTo(Math.sqrt(0.05), within(1e-7));
    assertThat(fitted.deviation().getLast()).isEqualTo(1);
    float[] x = fitted.of(two).batch(1).x().toFloats();
    assertThat(x[0]).isEqualTo((float) (0.1 / Math.sqrt(0.05)), within(1e-6f));
    assertThat(x[2]).isEqualTo(0, within(1e-7f));
    assertThatThrownBy(() -> new Normalization(List.of(0.5), List.of(0.0)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "A normalization takes a mean and a positive deviation for each channel, not [0.5] and"
                + " [0.0].");
  }

  /** Of images that are decoded for each batch a folder may be larger than the heap. */
  @Test
  void aNormalizationReadsFewLargeImagesAtATime() {
    Shape large = Shape.of(1, 300, 300);
    Dataset five =
        ArrayDataset.of(
            new DatasetInfo("five", large, Task.Classification.numbered(2)),
            new Rows.Bytes(new byte[5 * 300 * 300], large),
            new Rows.Labels(new long[5]));
    List<Integer> read = Collections.synchronizedList(new ArrayList<>());
    Normalization.fit(
        new Dataset() {
          @Override
          public DatasetInfo info() {
            return five.info();
          }

          @Override
          public int size() {
            return five.size();
          }

          @Override
          public Batch batch(int... examples) {
            read.add(examples.length);
            return five.batch(examples);
          }
        });

    assertThat(read).containsExactlyInAnyOrder(2, 2, 1);
  }

  private static Run trained(Dataset train) {
    return Trainer.of(
            Sequential.of(new Flatten(), new Linear(90, 1)),
            new BCEWithLogitsLoss(),
            Adam.withLearningRate(0.01))
        .epochs(20)
        .batchSize(4)
        .fit(train);
  }
}
