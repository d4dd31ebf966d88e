package org.atled.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.data.DatasetInfo;
import org.atled.data.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BlueprintsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "autoencoder:32",
        "autoencoder:8,conv,noise=0.3,sparsity=1.0",
        "autoencoder:32,noise=1.0E-4",
        "vae:16",
        "vae:2,conv,beta=4.0",
        "gan:non-saturating",
        "gan:least-squares",
        "gan:wasserstein,conv",
        "diffusion:cosine",
        "diffusion:linear,width=16"
      })
  void printsWhatItReads(String text) {
    assertThat(Blueprints.parse(text)).hasToString(text);
    assertThat(Blueprints.isMeant(text)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "vae|vae:16",
        "vae,conv|vae:16,conv",
        "autoencoder|autoencoder:32",
        "gan|gan:non-saturating",
        "gan:conv|gan:non-saturating,conv",
        "diffusion|diffusion:cosine",
        "diffusion:width=8|diffusion:cosine,width=8"
      })
  void whatIsLeftOutIsTheUsual(String text, String whole) {
    assertThat(Blueprints.parse(text)).hasToString(whole);
  }

  @ParameterizedTest
  @ValueSource(strings = {"vae:0", "vae:2,2", "gan:hinge", "diffusion:conv", "autoencoder:x"})
  void refusesOthers(String text) {
    assertThatThrownBy(() -> Blueprints.parse(text))
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith(
            "\"" + text + "\" is not a generative model. There are: autoencoder:32 (brings data");
  }

  @Test
  void othersAreNotMeant() {
    assertThat(Blueprints.isMeant("mlp:512")).isFalse();
  }

  @Test
  void imagesMustBeOfSidesThatCanBeHalvedTwice() {
    var info = new DatasetInfo("small", Shape.of(1, 10, 10), Task.Classification.numbered(2));
    assertThatThrownBy(() -> Blueprints.parse("diffusion").build(info))
        .hasMessage(
            "There are no diffusion models for examples [1, 10, 10]: they take images [channels,"
                + " height, width] with sides that are multiples of 4.");
    assertThatThrownBy(() -> Blueprints.parse("vae,conv").build(info))
        .hasMessageStartingWith(
            "There are no convolutions that halve the sides twice for examples");
  }
}
