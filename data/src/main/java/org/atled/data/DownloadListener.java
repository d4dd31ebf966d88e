package org.atled.data;

/** Is told how a download goes on, on the thread that asked for the data. */
@FunctionalInterface
public interface DownloadListener {
  /**
   * Some more of a file has come.
   *
   * @param file its name
   * @param bytes how many bytes have come so far
   * @param total how many there will be
   */
  void received(String file, long bytes, long total);

  /** Listens to nothing. */
  static DownloadListener none() {
    return (file, bytes, total) -> {};
  }
}
