package org.atled.plot;

import java.util.List;
import org.atled.plot.scene.Ink;

/**
 * The one style of all figures. Colours that tell series apart are those of Okabe and Ito ("Color
 * universal design", 2008), which people with any colour vision can tell apart, some a little
 * lighter on dark pages and yellow left out, which vanishes on white; dashes and markers differ
 * too.
 */
final class Look {
  static final Ink PAGE = new Ink(0xFFFFFF, 0x17191D);
  static final Ink TEXT = new Ink(0x1A1A1A, 0xECECEC);
  static final Ink QUIET = new Ink(0x5A5A5A, 0xA8ABB0);
  static final Ink GRID = new Ink(0xE4E4E4, 0x30343A);
  static final Ink FRAME = new Ink(0x8A8A8A, 0x74787E);

  static final Ink BLUE = new Ink(0x0072B2, 0x4BA3E3);
  static final Ink VERMILLION = new Ink(0xD55E00, 0xF08A3C);
  static final Ink GREEN = new Ink(0x009E73, 0x2CC298);
  static final Ink PURPLE = new Ink(0xCC79A7, 0xE09BC3);
  static final Ink ORANGE = new Ink(0xE69F00, 0xF2B632);
  static final Ink SKY = new Ink(0x56B4E9, 0x8FD0F5);
  static final Ink BLACK = new Ink(0x000000, 0xF4F4F4);
  private static final List<Ink> SERIES =
      List.of(BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, BLACK);

  private static final List<List<Integer>> DASHES =
      List.of(List.of(), List.of(7, 3), List.of(2, 3), List.of(9, 3, 2, 3), List.of(12, 4));

  static final double TITLE = 15;
  static final double AXIS = 12.5;
  static final double TICK = 11;

  private Look() {}

  static Ink series(int index) {
    return SERIES.get(index % SERIES.size());
  }

  static List<Integer> dash(int index) {
    return DASHES.get(index % DASHES.size());
  }
}
