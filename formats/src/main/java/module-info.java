/**
 * File formats: JSON, npy and npz, safetensors, IDX, tar, and files that are written whole or not
 * at all.
 */
module org.atled.formats {
  requires static org.jspecify;
  requires transitive org.atled.core;

  exports org.atled.formats.bytes to
      org.atled.data,
      org.atled.images,
      org.atled.tables;
  exports org.atled.formats.file;
  exports org.atled.formats.idx;
  exports org.atled.formats.json;
  exports org.atled.formats.npy;
  exports org.atled.formats.safetensors;
  exports org.atled.formats.tar;
}
