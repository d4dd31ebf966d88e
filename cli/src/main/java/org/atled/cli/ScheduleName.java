package org.atled.cli;

import java.util.Locale;
import org.atled.nn.optim.Schedule;
import picocli.CommandLine.ITypeConverter;

/** The schedules that {@code --schedule} knows. */
enum ScheduleName {
  CONSTANT(Schedule.constant()),
  COSINE(Schedule.cosine()),
  LINEAR(Schedule.linear());

  final Schedule schedule;

  ScheduleName(Schedule schedule) {
    this.schedule = schedule;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Reads a name. */
  static final class Converter implements ITypeConverter<ScheduleName> {
    @Override
    public ScheduleName convert(String text) {
      return Choice.of("schedule", text, values());
    }
  }
}
