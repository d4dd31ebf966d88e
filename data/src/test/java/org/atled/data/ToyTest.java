package org.atled.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ToyTest {
  static Stream<Toy> all() {
    return Stream.of(Toy.moons(), Toy.circles(), Toy.spirals(), Toy.xor(), Toy.blobs());
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyClassHasItsShare(Toy toy) {
    Split split = toy.generate(Seed.of(7));
    Batch train = Numbers.whole(split.train());

    assertThat(split.train().size()).isEqualTo(1_000);
    assertThat(split.test().size()).isEqualTo(1_000);
    assertThat(train.x().shape()).isEqualTo(Shape.of(1_000, 2));
    for (int c = 0; c < toy.classes(); c++) {
      int label = c;
      long count = Arrays.stream(Numbers.longs(train.y())).filter(y -> y == label).count();
      assertThat(count).isBetween(1_000L / toy.classes(), 1_000L / toy.classes() + 1);
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aPointDependsOnSeedPartAndNumberAlone(Toy toy) {
    float[] few = points(toy.generate(Seed.of(7), 5, 5).train());
    Split many = toy.generate(Seed.of(7), 50, 50);

    assertThat(points(many.train())).startsWith(few);
    assertThat(points(many.test())).isNotEqualTo(points(many.train()));
    assertThat(points(toy.generate(Seed.of(8), 5, 5).train())).isNotEqualTo(few);
  }

  @ParameterizedTest
  @MethodSource("all")
  void pointsStayNearTheOrigin(Toy toy) {
    for (float coordinate : points(toy.generate(Seed.of(7)).train())) {
      assertThat(coordinate).isBetween(-2.5f, 2.5f);
    }
  }

  @Test
  void thePointsAreTheSameForever() {
    assertThat(points(Toy.spirals().generate(Seed.of(7), 2, 1).train()))
        .containsExactly(0.9995576f, -0.095086165f, -0.7277416f, 0.54909885f);
  }

  @Test
  void moonsAreHalfCircles() {
    float[] points = points(new Toy.Moons(0).generate(Seed.of(1), 100, 1).train());

    for (int i = 0; i < 100; i++) {
      double x = points[2 * i] - (i % 2 == 0 ? 0 : 1);
      double y = points[2 * i + 1] - (i % 2 == 0 ? 0 : 0.5);
      assertThat(x * x + y * y).isCloseTo(1, within(1e-6));
      assertThat(i % 2 == 0 ? y : -y).isGreaterThanOrEqualTo(-1e-6);
    }
  }

  @Test
  void circlesHaveTheirRadii() {
    float[] points = points(new Toy.Circles(0.25, 0).generate(Seed.of(1), 100, 1).train());

    for (int i = 0; i < 100; i++) {
      double radius = Math.hypot(points[2 * i], points[2 * i + 1]);
      assertThat(radius).isCloseTo(i % 2 == 0 ? 1 : 0.25, within(1e-6));
    }
  }

  @Test
  void spiralsTurnAsTheyGoOut() {
    float[] points = points(new Toy.Spirals(3, 0.5, 0).generate(Seed.of(1), 90, 1).train());

    for (int i = 0; i < 90; i++) {
      double radius = Math.hypot(points[2 * i], points[2 * i + 1]);
      double angle = 2 * Math.PI * (0.5 * (radius - 0.1) / 0.9 + i % 3 / 3.0);
      assertThat((double) points[2 * i]).isCloseTo(radius * Math.cos(angle), within(1e-5));
      assertThat((double) points[2 * i + 1]).isCloseTo(radius * Math.sin(angle), within(1e-5));
    }
  }

  @Test
  void xorIsZeroWhereTheSignsAgree() {
    float[] points = points(new Toy.Xor(0.1, 0).generate(Seed.of(1), 100, 1).train());

    for (int i = 0; i < 100; i++) {
      assertThat(points[2 * i] * points[2 * i + 1] > 0).isEqualTo(i % 2 == 0);
      assertThat(Math.abs(points[2 * i])).isBetween(0.1f, 1f);
    }
    assertThat(IntStream.range(0, 100).filter(i -> points[2 * i] > 0).count()).isBetween(30L, 70L);
  }

  @Test
  void blobsSpreadByTheirNoise() {
    float[] points = points(new Toy.Blobs(4, 0.1).generate(Seed.of(1), 4_000, 1).train());
    double squares = 0;
    for (int i = 0; i < 4_000; i++) {
      double dx = points[2 * i] - Math.cos(Math.PI / 2 * (i % 4));
      double dy = points[2 * i + 1] - Math.sin(Math.PI / 2 * (i % 4));
      squares += dx * dx + dy * dy;
    }

    assertThat(Math.sqrt(squares / 8_000)).isCloseTo(0.1, within(0.005));
  }

  @Test
  void saysWhatIsOutOfRange() {
    assertThatThrownBy(() -> new Toy.Moons(-0.5))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Data set \"moons\": the noise must be at least 0 and finite but is -0.5.");
    assertThatThrownBy(() -> new Toy.Moons(Double.NaN)).hasMessageEndingWith("but is NaN.");
    assertThatThrownBy(() -> new Toy.Spirals(1, 1, 0))
        .hasMessage("Data set \"spirals\": the number of arms must be at least 2 but is 1.");
    assertThatThrownBy(() -> Toy.xor().generate(Seed.of(1), 0, 5))
        .hasMessage(
            "Data set \"xor\": the number of points in the train part must be at least 1 but is"
                + " 0.");
  }

  private static float[] points(Dataset data) {
    return Numbers.floats(Numbers.whole(data).x());
  }
}
