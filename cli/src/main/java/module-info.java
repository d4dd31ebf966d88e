/** The {@code atled} command. */
module org.atled.cli {
  opens org.atled.cli to
      info.picocli;

  requires info.picocli;
  requires org.atled.train;
  requires static org.jspecify;
}
