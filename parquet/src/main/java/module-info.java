/** Tables in Parquet files, which {@code org.atled.tables} finds as a service. */
module org.atled.parquet {
  requires static org.jspecify;
  requires org.atled.tables;
  requires java.logging;
  requires dev.hardwood.core;
  // Found by reflection, as pages are packed.
  requires snappy.java;
  requires com.github.luben.zstd_jni;

  provides org.atled.tables.FormReader with
      org.atled.parquet.ParquetFormReader;
}
