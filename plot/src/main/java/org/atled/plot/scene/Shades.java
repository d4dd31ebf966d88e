package org.atled.plot.scene;

/**
 * Colours of numbers. Between the colours given, lightness and hue go evenly in OKLab (Ottosson, "A
 * perceptual color space for image processing", 2020), so that equal steps look equal, in grey as
 * well.
 */
public record Shades(int[] colours) {
  private static final double LIGHT = 0.65;
  private static final int UNKNOWN = 0xBBBBBB;

  /** From none to much. */
  public static final Shades SEQUENTIAL =
      new Shades(new int[] {0xF7FAFD, 0x9CC9E8, 0x2F86C1, 0x064878});

  /** From negative over zero to positive. */
  public static final Shades DIVERGING =
      new Shades(new int[] {0x064878, 0x2F86C1, 0x9CC9E8, 0xF7F7F7, 0xF5BC93, 0xD9722A, 0x8A3A00});

  /** From black to white. */
  public static final Shades GREY = new Shades(new int[] {0x000000, 0xFFFFFF});

  /** The colour of a share in 0..1; what is outside takes the nearest. NaN is a middle grey. */
  public int at(double share) {
    if (Double.isNaN(share)) {
      return UNKNOWN;
    }
    double place = Math.clamp(share, 0, 1) * (colours.length - 1);
    int below = Math.min((int) place, colours.length - 2);
    return mix(colours[below], colours[below + 1], place - below);
  }

  /** Between two colours. */
  public static int mix(int a, int b, double share) {
    double[] from = lab(a);
    double[] to = lab(b);
    double[] lab = new double[3];
    for (int i = 0; i < 3; i++) {
      lab[i] = from[i] + share * (to[i] - from[i]);
    }
    double l = cube(lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2]);
    double m = cube(lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2]);
    double s = cube(lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2]);
    int red = level(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
    int green = level(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
    int blue = level(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    return red << 16 | green << 8 | blue;
  }

  /** Whether dark letters are read more easily on a colour than light ones. */
  public static boolean isLight(int rgb) {
    return lab(rgb)[0] > LIGHT;
  }

  private static double[] lab(int rgb) {
    double r = linear(rgb >> 16 & 255);
    double g = linear(rgb >> 8 & 255);
    double b = linear(rgb & 255);
    double l = StrictMath.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    double m = StrictMath.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    double s = StrictMath.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return new double[] {
      0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
      1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
      0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
    };
  }

  private static double cube(double x) {
    return x * x * x;
  }

  /** The light of a level of sRGB (IEC 61966-2-1). */
  private static double linear(int level) {
    double c = level / 255.0;
    return c <= 0.04045 ? c / 12.92 : StrictMath.pow((c + 0.055) / 1.055, 2.4);
  }

  private static int level(double light) {
    double c = light <= 0.0031308 ? 12.92 * light : 1.055 * StrictMath.pow(light, 1 / 2.4) - 0.055;
    return Math.clamp(StrictMath.round(255 * c), 0, 255);
  }
}
