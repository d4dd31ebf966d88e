package org.atled.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atled.core.error.ArgumentException;
import org.atled.core.error.Spelling;
import org.atled.core.random.Seed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetsTest {
  @Test
  void listsThemAll() {
    assertThat(Datasets.all())
        .extracting(Datasets.Known::name)
        .containsExactly(
            "digits",
            "mnist",
            "fashion-mnist",
            "kmnist",
            "qmnist",
            "emnist-letters",
            "emnist-balanced",
            "emnist-digits",
            "emnist-bymerge",
            "emnist-byclass",
            "cifar-10",
            "cifar-100",
            "moons",
            "circles",
            "spirals",
            "xor",
            "blobs");
  }

  @ParameterizedTest
  @ValueSource(strings = {"digits", "moons", "circles", "spirals", "xor", "blobs"})
  void generatedOnesLoadWithTheirSizes(String name) {
    Datasets.Known known = Datasets.named(name);

    Split split = Datasets.load(name, Datasets.Options.of(Seed.of(7)));

    assertThat(split.info().name()).isEqualTo(name);
    assertThat(split.train().size()).isEqualTo(known.train());
    assertThat(split.test().size()).isEqualTo(known.test());
  }

  @Test
  void anUnknownNameGetsTheNearest() {
    assertThatThrownBy(() -> Datasets.named("spiral"))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "There is no data set \"spiral\". Did you mean \"spirals\"? There are: digits, mnist,"
                + " fashion-mnist, kmnist, qmnist, emnist-letters, emnist-balanced, emnist-digits,"
                + " emnist-bymerge, emnist-byclass, cifar-10, cifar-100, moons, circles, spirals,"
                + " xor, blobs.");
    assertThatThrownBy(() -> Datasets.named("MNIST")).hasMessageContaining("mean \"mnist\"?");
  }

  @Test
  void aNameThatIsNearNoneGetsTheList() {
    assertThatThrownBy(() -> Datasets.named("imagenet-21k"))
        .hasMessageStartingWith("There is no data set \"imagenet-21k\". There are: digits,");
  }

  @Test
  void distanceCountsLetters() {
    assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Spelling.distance("", "abc")).isEqualTo(3);
    assertThat(Spelling.distance("same", "same")).isZero();
  }
}
