/** Texts: tokenizers, windows over a text, and models of language. */
module org.atled.text {
  requires static org.jspecify;
  requires transitive org.atled.train;
  requires transitive org.atled.formats;

  exports org.atled.text;
}
