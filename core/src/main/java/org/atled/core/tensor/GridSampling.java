package org.atled.core.tensor;

/**
 * How {@link Vision#gridSample} reads between and beside the elements of an image.
 *
 * @param mode which neighbours count, and how much
 * @param outside what is read where there is no element
 * @param alignCorners whether −1 and 1 are the middles of the first and the last element, else the
 *     outer edges of their cells
 */
public record GridSampling(Mode mode, Outside outside, boolean alignCorners) {
  /** Which neighbours count. */
  public enum Mode {
    /** Two along each axis, by how near they are; of images and of volumes. */
    BILINEAR,
    /** The nearest, of two as near the one at the even place. */
    NEAREST,
    /** Four along each axis by Keys 1981 with a = −0.75; of images. */
    BICUBIC
  }

  /** What is read where there is no element. */
  public enum Outside {
    ZEROS,
    /** The nearest element there is. */
    BORDER,
    /** What is as far inside, mirrored as often as needed. */
    REFLECTION
  }

  /** PyTorch's defaults: bilinear, zeros outside, −1 and 1 at the outer edges. */
  public static GridSampling standard() {
    return new GridSampling(Mode.BILINEAR, Outside.ZEROS, false);
  }

  /** The same with another choice of neighbours and their weights. */
  public GridSampling with(Mode other) {
    return new GridSampling(other, outside, alignCorners);
  }

  /** With something else outside. */
  public GridSampling with(Outside other) {
    return new GridSampling(mode, other, alignCorners);
  }

  /** With −1 and 1 in the middles of the first and the last element. */
  public GridSampling aligningCorners() {
    return new GridSampling(mode, outside, true);
  }
}
