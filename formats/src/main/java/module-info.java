/** Readers and writers of tensor files. */
module org.atled.formats {
  requires transitive org.atled.core;
  requires static org.jspecify;
}
