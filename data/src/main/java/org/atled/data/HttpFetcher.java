package org.atled.data;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Brings files over HTTP and HTTPS. */
final class HttpFetcher implements Fetcher {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int OK = 200;

  @Override
  public InputStream open(URI file) throws IOException, InterruptedException {
    var client =
        HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    var request = HttpRequest.newBuilder(file).timeout(PATIENCE).build();
    try {
      var response = client.send(request, BodyHandlers.ofInputStream());
      if (response.statusCode() != OK) {
        response.body().close();
        throw new IOException("the server answered " + response.statusCode());
      }
      return response.body();
    } catch (ConnectException unreachable) {
      // Its own message is empty.
      throw new IOException("no connection to " + file.getHost(), unreachable);
    }
  }
}
