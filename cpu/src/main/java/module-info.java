/** The CPU backend. */
module org.atled.cpu {
  requires transitive org.atled.core;
  requires static org.jspecify;
}
