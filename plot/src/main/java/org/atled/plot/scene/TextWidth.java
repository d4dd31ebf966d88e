package org.atled.plot.scene;

/**
 * Widths of text without a font: the advance widths of Helvetica as Adobe published them (Core 14
 * AFM files, 1989), which Arial, Liberation Sans and Nimbus Sans share. DejaVu Sans, the one font
 * of many Linux machines, is about a sixth wider, its bold letters a third; there is room for that.
 */
final class TextWidth {
  private static final double UNITS = 1000;
  private static final int OTHER = 600;
  private static final int WIDE = 1000;
  private static final int FIRST_WIDE = 0x2E80;
  private static final double ROOM = 1.16;
  private static final double BOLD = 1.15;

  /** From the space to the tilde. */
  private static final int[] ASCII = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, //
    556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, //
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, //
    667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, //
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, //
    556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584
  };

  private TextWidth() {}

  /** In pixels, for a font of this size. */
  static double of(String text, double size) {
    return ROOM * size * text.codePoints().map(TextWidth::advance).sum() / UNITS;
  }

  /** The same for bold letters. */
  static double bold(String text, double size) {
    return BOLD * of(text, size);
  }

  private static int advance(int c) {
    if (c >= ' ' && c - ' ' < ASCII.length) {
      return ASCII[c - ' '];
    }
    return c < FIRST_WIDE ? OTHER : WIDE;
  }
}
