/** Texts: tokenizers, windows over a text, models of language, and classes of lines. */
module org.atled.text {
  requires static org.jspecify;
  requires transitive org.atled.train;
  requires transitive org.atled.tables;
  requires transitive org.atled.formats;

  exports org.atled.text;
}
