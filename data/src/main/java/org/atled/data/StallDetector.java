package org.atled.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A stream that fails when no byte comes for a while, instead of waiting for ever. */
final class StallDetector extends InputStream {
  private final InputStream in;
  private final Duration patience;
  private final Runnable release;

  /**
   * Watches a stream.
   *
   * @param in closing it, or the release, must end a read that still waits
   * @param release frees what the stream came from, once it is closed
   */
  StallDetector(InputStream in, Duration patience, Runnable release) {
    this.in = in;
    this.patience = patience;
    this.release = release;
  }

  /** What is said of a server that sends nothing. */
  static String silence(Duration patience) {
    return "the server sent nothing for " + patience.toSeconds() + " s";
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int count) throws IOException {
    var reading = new FutureTask<>(() -> in.read(bytes, from, count));
    Thread.ofVirtual().start(reading);
    try {
      return reading.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException silent) {
      close();
      throw new IOException(silence(patience), silent);
    } catch (InterruptedException interrupted) {
      close();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof IOException broken ? broken : new IOException(failed);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      in.close();
    } finally {
      release.run();
    }
  }
}
