/** Data sets, loaders and transforms. */
module org.atled.data {
  requires transitive org.atled.core;
  requires transitive org.atled.formats;
  requires static org.jspecify;
}
