package org.atled.images.augment;

import org.atled.core.random.Draws;

/**
 * Rotates, scales, shears and shifts an image about its centre, each by an amount that is uniform
 * up to a bound. A pixel p comes to c + t + s·R(θ)·H(φ)·(p − c), where R turns counter-clockwise
 * and H moves rows by tan φ of their distance to the centre; between pixels is bilinear, and
 * outside is 0.
 *
 * @param degrees the most by which it turns to either side, up to 180
 * @param shift the most by which it moves along each side, as a share of the side
 * @param scale the most by which its size changes, as a share of it, below 1
 * @param shear the most by which it leans, in degrees, up to 60
 */
public record Affine(double degrees, double shift, double scale, double shear)
    implements Augmentation.OfOne {
  static final String NAME = "affine";
  static final String ROTATION = "rotate";

  public Affine {
    Checks.range("affine: the rotation in degrees", degrees, 0, 180);
    Checks.range("affine: the shift", shift, 0, 1);
    Checks.range("affine: the change of scale", scale, 0, 0.99);
    Checks.range("affine: the shear in degrees", shear, 0, 60);
  }

  /** A rotation alone. */
  public static Affine rotation(double degrees) {
    return new Affine(degrees, 0, 0, 0);
  }

  @Override
  public Picture of(Picture image, Draws draws) {
    double angle = draws.uniform(-degrees, degrees);
    double across = draws.uniform(-shift, shift) * image.width();
    double down = draws.uniform(-shift, shift) * image.height();
    double size = 1 + draws.uniform(-scale, scale);
    double lean = draws.uniform(-shear, shear);
    return Warp.of(angle, lean, size, across, down).apply(image);
  }

  private boolean isRotation() {
    return shift == 0 && scale == 0 && shear == 0;
  }

  @Override
  public String toString() {
    if (isRotation()) {
      return ROTATION + ":" + Checks.text(degrees);
    }
    return "%s:%s:%s:%s:%s"
        .formatted(
            NAME, Checks.text(degrees), Checks.text(shift), Checks.text(scale), Checks.text(shear));
  }
}
