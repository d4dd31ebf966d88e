package org.atled.plot.scene;

import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Marks as SVG 1.1. Every mark carries its colours on light pages as attributes; a style sheet
 * changes them where the reader prefers dark pages. Names of classes and clips say what they are,
 * so that several pictures may stand in one HTML page.
 */
public final class Svg {
  /** A hundredth of a pixel cannot be seen. */
  private static final int DECIMALS = 100;

  /** What lies further out is not seen either, and some readers cannot take it. */
  private static final double FAR = 100_000;

  private static final double HALO = 3;

  private static final String FONTS = "Helvetica, Arial, 'Liberation Sans', sans-serif";

  /** Java2D looks for signs that a font lacks in other ones, but only for such a general name. */
  private static final String GENERAL_FONT = "sans-serif";

  private final StringBuilder body = new StringBuilder();
  private final Set<Ink> inks = new LinkedHashSet<>();
  private final Set<String> clips = new LinkedHashSet<>();

  private Svg() {}

  /** For people: follows them to dark pages. */
  public static String of(int width, int height, String title, String about, List<Mark> marks) {
    Svg svg = new Svg();
    marks.forEach(svg::mark);
    String rules = svg.inks.stream().map(Svg::darkRules).collect(Collectors.joining());
    String style = "<style>\n@media (prefers-color-scheme: dark) {\n" + rules + "}\n</style>\n";
    return svg.document(width, height, title, about, rules.isEmpty() ? "" : style, FONTS);
  }

  /** For paper, by Java2D: a light page alone. */
  public static String onWhite(
      int width, int height, String title, String about, List<Mark> marks) {
    Svg svg = new Svg();
    marks.forEach(svg::mark);
    return svg.document(width, height, title, about, "", GENERAL_FONT);
  }

  private String document(
      int width, int height, String title, String about, String style, String fonts) {
    return String.format(
        Locale.ROOT,
        """
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"\
         width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img" font-family="%3$s"\
         stroke-linejoin="round">
        <title>%4$s</title>
        <desc>%5$s</desc>
        %6$s%7$s</svg>
        """,
        width,
        height,
        fonts,
        escaped(title),
        escaped(about),
        style,
        body);
  }

  private static String darkRules(Ink ink) {
    return ".f%1$s{fill:%2$s}\n.s%1$s{stroke:%2$s}\n".formatted(name(ink), Ink.hex(ink.dark()));
  }

  private void mark(Mark mark) {
    switch (mark) {
      case Mark.Outline(Path path, Style style) ->
          body.append("<path d=\"").append(path).append('"').append(style(style)).append("/>\n");
      case Mark.Rectangle(Box box, double round, Style style) -> {
        body.append("<rect").append(box(box));
        if (round > 0) {
          body.append(attribute("rx", round));
        }
        body.append(style(style)).append("/>\n");
      }
      case Mark.Circle(double x, double y, double radius, Style style) ->
          body.append("<circle")
              .append(attribute("cx", x))
              .append(attribute("cy", y))
              .append(attribute("r", radius))
              .append(style(style))
              .append("/>\n");
      case Mark.Label label -> label(label);
      case Mark.Picture(Box box, Pixels pixels, boolean smooth) ->
          body.append("<image")
              .append(box(box))
              .append(" preserveAspectRatio=\"none\"")
              .append(smooth ? "" : " image-rendering=\"pixelated\"")
              .append(" xlink:href=\"data:image/png;base64,")
              .append(Base64.getEncoder().encodeToString(pixels.png()))
              .append("\"/>\n");
      case Mark.Group group -> group(group);
    }
  }

