/** The training loop, its metrics and its files. */
module org.atled.train {
  requires transitive org.atled.compile;
  requires transitive org.atled.data;
  requires transitive org.atled.nn;
  requires static org.jspecify;

  exports org.atled.train;
  exports org.atled.train.architecture;
  exports org.atled.train.doubt;
  exports org.atled.train.metric;
  exports org.atled.train.watch;
}
