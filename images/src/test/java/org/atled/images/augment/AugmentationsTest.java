package org.atled.images.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atled.core.error.ArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmentationsTest {
  @Test
  void readsWhatItPrints() {
    String all =
        "flip:0.5,vflip:0.25,crop:4,rotate:15,affine:10:0.1:0.2:5,colour:0.4:0.3:0.2,erase:0.5,"
            + "randaugment:2:9,mixup:0.2,cutmix:1";
    assertThat(Augmentations.text(Augmentations.parse(all))).isEqualTo(all);
    assertThat(
            Augmentations.parse(
                "flip, crop:4, erase, colour:0.4, affine:10, randaugment, mixup, cutmix"))
        .containsExactly(
            new Flip(),
            new Crop(4),
            new Erase(),
            new Colour(0.4, 0.4, 0.4),
            Affine.rotation(10),
            new RandAugment(),
            new Mixup(0.2),
            new CutMix(1));
  }

  /** So that no example in the help is one that cannot be read. */
  @Test
  void everyFamilyIsReadWithItsLeastNumbers() {
    for (Augmentations.Family family : Augmentations.all()) {
      assertThat(Augmentations.parse(family.name() + ":1".repeat(family.least()))).hasSize(1);
      assertThat(family.form().split(":", -1)).hasSize(family.most() + 1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          flop | There is no augmentation "flop". Did you mean "flip"? There are: flip, vflip, crop, rotate, affine, colour, erase, randaugment, mixup, cutmix.
          crop | "crop" has 0 numbers, but crop takes 1; write it as crop:PIXELS.
          flip,erase:1:2 | "erase:1:2" has 2 numbers, but erase takes from 0 to 1; write it as erase:P.
          crop:x | "x" in "crop:x" is not a number, such as 0.5.
          crop:NaN | "NaN" in "crop:NaN" is not a number, such as 0.5.
          crop:1.5 | crop: the padding is 1.5 but must be a whole number.
          crop:-1 | crop: the padding is -1 but must be from 0 to 4096.
          flip:2 | flip: the probability is 2 but must be from 0 to 1.
          vflip:2 | vflip: the probability is 2 but must be from 0 to 1.
          erase:-0.5 | erase: the probability is -0.5 but must be from 0 to 1.
          rotate:200 | affine: the rotation in degrees is 200 but must be from 0 to 180.
          affine:1:2 | affine: the shift is 2 but must be from 0 to 1.
          affine:1:1:1 | affine: the change of scale is 1 but must be from 0 to 0.99.
          affine:1:1:0:90 | affine: the shear in degrees is 90 but must be from 0 to 60.
          colour:-1 | colour: the brightness is -1 but must be from 0 to 10.
          randaugment:0 | randaugment: the number of changes is 0 but must be from 1 to 20.
          randaugment:2:31 | randaugment: the strength is 31 but must be from 0 to 30.
          mixup:0 | mixup: alpha is 0 but must be from 0.01 to 100.
          cutmix:0 | cutmix: alpha is 0 but must be from 0.01 to 100.
          """)
  void saysWhatIsWrong(String text, String message) {
    assertThatThrownBy(() -> Augmentations.parse(text))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(message);
  }
}
