/** Data sets, generated and downloaded, and the loader that cuts them into batches. */
module org.atled.data {
  requires static org.jspecify;
  requires transitive org.atled.core;
  requires transitive org.atled.formats;
  requires java.net.http;

  exports org.atled.data;
}
