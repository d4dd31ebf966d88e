/** Tables from files: columns, how examples are made of them, and models of them. */
module org.atled.tables {
  requires static org.jspecify;
  requires transitive org.atled.train;
  requires transitive org.atled.formats;
  requires de.siegmar.fastcsv;

  exports org.atled.tables;
  exports org.atled.tables.series;

  uses org.atled.tables.FormReader;
  uses org.atled.tables.QueryReader;
}
