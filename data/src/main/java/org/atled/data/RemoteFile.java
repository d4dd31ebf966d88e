package org.atled.data;

/**
 * A file somewhere else.
 *
 * @param name its name, in the mirror as on this machine
 * @param bytes how long it is; unknown of a file that is not downloaded
 * @param sha256 its digest, in hexadecimal; empty of a file that is not downloaded
 */
record RemoteFile(String name, long bytes, String sha256) {
  /** One that people bring by themselves. */
  static RemoteFile byHand(String name) {
    return new RemoteFile(name, -1, "");
  }

  /** Whether it may be brought from its mirror: only what can be checked is. */
  boolean isDownloaded() {
    return !sha256.isEmpty();
  }
}
