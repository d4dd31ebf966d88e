package org.atled.plot;

import java.util.List;
import org.atled.plot.scene.Ink;
import org.atled.plot.scene.Lettering;
import org.atled.plot.scene.Style;

/**
 * The one style of all figures. Colours that tell series apart are those of Okabe and Ito ("Color
 * universal design", 2008), made so that people with any colour vision can tell them apart; on dark
 * pages they are lighter, and yellow, which vanishes on white, is left out. Dashes and markers
 * differ as well.
 */
final class Theme {
  static final Ink PAGE = new Ink(0xFFFFFF, 0x17191D);
  static final Ink TEXT = new Ink(0x1A1A1A, 0xECECEC);
  static final Ink QUIET = new Ink(0x555555, 0xB0B4BA);
  static final Ink GRID = new Ink(0xE4E4E4, 0x30343A);
  static final Ink FRAME = new Ink(0x8A8A8A, 0x74787E);

  /** Fills what a drawing begins with, such as a network's inputs. */
  static final Ink SOURCE = new Ink(0xE3F1FA, 0x1F3A50);

  static final Ink BLUE = new Ink(0x0072B2, 0x4BA3E3);
  static final Ink VERMILLION = new Ink(0xD55E00, 0xF08A3C);
  private static final Ink GREEN = new Ink(0x009E73, 0x2CC298);
  private static final Ink PURPLE = new Ink(0xCC79A7, 0xE09BC3);
  private static final Ink ORANGE = new Ink(0xE69F00, 0xF2B632);
  private static final Ink SKY = new Ink(0x56B4E9, 0x8FD0F5);
  private static final List<Ink> SERIES =
      List.of(BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, TEXT);

  /** As many kinds as have no factor in common with the colours: 35 lines differ. */
  private static final List<List<Integer>> DASHES =
      List.of(List.of(), List.of(7, 3), List.of(2, 2), List.of(9, 3, 2, 3), List.of(12, 4));

  /** Of lines that are dashed in any case; as many kinds for the same reason. */
  private static final List<List<Integer>> DASHED =
      List.of(List.of(5, 4), List.of(3, 3), List.of(9, 5), List.of(6, 2, 1, 2), List.of(14, 3));

  static final Lettering TITLE = new Lettering(15, TEXT).centred().strong();
  static final Lettering LABEL = new Lettering(12.5, TEXT).centred();
  static final Lettering SMALL = new Lettering(11, QUIET);

  /** How much lower than its middle the baseline of a small text is. */
  static final double HALF_LETTER = 4;

  private Theme() {}

  static Ink series(int index) {
    return SERIES.get(index % SERIES.size());
  }

  static Style line(int index) {
    return Style.stroke(series(index), 2).dashed(DASHES.get(index % DASHES.size()));
  }

  static Style dashedLine(int index) {
    return Style.stroke(series(index), 2).dashed(DASHED.get(index % DASHED.size()));
  }
}
