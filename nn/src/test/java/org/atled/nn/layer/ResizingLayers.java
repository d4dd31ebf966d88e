package org.atled.nn.layer;

import static org.atled.nn.layer.ImageLayers.row;

import java.util.List;
import org.atled.core.tensor.Interpolation;
import org.atled.core.tensor.Interpolation.Mode;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Sliding;

/** The rows of layers without parameters that give images of other sizes. */
final class ResizingLayers {
  static final List<LayerRow> ROWS =
      List.of(
          row("AdaptiveAvgPool1d", () -> new AdaptiveAvgPool1d(3), 1, 2, 4),
          row("AdaptiveMaxPool1d", () -> new AdaptiveMaxPool1d(3), 1, 2, 4),
          row("AdaptiveMaxPool2d", () -> new AdaptiveMaxPool2d(2, 3), 1, 1, 3, 4),
          row("AdaptiveAvgPool3d", () -> new AdaptiveAvgPool3d(1, 2, 2), 1, 1, 2, 2, 3),
          row("AdaptiveMaxPool3d", () -> new AdaptiveMaxPool3d(1, 2, 2), 1, 1, 2, 2, 3),
          row("LPPool1d", () -> new LPPool1d(2, 2), 1, 2, 5),
          row(
              "LPPool2d",
              () -> new LPPool2d(new LPPool2d.Config(2, Pooling.of(2, 1).withStride(1))),
              1,
              1,
              3,
              2),
          row("Upsample", () -> new Upsample(2), 1, 2, 2, 3),
          row(
              "Upsample bilinear",
              () -> new Upsample(Interpolation.by(2, 1.5).with(Mode.BILINEAR)),
              1,
              1,
              3,
              3),
          row(
              "Upsample bicubic",
              () -> new Upsample(Interpolation.to(5, 4).with(Mode.BICUBIC).aligningCorners()),
              1,
              1,
              3,
              3),
          row(
              "Upsample linear",
              () -> new Upsample(Interpolation.by(1.5).with(Mode.LINEAR).recomputingScale()),
              1,
              2,
              5),
          row("PixelShuffle", () -> new PixelShuffle(2), 1, 4, 2, 3),
          row("PixelUnshuffle", () -> new PixelUnshuffle(2), 1, 1, 4, 2),
          row("ChannelShuffle", () -> new ChannelShuffle(2), 1, 6, 1, 2),
          row(
              "Unfold",
              () -> new Unfold(new Unfold.Config(List.of(2L), Sliding.byOne().withPadding(1))),
              1,
              2,
              2,
              3),
          row(
              "Fold",
              () -> new Fold(new Fold.Config(List.of(3L, 4L), List.of(2L), Sliding.byOne())),
              1,
              4,
              6),
          row("ZeroPad1d", () -> new ZeroPad1d(2, 1), 1, 2, 3),
          row("ReflectionPad1d", () -> new ReflectionPad1d(2, 1), 1, 2, 3),
          row("ReplicationPad1d", () -> new ReplicationPad1d(2, 1), 1, 2, 3),
          row("CircularPad1d", () -> new CircularPad1d(2, 1), 1, 2, 3),
          row("ConstantPad1d", () -> new ConstantPad1d(0.5, 2, 1), 1, 2, 3),
          row("ZeroPad2d", () -> new ZeroPad2d(1, 2, 0, 1), 1, 1, 3, 3),
          row("ReflectionPad2d", () -> new ReflectionPad2d(1, 2, 0, 1), 1, 1, 3, 3),
          row("ReplicationPad2d", () -> new ReplicationPad2d(1, 2, 0, 1), 1, 1, 3, 3),
          row("CircularPad2d", () -> new CircularPad2d(1, 2, 0, 1), 1, 1, 3, 3),
          row("ConstantPad2d", () -> new ConstantPad2d(0.5, 1, 2, 0, 1), 1, 1, 3, 3),
          row("ZeroPad3d", () -> new ZeroPad3d(1), 1, 1, 2, 3, 2),
          row("ReflectionPad3d", () -> new ReflectionPad3d(1), 1, 1, 2, 3, 2),
          row("ReplicationPad3d", () -> new ReplicationPad3d(1), 1, 1, 2, 3, 2),
          row("CircularPad3d", () -> new CircularPad3d(1), 1, 1, 2, 3, 2),
          row("ConstantPad3d", () -> new ConstantPad3d(0.5, 1), 1, 1, 2, 3, 2),
          row("ZeroPad2d cutting", () -> new ZeroPad2d(-1, 1, 2, -1), 1, 1, 3, 3));

  private ResizingLayers() {}
}
