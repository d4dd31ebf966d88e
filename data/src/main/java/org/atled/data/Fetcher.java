package org.atled.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;

/** What brings the bytes of a file from elsewhere. */
@FunctionalInterface
interface Fetcher {
  /** Opens the file for reading. The message of what is thrown says why it cannot be had. */
  InputStream open(URI file) throws IOException, InterruptedException;
}
