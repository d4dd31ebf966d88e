/** Images: folders of files and arrays, how examples are made of them, and models of them. */
module org.atled.images {
  requires java.desktop;
  requires static org.jspecify;
  requires transitive org.atled.train;
  requires transitive org.atled.formats;

  exports org.atled.images;
  exports org.atled.images.augment;
}
