package org.atled.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.atled.core.error.FormatException;

/**
 * Brings one file into a folder, whole and checked or not at all: it is written beside its place
 * and moved there at once when its digest is right.
 */
final class Download {
  private static final int CHUNK = 1 << 16;

  private final Fetcher fetcher;
  private final DownloadListener listener;

  Download(Fetcher fetcher, DownloadListener listener) {
    this.fetcher = fetcher;
    this.listener = listener;
  }

  /**
   * Brings the file.
   *
   * @throws IOException if it cannot be read there or written here
   * @throws FormatException if it is not the file that was expected
   */
  void bring(RemoteFile file, URI mirror, Path folder) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path part = Files.createTempFile(folder, file.name(), ".part");
    try {
      String digest = copy(file, mirror, part);
      if (!digest.equals(file.sha256())) {
        throw new FormatException(
            mirror + file.name(),
            -1,
            "the download has the SHA-256 "
                + digest
                + " but must have "
                + file.sha256()
                + "; nothing of it was kept. Try again, or put the file into "
                + folder
                + " by hand.");
      }
      Files.move(part, folder.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private String copy(RemoteFile file, URI mirror, Path part)
      throws IOException, InterruptedException {
    MessageDigest digest = sha256();
    byte[] chunk = new byte[CHUNK];
    long bytes = 0;
    try (InputStream in = new DigestInputStream(fetcher.open(mirror.resolve(file.name())), digest);
        OutputStream out = Files.newOutputStream(part)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        out.write(chunk, 0, read);
        bytes += read;
        if (bytes > file.bytes()) {
          // A page of a captive network or an endless answer; the digest will tell.
          break;
        }
        listener.received(file.name(), bytes, file.bytes());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java platform has SHA-256.", missing);
    }
  }
}
