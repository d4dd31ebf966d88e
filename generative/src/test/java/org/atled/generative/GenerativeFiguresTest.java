package org.atled.generative;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.atled.core.random.Seed;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Digits;
import org.atled.data.Split;
import org.atled.data.Toy;
import org.atled.nn.Module;
import org.atled.plot.ModelFigures.Named;
import org.atled.train.Objective;
import org.atled.train.SavedModel;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which figures there are of each model, also of one that learned nothing yet. */
class GenerativeFiguresTest {
  private static final Split DIGITS = Digits.small(Seed.of(1), 16, 16, 8);
  private static final Split MOONS = Toy.moons().generate(Seed.of(1), 16, 16);

  private static List<Named> figures(String text, Dataset test) {
    DatasetInfo info = test.info();
    Module model = Blueprints.parse(text).build(info);
    model.initialize(Seed.of(1));
    SavedModel saved = new SavedModel(model, info, new Objective.Own(), Optional.empty());
    return GenerativeFigures.of(saved, List.of(), Optional.of(test));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "autoencoder:4|restored",
        "autoencoder:4,conv,noise=0.3|restored",
        "autoencoder:4,sparsity=1|restored",
        "vae:2|samples plane walks codes",
        "vae:4,conv|samples walks codes",
        "gan|samples",
        "gan:wasserstein,conv|samples",
        "diffusion:width=8|samples steps"
      })
  void ofImages(String model, String names) {
    List<Named> figures = figures(model, DIGITS.test());
    assertThat(figures).extracting(Named::name).containsExactly(names.split(" ", -1));
    assertThat(figures).allSatisfy(named -> assertThat(named.figure().toSvg()).contains("</svg>"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vae:2|samples codes",
        "gan:least-squares|samples",
        "diffusion:width=8|samples paths field"
      })
  void ofPoints(String model, String names) {
    assertThat(figures(model, MOONS.test()))
        .extracting(Named::name)
        .containsExactly(names.split(" ", -1));
  }
}
