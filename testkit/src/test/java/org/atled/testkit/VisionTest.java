package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.atled.core.error.AtledException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.GridSampling;
import org.atled.core.tensor.Interpolation;
import org.atled.core.tensor.Interpolation.Mode;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What operations on images refuse, and what they keep. */
class VisionTest {
  private static final Tensor X = Tensor.zeros(1, 2, 3, 4);

  private static void fails(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(AtledException.class).hasMessage(message);
  }

  @Test
  void interpolate() {
    fails(
        () -> X.interpolate(Interpolation.to(1, 2, 3)),
        "interpolate: [1, 2, 3] has 3 numbers, but there are 2 spatial axes in [1, 2, 3, 4]; give"
            + " one for each, or one for all.");
    fails(
        () -> X.interpolate(Interpolation.by(0.3)),
        "interpolate: axis 2 of [1, 2, 3, 4] has 3 elements and would have 0; there must be 1 or"
            + " more.");
    fails(
        () -> Tensor.zeros(3, 4).interpolate(Interpolation.by(2)),
        "interpolate: nearest takes [batch, channels, axes..] with 1 to 3 axes, not [3, 4].");
    fails(
        () -> X.to(DType.UINT8).interpolate(Interpolation.by(2).with(Mode.BICUBIC)),
        "interpolate: bicubic takes floats, not uint8[1, 2, 3, 4]; convert with to(…), or take the"
            + " nearest.");
    fails(
        () -> Interpolation.to(0),
        "interpolate: takes sizes of at least 1 and scales above 0, not [0].");
    fails(
        () -> new Interpolation(Mode.NEAREST, List.of(), List.of(), false, false),
        "interpolate: takes either sizes or scales, not [] and [].");
    fails(
        () -> Interpolation.to(2).aligningCorners(),
        "interpolate: nearest aligns no corners; linear, bilinear, bicubic and trilinear do.");
    fails(
        () -> Interpolation.to(2).recomputingScale(),
        "interpolate: the scale is recomputed only where scales are given, not the sizes [2].");
  }

  @Test
  void theNearestKeepsTheTypeOfImages() {
    Tensor bytes = Tensor.of(new byte[] {1, (byte) 200}, 1, 1, 2);

    assertThat(bytes.interpolate(Interpolation.by(2)).toDoubles()).containsExactly(1, 1, 200, 200);
  }

  @Test
  void gridSample() {
    fails(
        () -> X.gridSample(Tensor.zeros(1, 5, 2)),
        "gridSample: the input is [1, 2, 3, 4] and the grid [1, 5, 2]; they must be [n, c, h, w]"
            + " and [n, .., .., 2], or [n, c, d, h, w] and [n, .., .., .., 3], and no axis empty.");
    fails(
        () -> X.gridSample(Tensor.zeros(DType.FLOAT64, 1, 5, 5, 2)),
        "gridSample: the input is float32[1, 2, 3, 4] and the grid float64[1, 5, 5, 2], but they"
            + " must be floats of one type; convert with to(…).");
    fails(
        () ->
            Tensor.zeros(1, 1, 2, 2, 2)
                .gridSample(
                    Tensor.zeros(1, 1, 1, 1, 3),
                    GridSampling.standard().with(GridSampling.Mode.BICUBIC)),
        "gridSample: bicubic reads images [n, c, h, w], not [1, 1, 2, 2, 2]; take BILINEAR.");
    fails(
        () -> Tensor.zeros(2, 2, 3).affineGrid(false, 1, 1, 4, 4),
        "affineGrid: the maps are [2, 2, 3] and the sizes [1, 1, 4, 4]; they must be [n, 2, 3] and"
            + " n, c, h, w, or [n, 3, 4] and n, c, d, h, w, of at least 1.");
  }

  @Test
  void theGridOfTheIdentityReadsTheImageAgain() {
    Tensor image = Tensor.arange(24).to(DType.FLOAT64).reshape(1, 2, 3, 4);
    Tensor identity = Tensor.of(new double[][][] {{{1, 0, 0}, {0, 1, 0}}});
    Tensor again = image.gridSample(identity.affineGrid(false, 1, 2, 3, 4));

    assertThat(again.allClose(image, 1e-12, 1e-12)).isTrue();
  }

  @Test
  void shuffles() {
    fails(
        () -> X.pixelShuffle(2),
        "pixelShuffle: 2 channels of [1, 2, 3, 4] cannot become blocks of 2×2 pixels; 4 must divide"
            + " them.");
    fails(
        () -> X.pixelUnshuffle(2),
        "pixelUnshuffle: 3×4 pixels of [1, 2, 3, 4] cannot be cut into blocks of 2×2.");
    fails(
        () -> Tensor.zeros(4, 4).pixelShuffle(2),
        "pixelShuffle: takes [.., channels, height, width] and a factor of at least 1, not [4, 4]"
            + " and 2.");
    fails(
        () -> X.channelShuffle(3),
        "channelShuffle: takes [batch, channels, axes..] whose channels come in groups, not [1, 2,"
            + " 3, 4] in 3.");
    Tensor x = Tensor.arange(48).reshape(1, 3, 4, 4);
    assertThat(x.pixelUnshuffle(2).pixelShuffle(2).toDoubles()).containsExactly(x.toDoubles());
  }

  @Test
  void columns() {
    fails(
        () -> X.unfold(List.of(2L, 2L, 2L), Sliding.byOne()),
        "unfold: the kernel is [2, 2, 2] but takes one number of at least 1 for each of 2 axes, or"
            + " one for all.");
    fails(
        () -> Tensor.zeros(1, 4, 5).fold(List.of(3L), List.of(2L), Sliding.byOne()),
        "fold: the input is [1, 4, 5] but for an image of 3×3 must be [batch, channels·4, 4], or"
            + " one example.");
    Tensor x = Tensor.zeros(2, 3, 4);
    Tensor columns = x.unfold(List.of(2L), Sliding.byOne());
    assertThat(columns.shape()).isEqualTo(Shape.of(8, 6));
    assertThat(columns.fold(List.of(3L, 4L), List.of(2L), Sliding.byOne()).shape())
        .isEqualTo(x.shape());
  }

  @Test
  void pools() {
    fails(
        () -> X.maxUnpool(Tensor.zeros(DType.INT64, 1, 2, 3), Pooling.of(2)),
        "maxUnpool: the values are [1, 2, 3, 4] and their places [1, 2, 3]; they must be [batch,"
            + " channels, windows..], both.");
    fails(() -> X.lpPool2d(0, Pooling.of(2)), "lpPool: p is 0.0 but must be above 0.");
    fails(
        () -> Tensor.zeros(2, 3).localResponseNorm(2, 1, 1, 1),
        "localResponseNorm: the input is [2, 3] but must be [batch, channels, axes..].");
    fails(
        () -> X.localResponseNorm(0, 1, 1, 1),
        "localResponseNorm: the size is 0 but must be at least 1.");
  }
}
