package org.atled.train.architecture;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.nn.layer.VGG;

/**
 * Networks of Simonyan and Zisserman 2015, {@code vgg:11}, 13, 16 and 19, or {@code vgg:11,bn} with
 * batch norm. Images of 224×224 or more get the linear layers of the paper, which see 7×7 places
 * and are 4,096 wide: 120 million numbers; smaller ones linear layers of 512 that see the mean of
 * each channel.
 *
 * @param depth layers with weights
 * @param norm whether each convolution has batch norm
 */
public record Vgg(int depth, boolean norm) implements Architecture {
  private static final Pattern TEXT = Pattern.compile("vgg:(\\d{1,2})(,bn)?");

  /** What the linear layers of the paper ask for: five times halved it is 7. */
  private static final long PAPER = 224;

  /** The least side of which all five poolings leave something. */
  private static final long LEAST = 17;

  static final Family FAMILY =
      new Family(
          "vgg:11",
          "convolutions of 3×3 one after another, 11, 13, 16 or 19 layers; vgg:11,bn has batch"
              + " norm",
          text -> text.equals("vgg") || text.startsWith("vgg:"),
          Vgg::parse);

  public Vgg {
    if (convolutions(depth).isEmpty()) {
      throw none("vgg:" + depth);
    }
  }

  private static Vgg parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    int depth = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    if (convolutions(depth).isEmpty()) {
      throw none(text);
    }
    return new Vgg(depth, matcher.group(2) != null);
  }

  private static ArgumentException none(String text) {
    return new ArgumentException(
        "\"%s\" is no VGG network; there are vgg:11, vgg:13, vgg:16 and vgg:19, each with batch norm"
                .formatted(text)
            + " if you like: vgg:11,bn.");
  }

  /** Table 1 of the paper: A, B, D and E. */
  private static List<Integer> convolutions(int depth) {
    return switch (depth) {
      case 11 -> List.of(1, 1, 2, 2, 2);
      case 13 -> List.of(2, 2, 2, 2, 2);
      case 16 -> List.of(2, 2, 3, 3, 3);
      case 19 -> List.of(2, 2, 4, 4, 4);
      default -> List.of();
    };
  }

  /**
   * {@inheritDoc}
   *
   * @throws ArgumentException if the examples are no images [channels, height, width], or too small
   */
  @Override
  public VGG build(Shape input, int outputs) {
    Images.check(toString(), input, LEAST);
    boolean paper = Math.min(input.size(1), input.size(2)) >= PAPER;
    return new VGG(
        new VGG.Config(
            convolutions(depth),
            64,
            norm,
            paper ? 7 : 1,
            paper ? 4096 : 512,
            input.size(0),
            outputs));
  }

  @Override
  public String toString() {
    return "vgg:" + depth + (norm ? ",bn" : "");
  }
}
