package org.atled.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.data.Batch;
import org.atled.nn.Layer;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.AdamW;
import org.atled.train.Prediction;
import org.atled.train.Run;
import org.atled.train.SavedModel;
import org.atled.train.Trainer;
import org.atled.train.architecture.EncoderOfLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineModelTest {
  private static final List<String> LINES =
      List.of("red", "a red rose", "blue", "the sea is blue", "green", "grass, green and high");
  private static final List<String> LABELS = List.of("r", "r", "b", "b", "g", "g");
  private static final LinePreparation PREPARATION =
      LinePreparation.of(new ByteTokenizer(), 24, List.of("r", "b", "g"));

  @TempDir Path folder;

  private LineModel trained() {
    LabelledLines data = PREPARATION.examples("colours", LINES, LABELS);
    Layer network = EncoderOfLines.of(1, 8).classifier(256, Shape.of(24), 3);
    Run run =
        Trainer.of(network, new CrossEntropyLoss(), AdamW.withLearningRate(0.01))
            .epochs(2)
            .batchSize(3)
            .fit(data, data);
    SavedModel.save(folder, run, PREPARATION.json());
    return LineModel.load(folder);
  }

  @Test
  void aLineIsToldAloneWhatItIsToldAmongOthers() {
    LineModel model = trained();
    List<Prediction.OfClass> together = model.predict(LINES);
    for (int i = 0; i < LINES.size(); i++) {
      assertThat(model.predict(LINES.get(i)).probabilities())
          .as(LINES.get(i))
          .containsExactly(together.get(i).probabilities());
    }
  }

  @Test
  void tooLongALineIsCutOrRefused() {
    LineModel model = trained();
    LineModel.Answers said = model.ask(List.of("red", "x".repeat(25)), i -> "Text " + i);
    assertThat(said.cut()).isEqualTo(1);
    assertThat(model.predict("x".repeat(25)).probabilities())
        .containsExactly(model.predict("x".repeat(24)).probabilities());

    LinePreparation strict =
        new LinePreparation(
            PREPARATION.tokenizer(),
            24,
            true,
            "text",
            "label",
            PREPARATION.classes(),
            PREPARATION.origin());
    assertThatThrownBy(() -> strict.encoded(List.of("x".repeat(25)), i -> "Text " + i))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Text 0 has 25 ids, more than the context of 24; shorten it, or train with a greater"
                + " --context or without --refuse-long.");
    assertThat(strict.encoded(List.of("x".repeat(24)), i -> "Text " + i).cut()).isZero();
  }

  @Test
  void batchesAreAsLongAsTheyMustBe() {
    LabelledLines data = PREPARATION.examples("colours", LINES, LABELS);
    Batch batch = data.batch(0, 1);
    assertThat(batch.x().shape()).isEqualTo(Shape.of(2, 16));
    assertThat(batch.x().select(0, 0).toLongs()).startsWith('r', 'e', 'd', 256, 256).endsWith(256);
    assertThat(batch.y().toLongs()).containsExactly(0, 0);
    assertThat(data.batch(0).x().shape()).isEqualTo(Shape.of(1, 8));
    assertThat(data.order(Seed.of(1), 2)).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
  }

  @Test
  void namesWhatItDoesNotTake() {
    LineModel model = trained();
    assertThatThrownBy(() -> model.predict(""))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("The text is empty; give it some text, or leave it out.");
    assertThatThrownBy(() -> model.predict(List.of("red", "")))
        .hasMessage("Text 1 is empty; give it some text, or leave it out.");
    assertThatThrownBy(() -> PREPARATION.examples("colours", LINES, List.of("r", "x")))
        .hasMessage("Label 1, \"x\", is none of the classes [r, b, g].");
    assertThatThrownBy(
            () -> LabelledLines.of("l", List.of(new int[3]), new long[1], List.of("a", "b"), 5, 2))
        .hasMessage("Lines \"l\": line 0 has 3 ids but must have from 1 to the context, 2.");
    assertThatThrownBy(() ->
            LabelledLines.of("l", List.of(new int[2]), new long[] {2}, List.of("a", "b"), 5, 2))
        .hasMessage("Lines \"l\": line 0 has the label 2, but there are the classes 0 to 1.");
    assertThatThrownBy(
            () -> LabelledLines.of("l", List.of(new int[2]), new long[2], List.of("a", "b"), 5, 2))
        .hasMessage("Lines \"l\": there are 1 lines and 2 labels; give each line one.");
    assertThatThrownBy(() -> LanguageModel.load(folder)).isInstanceOf(StateException.class);
  }
}
