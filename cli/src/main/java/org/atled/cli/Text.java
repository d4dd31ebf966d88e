package org.atled.cli;

import java.util.Locale;
import java.util.Set;
import org.atled.train.Accuracy;
import org.atled.train.LabelAccuracy;

/** Numbers as people read them. */
final class Text {
  private static final double KIBI = 1024;

  private static final Set<String> SHARES =
      Set.of(Accuracy.top1().name(), LabelAccuracy.each().name(), LabelAccuracy.together().name());

  private Text() {}

  /** {@code 12,345}. */
  static String grouped(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  /** {@code 98.25 %}. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f %%", 100 * share);
  }

  /** {@code accuracy 98.25 %}, {@code r2 0.8012}: a share of examples, or a number. */
  static String metric(String name, double value) {
    return name
        + " "
        + (SHARES.contains(name) ? percent(value) : String.format(Locale.ROOT, "%.4f", value));
  }

  /** {@code 1.5 GiB}. */
  static String bytes(long bytes) {
    String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    double number = bytes;
    int unit = 0;
    while (number >= KIBI && unit < units.length - 1) {
      number /= KIBI;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", number, units[unit]);
  }

  /** {@code 0:07}, or {@code 1:02:33}. */
  static String time(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
