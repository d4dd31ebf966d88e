package org.atled.images.augment;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.Spelling;

/** Reads augmentations as people write them: {@code flip,crop:4,erase:0.25}. */
public final class Augmentations {
  /**
   * Augmentations that are written alike.
   *
   * @param form how: {@code crop:PIXELS}
   * @param summary what it does, in a few words
   * @param least how many numbers there must be after the name
   * @param most how many there may be
   */
  public record Family(
      String form, String summary, int least, int most, Function<double[], Augmentation> maker) {
    /** Its first word: {@code crop}. */
    public String name() {
      return form.split(":", 2)[0];
    }
  }

  private static final List<Family> ALL =
      List.of(
          new Family(
              Flip.NAME + ":P",
              "left becomes right, with probability P (0.5)",
              0,
              1,
              n -> n.length == 0 ? new Flip() : new Flip(n[0])),
          new Family(
              VerticalFlip.NAME + ":P",
              "the top becomes the bottom, with probability P (0.5)",
              0,
              1,
              n -> n.length == 0 ? new VerticalFlip() : new VerticalFlip(n[0])),
          new Family(
              Crop.NAME + ":PIXELS",
              "moved by up to so many pixels, zeros from outside",
              1,
              1,
              n -> new Crop(whole("crop: the padding", n[0]))),
          new Family(
              Affine.ROTATION + ":DEGREES",
              "turned by up to so many degrees",
              1,
              1,
              n -> Affine.rotation(n[0])),
          new Family(
              Affine.NAME + ":D:SHIFT:SCALE:SHEAR",
              "turned, moved, scaled and sheared by up to so much (0)",
              1,
              4,
              n -> new Affine(n[0], or(n, 1, 0), or(n, 2, 0), or(n, 3, 0))),
          new Family(
              Colour.NAME + ":B:C:S",
              "brightness, contrast and saturation by up to shares (all as the first)",
              1,
              3,
              n -> new Colour(n[0], or(n, 1, n[0]), or(n, 2, n[0]))),
          new Family(
              Erase.NAME + ":P",
              "a rectangle set to 0, with probability P (0.5)",
              0,
              1,
              n -> n.length == 0 ? new Erase() : new Erase(n[0])),
          new Family(
              RandAugment.NAME + ":N:STRENGTH",
              "N changes out of 14 (2), of a strength up to 30 (9)",
              0,
              2,
              n ->
                  new RandAugment(
                      whole("randaugment: the number of changes", or(n, 0, 2)),
                      whole("randaugment: the strength", or(n, 1, 9)))),
          new Family(
              Mixup.NAME + ":ALPHA",
              "mixed with another image, as its class (0.2)",
              0,
              1,
              n -> new Mixup(or(n, 0, 0.2))),
          new Family(
              CutMix.NAME + ":ALPHA",
              "a rectangle of another image in it, as its class (1)",
              0,
              1,
              n -> new CutMix(or(n, 0, 1))));

  private Augmentations() {}

  /** All kinds, the simplest first. */
  public static List<Family> all() {
    return ALL;
  }

  /**
   * The augmentations of a text, which are done in its order.
   *
   * @throws ArgumentException naming the part that is none, or has other numbers than it takes
   */
  public static List<Augmentation> parse(String text) {
    List<Augmentation> all = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      all.add(one(part.strip()));
    }
    return all;
  }

  private static Augmentation one(String text) {
    String[] words = text.split(":", -1);
    Family family =
        ALL.stream()
            .filter(each -> each.name().equals(words[0]))
            .findFirst()
            .orElseThrow(() -> unknown(words[0]));
    double[] numbers = new double[words.length - 1];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(text, words[i + 1]);
    }
    if (numbers.length < family.least() || numbers.length > family.most()) {
      throw new ArgumentException(
          "\"%s\" has %s numbers, but %s takes %s; write it as %s."
              .formatted(
                  text,
                  numbers.length,
                  family.name(),
                  family.least() == family.most()
                      ? Integer.toString(family.most())
                      : "from " + family.least() + " to " + family.most(),
                  family.form()));
    }
    return family.maker().apply(numbers);
  }

  private static ArgumentException unknown(String name) {
    List<String> names = ALL.stream().map(Family::name).toList();
    return new ArgumentException(
        "There is no augmentation \"%s\".%s There are: %s."
            .formatted(name, Spelling.guess(name, names), String.join(", ", names)));
  }

  private static double number(String text, String word) {
    try {
      double number = Double.parseDouble(word);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw noNumber(text, word);
    }
    throw noNumber(text, word);
  }

  private static ArgumentException noNumber(String text, String word) {
    return new ArgumentException(
        "\"%s\" in \"%s\" is not a number, such as 0.5.".formatted(word, text));
  }

  private static int whole(String what, double number) {
    if (number != Math.rint(number) || Math.abs(number) > 1e6) {
      throw new ArgumentException(
          what + " is " + Checks.text(number) + " but must be a whole number.");
    }
    return (int) number;
  }

  private static double or(double[] numbers, int at, double usual) {
    return at < numbers.length ? numbers[at] : usual;
  }

  /** In the words that {@link #parse} reads. */
  public static String text(List<Augmentation> all) {
    return String.join(",", all.stream().map(Augmentation::toString).toList());
  }
}
