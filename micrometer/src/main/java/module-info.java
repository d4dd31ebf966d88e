/** Meters of training for Micrometer. */
module org.atled.micrometer {
  requires micrometer.core;
  requires transitive org.atled.train;
  requires static org.jspecify;

  exports org.atled.micrometer;
}
