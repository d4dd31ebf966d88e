package org.atled.plot.scene;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Marks as SVG 1.1. Every mark carries its colours on light pages as attributes; a style sheet
 * changes them where the reader prefers dark pages.
 */
public final class Svg {
  private static final String FONTS = "Helvetica, Arial, 'Liberation Sans', sans-serif";

  private final StringBuilder body = new StringBuilder();
  private final Map<Ink, String> classes = new LinkedHashMap<>();
  private int clips;

  private Svg() {}

  /**
   * A whole document.
   *
   * @param dark whether it follows the reader to dark pages
   */
  public static String of(
      int width, int height, String title, String description, List<Mark> marks, boolean dark) {
    Svg svg = new Svg();
    marks.forEach(svg::mark);
    StringBuilder text = new StringBuilder();
    text.append("<svg xmlns=\"http://www.w3.org/2000/svg\"")
        .append(" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"")
        .append(width)
        .append("\" height=\"")
        .append(height)
        .append("\" viewBox=\"0 0 ")
        .append(width)
        .append(' ')
        .append(height)
        .append("\" role=\"img\" font-family=\"")
        .append(FONTS)
        .append("\">\n<title>")
        .append(escaped(title))
        .append("</title>\n<desc>")
        .append(escaped(description))
        .append("</desc>\n");
    if (dark) {
      text.append(svg.darkStyle());
    }
    return text.append(svg.body).append("</svg>\n").toString();
  }

  private String darkStyle() {
    StringBuilder text = new StringBuilder("<style>\n@media (prefers-color-scheme: dark) {\n");
    classes.forEach((ink, name) ->
        text.append(".f-" + name + " { fill: " + Ink.hex(ink.dark()) + "; }\n")
            .append(".s-" + name + " { stroke: " + Ink.hex(ink.dark()) + "; }\n"));
    return text.append("}\n</style>\n").toString();
  }

  private void mark(Mark mark) {
    switch (mark) {
      case Mark.Outline(Path path, Style style) ->
          body.append("<path d=\"").append(path).append('"').append(style(style)).append("/>\n");
      case Mark.Rectangle(Box box, double round, Style style) -> {
        body.append("<rect").append(box(box));
        if (round > 0) {
          attribute("rx", round);
        }
        body.append(style(style)).append("/>\n");
      }
      case Mark.Circle(double x, double y, double radius, Style style) -> {
        body.append("<circle");
        attribute("cx", x);
        attribute("cy", y);
        attribute("r", radius);
        body.append(style(style)).append("/>\n");
      }
      case Mark.Label label -> label(label);
      case Mark.Picture(Box box, Pixels pixels) ->
          body.append("<image")
              .append(box(box))
              .append(" preserveAspectRatio=\"none\" image-rendering=\"pixelated\"")
              .append(" xlink:href=\"data:image/png;base64,")
              .append(Base64.getEncoder().encodeToString(pixels.png()))
              .append("\"/>\n");
      case Mark.Group(double x, double y, Optional<Box> clip, List<Mark> marks) -> {
        body.append("<g");
        if (x != 0 || y != 0) {
          body.append(" transform=\"translate(" + number(x) + " " + number(y) + ")\"");
        }
        if (clip.isPresent()) {
          String name = "clip" + ++clips;
          body.append(" clip-path=\"url(#" + name + ")\"><clipPath id=\"" + name + "\"><rect")
              .append(box(clip.get()))
              .append("/></clipPath");
        }
        body.append(">\n");
        marks.forEach(this::mark);
        body.append("</g>\n");
      }
    }
  }

  private void label(Mark.Label label) {
    body.append("<text");
    if (label.turn() == 0) {
      attribute("x", label.x());
      attribute("y", label.y());
    } else {
      body.append(" transform=\"translate(" + number(label.x()) + " " + number(label.y()) + ")")
          .append(" rotate(" + label.turn() + ")\"");
    }
    attribute("font-size", label.size());
    switch (label.anchor()) {
      case START -> {}
      case MIDDLE -> body.append(" text-anchor=\"middle\"");
      case END -> body.append(" text-anchor=\"end\"");
    }
    if (label.bold()) {
      body.append(" font-weight=\"bold\"");
    }
    body.append(style(Style.fill(label.ink())))
        .append('>')
        .append(escaped(label.text()))
        .append("</text>\n");
  }

  private void attribute(String name, double value) {
    body.append(' ').append(name).append("=\"").append(number(value)).append('"');
  }

  private static String box(Box box) {
    return " x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\""
        .formatted(number(box.x()), number(box.y()), number(box.width()), number(box.height()));
  }

  private String style(Style style) {
    StringBuilder text = new StringBuilder();
    StringBuilder names = new StringBuilder();
    text.append(" fill=\"").append(style.fill().map(i -> Ink.hex(i.light())).orElse("none"));
    text.append('"');
    style.fill().flatMap(this::nameOf).ifPresent(name -> names.append("f-").append(name));
    if (style.fill().isPresent() && style.fillOpacity() < 1) {
      text.append(" fill-opacity=\"").append(number(style.fillOpacity())).append('"');
    }
    if (style.stroke().isPresent()) {
      Ink ink = style.stroke().get();
      text.append(" stroke=\"").append(Ink.hex(ink.light())).append("\" stroke-width=\"");
      text.append(number(style.strokeWidth())).append("\" stroke-linejoin=\"round\"");
      nameOf(ink).ifPresent(name -> names.append(names.isEmpty() ? "s-" : " s-").append(name));
      if (!style.dash().isEmpty()) {
        text.append(" stroke-dasharray=\"");
        style.dash().forEach(length -> text.append(length).append(' '));
        text.setLength(text.length() - 1);
        text.append('"');
      }
    }
    if (!names.isEmpty()) {
      text.append(" class=\"").append(names).append('"');
    }
    return text.toString();
  }

  /** The name by which the style sheet knows a colour that differs on dark pages. */
  private Optional<String> nameOf(Ink ink) {
    return ink.light() == ink.dark()
        ? Optional.empty()
        : Optional.of(classes.computeIfAbsent(ink, i -> "c" + (classes.size() + 1)));
  }

  /** With at most two decimals: a hundredth of a pixel cannot be seen. */
  static String number(double value) {
    long hundredths = StrictMath.round(value * 100);
    long rest = Math.abs(hundredths % 100);
    String sign = hundredths < 0 ? "-" : "";
    String whole = sign + Math.abs(hundredths / 100);
    if (rest == 0) {
      return whole.equals("-0") ? "0" : whole;
    }
    return whole + (rest % 10 == 0 ? "." + rest / 10 : (rest < 10 ? ".0" : ".") + rest);
  }

  /** Text as XML 1.0 allows it: what is no character there becomes U+FFFD. */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(c -> {
          switch (c) {
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '&' -> out.append("&amp;");
            case '"' -> out.append("&quot;");
            default -> out.appendCodePoint(isCharacter(c) ? c : 0xFFFD);
          }
        });
    return out.toString();
  }

  private static boolean isCharacter(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= ' ' && c < 0xD800)
        || (c > 0xDFFF && c < 0xFFFE)
        || c > 0xFFFF;
  }
}
