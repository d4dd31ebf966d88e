package org.atled.cli;

import org.atled.core.error.AtledException;
import org.atled.nn.optim.Schedule;
import org.atled.nn.optim.Schedules;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code --schedule} knows: the families of {@link Schedules}. */
final class ScheduleName {
  private ScheduleName() {}

  /** Reads one. */
  static final class Converter implements ITypeConverter<Schedule> {
    @Override
    public Schedule convert(String text) {
      try {
        return Schedules.parse(text);
      } catch (AtledException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
