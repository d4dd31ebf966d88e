package org.atled.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.atled.core.shape.Shape;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A model in short: {@code linear}, or {@code mlp:512,256} for hidden layers of these widths.
 *
 * @param hidden widths of the hidden layers
 */
record Widths(List<Integer> hidden) {
  private static final String LINEAR = "linear";
  private static final String MLP = "mlp";

  Widths {
    hidden = List.copyOf(hidden);
  }

  static Widths of(Integer... hidden) {
    return new Widths(List.of(hidden));
  }

  @Override
  public String toString() {
    return hidden.isEmpty()
        ? LINEAR
        : MLP + ":" + hidden.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /** Reads the short form. */
  static final class Converter implements ITypeConverter<Widths> {
    @Override
    public Widths convert(String text) {
      if (text.equals(LINEAR)) {
        return new Widths(List.of());
      }
      int colon = text.indexOf(':');
      String kind = colon < 0 ? text : text.substring(0, colon);
      if (!kind.equals(MLP)) {
        throw Choice.unknown("model", text, List.of(LINEAR, MLP + ":512", MLP + ":512,512"));
      }
      String widths = colon < 0 ? "" : text.substring(colon + 1);
      List<Integer> hidden = new ArrayList<>();
      for (String width : widths.split(",", -1)) {
        hidden.add(width(width, text));
      }
      checkFits(hidden, text);
      return new Widths(hidden);
    }

    /** The first weight and the last depend on the data set, but need at least one column. */
    private static void checkFits(List<Integer> hidden, String text) {
      long before = 1;
      for (int i = 0; i < hidden.size(); i++) {
        long width = hidden.get(i);
        if (before * width > Shape.MAX_ELEMENTS) {
          throw new TypeConversionException(
              "in \""
                  + text
                  + "\" the weight of hidden layer "
                  + (i + 1)
                  + " is ["
                  + width
                  + ", "
                  + (i == 0 ? "inputs" : before)
                  + "], more than the "
                  + Shape.MAX_ELEMENTS
                  + " elements that one tensor holds; make the hidden layers narrower.");
        }
        before = width;
      }
    }

    private static int width(String width, String text) {
      try {
        return Numbers.whole(width, Integer.MAX_VALUE, "");
      } catch (TypeConversionException e) {
        throw new TypeConversionException(
            "the width \""
                + width
                + "\" in \""
                + text
                + "\" is not a whole number of at least 1; write hidden layers as mlp:512 or"
                + " mlp:512,256.");
      }
    }
  }
}
