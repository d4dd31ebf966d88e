package org.atled.tables;

import java.time.temporal.TemporalAccessor;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.jspecify.annotations.Nullable;

/**
 * A value that a program gives.
 *
 * @param row how messages call the row
 * @param input what the model learned of the column
 * @param missing what stood for no value in the table that the model learned from
 * @param value a number, text or a boolean; null if it is missing
 */
record GivenCell(String row, Input input, Missing missing, @Nullable Object value) implements Cell {
  /**
   * Takes a value out of its {@code Optional}.
   *
   * @throws ArgumentException if it is of a type that no column takes
   */
  static GivenCell of(String row, Input input, Missing missing, @Nullable Object value) {
    return switch (value) {
      case null -> new GivenCell(row, input, missing, null);
      case Optional<?> o -> of(row, input, missing, o.isPresent() ? o.get() : null);
      case OptionalDouble o ->
          new GivenCell(row, input, missing, o.isPresent() ? o.getAsDouble() : null);
      case OptionalInt o -> new GivenCell(row, input, missing, o.isPresent() ? o.getAsInt() : null);
      case OptionalLong o ->
          new GivenCell(row, input, missing, o.isPresent() ? o.getAsLong() : null);
      case Number n -> new GivenCell(row, input, missing, n);
      case Boolean b -> new GivenCell(row, input, missing, b);
      case CharSequence text -> new GivenCell(row, input, missing, text.toString().strip());
      case Character c -> new GivenCell(row, input, missing, c.toString().strip());
      case Enum<?> e -> new GivenCell(row, input, missing, e.toString());
      case TemporalAccessor date -> new GivenCell(row, input, missing, date.toString());
      default ->
          throw new GivenCell(row, input, missing, null)
              .error(
                  Column.shortened(value.toString())
                      + " is a "
                      + value.getClass().getName()
                      + ", but a value is a number, text, an enum, a date of java.time, true or"
                      + " false, or null if it is missing.");
    };
  }

  @Override
  public String column() {
    return input.name();
  }

  @Override
  public boolean isMissing() {
    return switch (value) {
      case null -> true;
      case Number n ->
          Double.isNaN(n.doubleValue())
              || (input instanceof Input.Number && missing.isNumber(n.doubleValue()));
      case String text ->
          switch (input) {
            case Input.Number _ -> false;
            case Input.OneHot _, Input.Hashed _, Input.Embedded _ -> missing.isAlways(text);
            case Input.Calendar _ -> missing.isAlways(text) || missing.isAmongNumbers(text);
          };
      default -> false;
    };
  }

  @Override
  public double number() {
    return switch (value) {
      case Number n -> n.doubleValue();
      case Boolean b -> b ? 1 : 0;
      case null, default -> throw error(shown() + " is text, but " + learned());
    };
  }

  @Override
  public String text() {
    return switch (value) {
      // Of a column of numbers it is one; else the category that says the same.
      case Boolean b when !(input instanceof Input.Number) -> b.toString();
      case String text -> text;
      case null, default -> throw error(shown() + " is a number, but " + learned());
    };
  }

  /** Whether it may be meant as a share of one, though the model learned per cents. */
  boolean mayBeShare() {
    return value instanceof Number
        && input instanceof Input.Number(_, _, double mean, double deviation, Notation notation)
        && notation.mayBeShare(number(), mean, deviation);
  }

  private String learned() {
    return switch (input) {
      case Input.Number number ->
          "the model learned numbers here ("
              + number.spread()
              + "); give a number, or null to have it filled.";
      case Input.OneHot hot ->
          "the model learned text here ("
              + Table.list(hot.categories())
              + "); give text, or null to have it filled.";
      case Input.Hashed _, Input.Embedded _ ->
          "the model learned text here; give text, or null to have it filled.";
      case Input.Calendar dates ->
          "the model learned dates here (such as "
              + dates.order().example
              + "); give a date of java.time or text, or null to have it filled.";
    };
  }

  @Override
  public String shown() {
    String text = Column.shortened(String.valueOf(value));
    return value instanceof String ? "\"" + text + "\"" : text;
  }

  @Override
  public String emptying() {
    return "give null";
  }

  @Override
  public AtledException error(String reason) {
    return new ArgumentException(row + ", column \"" + column() + "\": " + reason);
  }
}
