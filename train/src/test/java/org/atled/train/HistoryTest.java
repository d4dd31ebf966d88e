package org.atled.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atled.core.error.FormatException;
import org.atled.data.Split;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was measured is kept with the model. */
class HistoryTest {
  private final Split moons = Problems.moons();
  @TempDir private Path work = Path.of("");
  private Path folder = Path.of("");

  @BeforeEach
  void name() {
    folder = work.resolve("run");
  }

  @Test
  void aSavedRunKeepsWhatItMeasured() {
    Run run = Problems.trainer(Problems.network()).fit(moons.train(), moons.test());
    SavedModel.save(folder, run);

    assertThat(SavedModel.history(folder)).isEqualTo(run.history()).hasSize(3);

    Run untested = Problems.trainer(Problems.network()).epochs(1).fit(moons.train());
    SavedModel.save(folder, untested);
    assertThat(SavedModel.history(folder)).isEqualTo(untested.history()).hasSize(1);
  }

  @Test
  void metricsKeepTheirOrderAndMayBeUndefined() throws IOException {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("r2", Double.NaN);
    metrics.put("accuracy", 0.1 + 0.2);
    metrics.put("auc", 1.0);
    EpochReport report =
        new EpochReport(7, new EpochReport.Measured(1e-9, metrics), Optional.empty(), 2.5, 1000);

    HistoryFile.write(work, List.of(report));

    assertThat(HistoryFile.read(work)).containsExactly(report);
    assertThat(HistoryFile.read(work).getFirst().train().metrics().keySet())
        .containsExactly("r2", "accuracy", "auc");
    assertThat(work.resolve("history.json")).content().contains("\"r2\": null");
  }

  @Test
  void aFolderOfEarlierVersionsHasNone() throws IOException {
    SavedModel.save(folder, Problems.trainer(Problems.network()).fit(moons.train()));
    Files.delete(folder.resolve("history.json"));

    assertThat(SavedModel.history(folder)).isEmpty();
    assertThat(
            Problems.trainer(Problems.network())
                .epochs(4)
                .resume(folder, moons.train())
                .history()
                .stream()
                .map(EpochReport::epoch))
        .containsExactly(4);
  }

  @Test
  void whatIsDamagedIsNamedAndNothingResumes() throws IOException {
    SavedModel.save(folder, Problems.trainer(Problems.network()).fit(moons.train()));
    Path file = folder.resolve("history.json");
    Files.writeString(file, Files.readString(file).replaceFirst("\"loss\": [^,]*,", ""));

    assertThatThrownBy(() -> SavedModel.history(folder))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": \"epochs[0].train.loss\" is missing; \"epochs[0].train\" has the keys"
                + " [metrics].");
    Trainer trainer = Problems.trainer(Problems.network()).epochs(5);
    Map<String, List<Float>> before = Problems.weights(trainer.model());
    assertThatThrownBy(() -> trainer.resume(folder, moons.train()))
        .isInstanceOf(FormatException.class);
    assertThat(Problems.weights(trainer.model())).isEqualTo(before);
    assertThatThrownBy(() -> SavedModel.history(work.resolve("nowhere")))
        .hasMessageContaining("there is no such folder");
  }
}
