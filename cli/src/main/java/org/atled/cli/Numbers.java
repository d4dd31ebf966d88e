package org.atled.cli;

import java.util.function.DoublePredicate;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers of options and says what each may be. */
final class Numbers {
  private Numbers() {}

  /** Whole numbers from 1 on. */
  static final class Count implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return whole(text, Integer.MAX_VALUE, "a whole number of at least 1");
    }
  }

  /** Lines to pass over: whole numbers from 0 on. */
  static final class Lines implements ITypeConverter<Integer> {
    @Override
    public Integer convert(String text) {
      return text.equals("0") ? 0 : whole(text, Integer.MAX_VALUE, "a whole number of at least 0");
    }
  }

  /** Parts to cut rows into. */
  static final class Folds implements ITypeConverter<Integer> {
    private static final String WANTED = "a whole number of at least 2, such as 5";

    @Override
    public Integer convert(String text) {
      int parts = whole(text, Integer.MAX_VALUE, WANTED);
      if (parts < 2) {
        throw wrong(text, WANTED);
      }
      return parts;
    }
  }

  /** How many threads a kernel may have. */
  static final class Threads implements ITypeConverter<Integer> {
    private static final int MOST = 1024;

    @Override
    public Integer convert(String text) {
      return whole(text, MOST, "a whole number from 1 to 1,024");
    }
  }

  /** Seeds: any 64 bits. */
  static final class SeedNumber implements ITypeConverter<Long> {
    @Override
    public Long convert(String text) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw wrong(text, "a whole number of at most 64 bits, such as 42");
      }
    }
  }

  /** Learning rates. */
  static final class Rate implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return real(text, x -> x > 0, "a number greater than 0, such as 0.001");
    }
  }

  /** Parts of a whole, which may be all of it. */
  static final class Part implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return real(text, x -> x > 0 && x <= 1, "greater than 0 and at most 1, such as 0.9");
    }
  }

  /** Probabilities with which something is to hold. */
  static final class Coverage implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return real(text, x -> x > 0 && x < 1, "greater than 0 and less than 1, such as 0.9");
    }
  }

  /** Strengths of weight decay. */
  static final class Decay implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return real(text, x -> x >= 0, "a number of at least 0, such as 0.01");
    }
  }

  /** Probabilities of dropout, and momentum. */
  static final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return real(text, x -> x >= 0 && x < 1, "at least 0 and less than 1, such as 0.5");
    }
  }

  static int whole(String text, int most, String wanted) {
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw wrong(text, wanted);
    }
    throw wrong(text, wanted);
  }

  private static double real(String text, DoublePredicate allowed, String wanted) {
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw wrong(text, wanted);
    }
    if (!Double.isFinite(number) || !allowed.test(number)) {
      throw wrong(text, wanted);
    }
    return number;
  }

  private static TypeConversionException wrong(String text, String wanted) {
    return new TypeConversionException("\"" + text + "\" is not " + wanted + ".");
  }
}
