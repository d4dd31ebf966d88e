package org.atled.tables;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.atled.core.error.ArgumentException;

/** What is learned of a date. What comes again is a place on a circle, by its sine and cosine. */
public enum DatePart {
  /** A number, as columns of numbers are. */
  YEAR(0),
  MONTH(12),
  /** Of the month. */
  DAY(31),
  WEEKDAY(7),
  /** With its minutes and seconds. */
  HOUR(24);

  private final int period;

  DatePart(int period) {
    this.period = period;
  }

  /** How many numbers it is. */
  public int width() {
    return period == 0 ? 1 : 2;
  }

  /** {@code weekday}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The one of a name. */
  public static Optional<DatePart> named(String name) {
    return Stream.of(values()).filter(one -> one.toString().equals(name)).findFirst();
  }

  /**
   * The sine and cosine of its place on the circle.
   *
   * @throws ArgumentException if it is the year, which does not come again
   */
  public double[] circle(LocalDateTime when) {
    if (period == 0) {
      throw new ArgumentException("A " + this + " does not come again and has no circle.");
    }
    double hour = when.toLocalTime().toSecondOfDay() / 3600.0;
    double angle = 2 * Math.PI * of(new Moment(Optional.of(when.toLocalDate()), hour)) / period;
    return new double[] {StrictMath.sin(angle), StrictMath.cos(angle)};
  }

  /** Counted from 0, but for the year; NaN where there is no date. */
  double of(Moment moment) {
    return this == HOUR ? moment.hour() : moment.date().map(this::of).orElse(Double.NaN);
  }

  private double of(LocalDate date) {
    return switch (this) {
      case YEAR -> date.getYear();
      case MONTH -> date.getMonthValue() - 1;
      case DAY -> date.getDayOfMonth() - 1;
      case WEEKDAY -> date.getDayOfWeek().getValue() - 1;
      case HOUR -> Double.NaN;
    };
  }

  /** Writes sine and cosine of a place on the circle. */
  void write(double value, float[] into, int at) {
    double angle = 2 * Math.PI * value / period;
    into[at] = (float) StrictMath.sin(angle);
    into[at + 1] = (float) StrictMath.cos(angle);
  }
}
