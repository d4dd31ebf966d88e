package org.atled.train.architecture;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.nn.layer.MobileNetV2;

/**
 * MobileNetV2 of Sandler et al. 2018, {@code mobilenet-v2}, or {@code mobilenet-v2:0.5} with half
 * the channels. For images with a side below 64 its first two steps of 2 are left out.
 *
 * @param width by which the channels of the paper are multiplied, more than 0 and at most 10
 */
public record MobileNet(double width) implements Architecture {
  private static final String NAME = "mobilenet-v2";
  private static final Pattern TEXT = Pattern.compile(NAME + "(?::(\\d{1,2}(?:\\.\\d{1,4})?))?");
  private static final double MOST = 10;

  static final Family FAMILY =
      new Family(
          NAME,
          "MobileNetV2, narrow blocks of depthwise convolutions; mobilenet-v2:0.5 has half the"
              + " channels",
          text -> text.equals(NAME) || text.startsWith(NAME + ":"),
          MobileNet::parse);

  public MobileNet {
    if (!(width > 0 && width <= MOST)) {
      throw none(NAME + ":" + width);
    }
  }

  private static MobileNet parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw none(text);
    }
    double width = matcher.group(1) == null ? 1 : Double.parseDouble(matcher.group(1));
    if (width == 0 || width > MOST) {
      throw none(text);
    }
    return new MobileNet(width);
  }

  private static ArgumentException none(String text) {
    return new ArgumentException(
        "\"%s\" is no MobileNetV2; write mobilenet-v2, or by what its channels are multiplied, more"
                .formatted(text)
            + " than 0 and at most 10: mobilenet-v2:0.5.");
  }

  /**
   * {@inheritDoc}
   *
   * @throws ArgumentException if the examples are no images [channels, height, width], or too small
   */
  @Override
  public MobileNetV2 build(Shape input, int outputs) {
    Images.check(toString(), input, 8);
    return new MobileNetV2(
        MobileNetV2.Config.of(width, input.size(0), outputs, Images.areSmall(input)));
  }

  @Override
  public String toString() {
    if (width == 1) {
      return NAME;
    }
    return NAME
        + ":"
        + (width == Math.rint(width) ? Long.toString((long) width) : Double.toString(width));
  }
}
