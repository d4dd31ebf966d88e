/** The {@code atled} command. */
module org.atled.cli {
  opens org.atled.cli to
      info.picocli;

  requires info.picocli;
  requires java.logging;
  requires java.management;
  requires jdk.management;
  requires jdk.unsupported;
  requires me.tongfei.progressbar;
  requires org.atled.bench;
  requires org.atled.cpu;
  requires org.atled.explain;
  requires org.atled.formats;
  requires org.atled.generative;
  requires org.atled.images;
  requires org.atled.lectures;
  requires org.atled.plot;
  requires org.atled.tables;
  requires org.atled.text;
  requires org.atled.train;
  requires org.snakeyaml.engine;
  requires static org.jspecify;
}