  private void group(Mark.Group group) {
    body.append("<g");
    if (group.x() != 0 || group.y() != 0) {
      body.append(" transform=\"").append(translation(group.x(), group.y())).append('"');
    }
    if (group.clip().isPresent()) {
      Box box = group.clip().get();
      String name =
          "clip_%s_%s_%s_%s"
              .formatted(
                  number(box.x()), number(box.y()), number(box.width()), number(box.height()));
      body.append(" clip-path=\"url(#").append(name).append(")\"");
      if (clips.add(name)) {
        body.append("><clipPath id=\"").append(name).append("\"><rect").append(box(box));
        body.append("/></clipPath");
      }
    }
    body.append(">\n");
    group.marks().forEach(this::mark);
    body.append("</g>\n");
  }

  private void label(Mark.Label label) {
    Lettering lettering = label.lettering();
    lettering.halo().ifPresent(halo -> text(label, Style.fill(halo).outlined(halo, HALO)));
    text(label, Style.fill(lettering.ink()));
  }

  private void text(Mark.Label label, Style style) {
    Lettering lettering = label.lettering();
    body.append("<text");
    if (label.turn() == 0) {
      body.append(attribute("x", label.x())).append(attribute("y", label.y()));
    } else {
      body.append(" transform=\"").append(translation(label.x(), label.y()));
      body.append(" rotate(").append(label.turn()).append(")\"");
    }
    body.append(attribute("font-size", lettering.size()));
    switch (lettering.anchor()) {
      case START -> {}
      case MIDDLE -> body.append(" text-anchor=\"middle\"");
      case END -> body.append(" text-anchor=\"end\"");
    }
    if (lettering.bold()) {
      body.append(" font-weight=\"bold\"");
    }
    body.append(style(style)).append('>').append(escaped(label.text())).append("</text>\n");
  }

  private String style(Style style) {
    StringBuilder text = new StringBuilder(" fill=\"");
    text.append(style.fill().map(ink -> Ink.hex(ink.light())).orElse("none")).append('"');
    String names = style.fill().map(ink -> ruled("f", ink)).orElse("");
    if (style.stroke().isPresent()) {
      Ink ink = style.stroke().get();
      text.append(" stroke=\"").append(Ink.hex(ink.light())).append('"');
      text.append(attribute("stroke-width", style.width()));
      names = (names + " " + ruled("s", ink)).strip();
      if (!style.dash().isEmpty()) {
        text.append(
            style.dash().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(" ", " stroke-dasharray=\"", "\"")));
      }
    }
    if (style.opacity() < 1) {
      text.append(attribute("opacity", style.opacity()));
    }
    return names.isEmpty() ? text.toString() : text + " class=\"" + names + "\"";
  }

  /** The class of an ink that is another on dark pages. */
  private String ruled(String kind, Ink ink) {
    if (ink.light() == ink.dark()) {
      return "";
    }
    inks.add(ink);
    return kind + name(ink);
  }

  private static String name(Ink ink) {
    return Ink.hex(ink.light()).substring(1) + Ink.hex(ink.dark()).substring(1);
  }

  private static String attribute(String name, double value) {
    return " " + name + "=\"" + number(value) + "\"";
  }

  private static String box(Box box) {
    return attribute("x", box.x())
        + attribute("y", box.y())
        + attribute("width", box.width())
        + attribute("height", box.height());
  }

  private static String translation(double x, double y) {
    return "translate(" + number(x) + " " + number(y) + ")";
  }

  /** With at most two decimals and no zeros at the end. */
  static String number(double value) {
    long rounded = Math.round(DECIMALS * Math.clamp(value, -FAR, FAR));
    long rest = Math.abs(rounded % DECIMALS);
    String whole = (rounded < 0 ? "-" : "") + Math.abs(rounded / DECIMALS);
    if (rest == 0) {
      return whole;
    }
    return whole + (rest < 10 ? ".0" : ".") + (rest % 10 == 0 ? rest / 10 : rest);
  }

  /** Text in XML 1.0; what is no character there becomes the replacement character. */
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

  /** The production Char of XML 1.0 (W3C, fifth edition, 2008). */
  private static boolean isCharacter(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || c >= 0x10000;
  }
}
