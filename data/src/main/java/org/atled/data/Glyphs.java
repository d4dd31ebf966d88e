package org.atled.data;

import static org.atled.data.Stroke.loop;
import static org.atled.data.Stroke.sharp;
import static org.atled.data.Stroke.smooth;

import java.util.List;

/** The ways in which hands write the digits 0 to 9. */
final class Glyphs {
  private Glyphs() {}

  private static final List<List<List<Stroke>>> DIGITS =
      List.of(
          // 0: round, egg-shaped, and with ends that cross
          List.of(
              List.of(loop(50, 0, 14, 16, 0, 50, 14, 84, 50, 100, 86, 84, 100, 50, 86, 16)),
              List.of(loop(58, 0, 24, 14, 10, 52, 18, 88, 44, 100, 76, 84, 90, 46, 82, 12)),
              List.of(smooth(66, 8, 36, 3, 8, 30, 6, 70, 40, 100, 82, 84, 96, 42, 74, 6, 42, 4))),
          // 1: bare, bent, with a flag, with a flag and a base
          List.of(
              List.of(sharp(50, 0, 50, 100)),
              List.of(smooth(54, 0, 50, 50, 52, 100)),
              List.of(sharp(24, 22, 54, 0, 54, 100)),
              List.of(sharp(26, 20, 52, 0, 52, 98), sharp(20, 98, 84, 98))),
          // 2: flat base, loop at the base, like a z
          List.of(
              List.of(
                  smooth(8, 24, 25, 5, 55, 0, 84, 14, 84, 40, 60, 66, 28, 86, 5, 98),
                  sharp(5, 98, 95, 97)),
              List.of(
                  smooth(
                      10, 20, 32, 3, 64, 2, 86, 22, 76, 48, 46, 76, 16, 95, 4, 88, 18, 78, 44, 88,
                      70, 98, 96, 90)),
              List.of(sharp(8, 8, 86, 5, 80, 30, 8, 98, 95, 96))),
          // 3: two bowls, flat top, a small loop between the bowls
          List.of(
              List.of(
                  smooth(10, 12, 36, 0, 70, 4, 82, 22, 66, 42, 36, 48),
                  smooth(36, 48, 74, 52, 92, 74, 74, 95, 38, 100, 5, 88)),
              List.of(
                  sharp(10, 4, 86, 4, 42, 42),
                  smooth(42, 42, 76, 46, 94, 70, 74, 95, 38, 100, 5, 88)),
              List.of(
                  smooth(
                      8, 14, 40, 0, 78, 8, 76, 34, 44, 50, 34, 42, 50, 42, 84, 56, 90, 82, 56, 100,
                      6, 92))),
          // 4: open, closed, curled
          List.of(
              List.of(sharp(22, 2, 6, 60, 98, 58), sharp(74, 22, 66, 100)),
              List.of(sharp(70, 0, 4, 66, 98, 66), sharp(70, 0, 68, 100)),
              List.of(smooth(14, 4, 8, 36, 30, 56, 80, 48), smooth(86, 2, 80, 48, 76, 100))),
          // 5: in one stroke, with the bar set apart, like an s
          List.of(
              List.of(
                  sharp(86, 2, 20, 2, 14, 42),
                  smooth(14, 42, 46, 35, 80, 44, 94, 68, 78, 92, 42, 100, 5, 90)),
              List.of(
                  smooth(24, 10, 16, 42, 50, 40, 84, 56, 86, 82, 54, 100, 6, 94),
                  sharp(24, 8, 94, 0)),
              List.of(
                  smooth(88, 4, 46, 2, 18, 18, 24, 40, 62, 50, 88, 70, 72, 94, 36, 100, 6, 90))),
          // 6: bowed stem, straight stem, small loop
          List.of(
              List.of(
                  smooth(
                      78, 2, 40, 18, 12, 52, 8, 80, 36, 100, 74, 96, 92, 74, 70, 54, 36, 58, 12,
                      76)),
              List.of(
                  smooth(62, 0, 34, 32, 12, 66, 16, 92, 48, 100, 82, 88, 82, 64, 52, 54, 16, 72)),
              List.of(smooth(56, 0, 22, 30, 8, 70, 28, 98, 66, 98, 78, 80, 54, 68, 20, 82))),
          // 7: plain, with a bar, with a serif, with a bent leg
          List.of(
              List.of(sharp(5, 4, 94, 4, 36, 100)),
              List.of(sharp(5, 4, 94, 4, 40, 100), sharp(28, 52, 86, 48)),
              List.of(sharp(8, 20, 8, 3, 95, 3, 42, 100)),
              List.of(sharp(6, 8, 92, 4), smooth(92, 4, 66, 38, 50, 70, 46, 100))),
          // 8: crossing in the middle, two loops, begun at the top right
          List.of(
              List.of(
                  loop(
                      50, 48, 16, 28, 22, 8, 50, 0, 78, 8, 84, 28, 50, 48, 12, 72, 16, 92, 50, 100,
                      84, 92, 88, 72)),
              List.of(
                  loop(50, 0, 20, 10, 20, 36, 50, 46, 80, 36, 80, 10),
                  loop(50, 46, 12, 60, 10, 86, 50, 100, 90, 86, 88, 60)),
              List.of(
                  smooth(
                      84, 16, 54, 0, 20, 12, 28, 38, 66, 56, 88, 80, 54, 100, 16, 86, 24, 64, 62,
                      42, 86, 14))),
          // 9: curled leg, straight leg, slanted leg
          List.of(
              List.of(
                  smooth(
                      86, 22, 58, 0, 20, 8, 8, 34, 30, 52, 64, 46, 86, 20, 90, 52, 78, 86, 46, 100,
                      14, 90)),
              List.of(
                  smooth(84, 20, 56, 0, 18, 8, 8, 34, 32, 52, 66, 46, 86, 20),
                  sharp(87, 6, 84, 100)),
              List.of(smooth(84, 16, 50, 0, 16, 14, 16, 40, 50, 48, 84, 16, 68, 58, 46, 100))));

  /** The ways to write a digit, each a list of strokes. */
  static List<List<Stroke>> of(int digit) {
    return DIGITS.get(digit);
  }
}
