package org.atled.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Brings files over HTTP and HTTPS. What is bounded is silence, not the whole: a slow line may take
 * all day, as long as bytes arrive.
 *
 * @param patience how long the server may be silent, before it answers and between bytes
 */
record HttpFetcher(Duration patience) implements Fetcher {
  private static final Duration CONNECTING = Duration.ofSeconds(15);
  private static final int OK = 200;

  HttpFetcher() {
    this(Duration.ofSeconds(30));
  }

  @Override
  public InputStream open(URI file) throws IOException, InterruptedException {
    var client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECTING)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    try {
      InputStream body = answer(client, file).body();
      return new StallDetector(body, patience, client::shutdownNow);
    } catch (IOException | InterruptedException | RuntimeException failed) {
      client.shutdownNow();
      throw failed;
    }
  }

  /** The timeout of a request ends with the headers in some JDKs and not in others: not used. */
  private HttpResponse<InputStream> answer(HttpClient client, URI file)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<InputStream>> answer =
        client.sendAsync(HttpRequest.newBuilder(file).build(), BodyHandlers.ofInputStream());
    try {
      var response = answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (response.statusCode() != OK) {
        response.body().close();
        throw new IOException("the server answered " + response.statusCode());
      }
      return response;
    } catch (TimeoutException silent) {
      throw new IOException(StallDetector.silence(patience), silent);
    } catch (ExecutionException failed) {
      throw switch (failed.getCause()) {
        // Its own message is empty.
        case ConnectException none -> new IOException("no connection to " + file.getHost(), none);
        case IOException broken -> broken;
        case null, default -> new IOException(failed);
      };
    }
  }
}
