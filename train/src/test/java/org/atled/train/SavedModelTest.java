package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.StateException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.Dataset;
import org.atled.data.Split;
import org.atled.data.Task;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.Layer;
import org.atled.nn.file.CellFile;
import org.atled.nn.file.ModelFolder;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.loss.MSELoss;
import org.atled.nn.optim.Sgd;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedModelTest {
  private final Split moons = Problems.moons();
  private final Tensor x = moons.test().batch(0, 1, 2, 3, 4).x();
  @TempDir private Path work = Path.of("");
  private Path folder = Path.of("");

  @BeforeEach
  void name() {
    folder = work.resolve("model");
  }

  private Run saved() {
    Run run = regular().fit(moons.train());
    SavedModel.save(folder, run);
    return run;
  }

  private static Trainer regular() {
    Layer small = Sequential.of(new Linear(2, 3), new Linear(3, 1));
    return Trainer.of(
            small,
            Objective.of(Task.Classification.numbered(2)).loss(),
            org.atled.nn.optim.Adam.withLearningRate(0.01))
        .batchSize(30)
        .epochs(2)
        .seed(-5);
  }

  @Test
  void aLoadedModelHasTheSameBits() {
    Run run = saved();
    SavedModel loaded = SavedModel.load(folder);

    assertThat(Problems.weights(loaded.model())).isEqualTo(Problems.weights(run.model()));
    assertThat(loaded.model().apply(x).toFloats()).isEqualTo(run.model().apply(x).toFloats());
    assertThat(loaded.info()).isEqualTo(moons.info());
    assertThat(loaded.model()).hasToString(run.model().toString());
  }

  @Test
  void aRegressionIsLoadedAsOne() {
    Run run =
        Trainer.of(new Linear(1, 1), new MSELoss(), Sgd.withLearningRate(0.1))
            .fit(Problems.line(9));
    SavedModel.save(folder, run);

    assertThat(SavedModel.load(folder).info().task()).isEqualTo(new Task.Regression(1));
    assertThat(Predictor.load(folder).predict(Tensor.of(new float[][] {{1}})).toFloats())
        .isEqualTo(run.model().apply(Tensor.of(new float[][] {{1}})).toFloats());
  }

  @Test
  void aModelOfPreparedExamplesSaysSo() {
    Run run = regular().epochs(1).fit(moons.train());
    SavedModel.save(folder, run, JsonObject.builder().put("scale", 3).build());

    SavedModel loaded = SavedModel.load(folder);
    assertThat(loaded.preparation().orElseThrow().longValue("scale")).isEqualTo(3);
    assertThat(Predictor.of(loaded).predict(x).shape()).isEqualTo(Shape.of(5, 2));
    assertThatThrownBy(() -> Predictor.load(folder))
        .isInstanceOf(StateException.class)
        .hasMessage(
            "The model in "
                + folder
                + " takes examples that are prepared as it says under \"preparation\"; load it with"
                + " what saved it: TableModel for a model of a table, ImageModel for one of"
                + " images.");

    SavedModel.save(folder, run);
    assertThat(SavedModel.load(folder).preparation()).isEmpty();
  }

  @Test
  void whatResumingNeedsIsBesideIt() throws IOException {
    Run run = saved();

    Map<String, Tensor> state = CellFile.read(folder.resolve("optimizer.safetensors"));
    assertThat(state.keySet()).containsAll(run.optimizer().state().keySet());
    run.optimizer()
        .state()
        .forEach((name, cell) ->
            assertThat(Problems.at(state, name).toDoubles()).isEqualTo(cell.value().toDoubles()));
    assertThat(Problems.at(state, "0.weight.step").item()).isEqualTo(14);
    JsonPlace training =
        JsonPlace.parse(Files.readAllBytes(folder.resolve("training.json")), "training.json");
    assertThat(training.longValue("seed")).isEqualTo(-5);
    assertThat(training.longValue("step")).isEqualTo(14);
    assertThat(training.intValue("epoch")).isEqualTo(2);
    assertThat(training.intValue("batch")).isZero();
    assertThat(training.intValue("batch_size")).isEqualTo(30);
    assertThat(training.string("rule")).startsWith("Adam[lr=0.01, ");
    assertThat(Files.readString(folder.resolve("training.json"))).endsWith("}\n");
  }

  @Test
  void savingAgainReplacesTheFolder() throws IOException {
    saved();
    byte[] first = Files.readAllBytes(folder.resolve("model.safetensors"));
    SavedModel.save(folder, regular().seed(99).fit(moons.train()));

    assertThat(Files.readAllBytes(folder.resolve("model.safetensors"))).isNotEqualTo(first);
    try (var left = Files.list(work)) {
      assertThat(left).containsExactly(folder);
    }
  }

  @Test
  void aFolderOfSomethingElseIsLeftAlone() throws IOException {
    Files.createDirectory(folder);
    Path letter = Files.writeString(folder.resolve("letter.txt"), "dear");
    Run run = regular().epochs(1).fit(moons.train());

    assertThatThrownBy(() -> SavedModel.save(folder, run))
        .isInstanceOf(AtledException.class)
        .hasMessage(
            "Cannot write "
                + folder
                + ": the folder is not empty and holds no model.json, so it is not replaced; choose"
                + " a new or an empty folder.");
    assertThat(letter).hasContent("dear");
    assertThatThrownBy(() -> SavedModel.load(folder))
        .isInstanceOf(FormatException.class)
        .hasMessage(folder + ": is not a saved model: there is no model.json in it.");
    assertThatThrownBy(() -> SavedModel.load(work.resolve("nowhere")))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("there is no such folder");
  }

  @Test
  void aDamagedFileIsRefusedWithATypedErrorOrReadAsAModel() throws IOException {
    saved();
    int refused = damage("model.json") + damage("model.safetensors");

    assertThat(refused).isGreaterThan(200);
  }

  /** Truncates the file everywhere and changes bytes; gives how many copies were refused. */
  private int damage(String name) throws IOException {
    byte[] valid = Files.readAllBytes(folder.resolve(name));
    Random random = new Random(17);
    int refused = 0;
    for (int i = 0; i < 400; i++) {
      byte[] damaged =
          i < 120 ? java.util.Arrays.copyOf(valid, valid.length * i / 120) : valid.clone();
      if (i >= 120) {
        int at = random.nextInt(damaged.length);
        damaged[at] = i % 2 == 0 ? (byte) random.nextInt() : (byte) (damaged[at] ^ 1 << i % 8);
      }
      // A new folder each time: overwriting a file forces the disk.
      Path copy = Files.createDirectory(work.resolve(name + "." + i));
      for (String file : List.of("model.json", "model.safetensors")) {
        if (file.equals(name)) {
          Files.write(copy.resolve(file), damaged);
        } else {
          Files.createLink(copy.resolve(file), folder.resolve(file));
        }
      }
      try {
        Predictor.load(copy).predict(x);
      } catch (AtledException e) {
        refused++;
      } catch (RuntimeException | Error e) {
        fail("copy " + i + " of " + name + " gave " + e, e);
      }
    }
    return refused;
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    saved();
    Files.delete(folder.resolve("model.safetensors"));

    assertThatThrownBy(() -> SavedModel.load(folder))
        .isInstanceOf(AtledException.class)
        .hasMessageContaining(folder.resolve("model.safetensors").toString());
  }

  @Test
  void aDescriptionThatMeansNothingNamesItsFile() throws IOException {
    saved();
    Path file = folder.resolve("model.json");
    String json = Files.readString(file);

    Files.writeString(file, json.replace("\"version\": 1", "\"version\": 2"));
    assertThatThrownBy(() -> SavedModel.load(folder))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": is \"atled-model\" version 2 but this Atled reads \"atled-model\" version 1.");
    Files.writeString(file, json.replaceAll("\\[\\s*\"0\",\\s*\"1\"\\s*\\]", "[\"0\"]"));
    assertThatThrownBy(() -> SavedModel.load(folder))
        .isInstanceOf(AtledException.class)
        .hasMessage(file + ": A classification needs at least 2 classes but got [0].");
    Files.writeString(file, json.replace("\"in\": 2", "\"in\": 4"));
    assertThatThrownBy(() -> SavedModel.load(folder))
        .isInstanceOf(StateException.class)
        .hasMessage(
            folder.resolve("model.safetensors")
                + ": The snapshot does not fit the network: \"0.weight\" is float32[3, 2] but the"
                + " network holds float32[3, 4].");
  }

  @Test
  void aNetworkThatDoesNotFitItsTaskIsRefused() throws IOException {
    saved();
    Path file = folder.resolve("model.json");
    String json = Files.readString(file);

    Files.writeString(file, json.replaceFirst("\"classes\": \\[", "\"classes\": [\"x\", "));
    assertThatThrownBy(() -> Predictor.load(folder))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ": \"about.outputs.type\" does not go with the model's task.");
    Files.writeString(file, json.replace("\"logit\"", "\"logits\""));
    assertThatThrownBy(() -> Predictor.load(folder))
        .isInstanceOf(StateException.class)
        .hasMessage(
            file
                + ": the network gives [1] for one example, but its task needs 2 outputs; the"
                + " description was changed or is damaged.");
    Files.writeString(file, json.replace("\"unit\": 1", "\"unit\": 0"));
    assertThatThrownBy(() -> Predictor.load(folder))
        .hasMessage(file + ": \"about.scale.unit\" must be at least 1.");
  }

  @Test
  void aModelSavedWithoutATaskSaysWhatItLacks() {
    ModelFolder.save(folder, new Linear(2, 1));

    assertThat(ModelFolder.load(folder).model()).hasToString("Linear(2, 1)");
    assertThatThrownBy(() -> Predictor.load(folder))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("it was saved by ModelFolder.save")
        .hasMessageContaining("save it with SavedModel.save");
  }

  @Test
  void predictsBatchesAndSingleExamplesFlatOrNot() {
    Dataset images = squares();
    Run run =
        Trainer.of(
                Sequential.of(new Flatten(), new Linear(16, 3)),
                new CrossEntropyLoss(),
                Sgd.withLearningRate(0.1))
            .fit(images);
    SavedModel.save(folder, run);
    Predictor predictor = Predictor.load(folder);
    Tensor batch = images.batch(0, 1).x();
    Tensor both = predictor.predict(batch);

    assertThat(both.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(predictor.predict(batch.reshape(2, 16)).toFloats()).isEqualTo(both.toFloats());
    assertThat(predictor.predict(batch.reshape(2, 4, 4)).toFloats()).isEqualTo(both.toFloats());
    for (Tensor one : List.of(batch.get(1), batch.get(1).reshape(4, 4), batch.get(1).reshape(16))) {
      assertThat(predictor.predict(one).toFloats()).isEqualTo(both.get(1).toFloats());
    }
    assertThat(predictor.info()).isEqualTo(images.info());
    for (Tensor wrong :
        List.of(batch.reshape(2, 2, 8), batch.reshape(4, 8), batch.reshape(32), Tensor.of(1f))) {
      assertThatThrownBy(() -> predictor.predict(wrong))
          .isInstanceOf(ShapeException.class)
          .hasMessage(
              "The model takes examples of [1, 4, 4] but the input is "
                  + wrong.type()
                  + "; give one as [1, 4, 4], [4, 4] or [16], or a batch of them as [n, 1, 4, 4],"
                  + " [n, 4, 4] or [n, 16].");
    }
  }

  private static Dataset squares() {
    float[] pixels = new float[6 * 16];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 7 / 7f;
    }
    Shape square = Shape.of(1, 4, 4);
    return org.atled.data.ArrayDataset.of(
        new org.atled.data.DatasetInfo("squares", square, Task.Classification.numbered(3)),
        new org.atled.data.Rows.Floats(pixels, square),
        new org.atled.data.Rows.Labels(new long[] {0, 1, 2, 0, 1, 2}));
  }
}
