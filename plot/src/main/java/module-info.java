/** Figures as SVG and PNG: charts, maps of decisions, matrices, images, graphs, training runs. */
module org.atled.plot {
  requires static org.jspecify;
  requires transitive org.atled.train;
  requires org.atled.formats;
  requires com.github.weisj.jsvg;
  requires java.desktop;

  exports org.atled.plot;
}
