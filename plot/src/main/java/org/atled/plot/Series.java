package org.atled.plot;

/** What a chart shows. */
sealed interface Series {
  String name();

  record Line(String name, double[] x, double[] y, boolean dashed) implements Series {}

  record Band(String name, double[] x, double[] low, double[] high) implements Series {}

  record Points(String name, double[] x, double[] y) implements Series {}

  record Bars(String name, String[] labels, double[] y) implements Series {}

  record Vertical(String name, double x) implements Series {}

  record Horizontal(String name, double y) implements Series {}
}
