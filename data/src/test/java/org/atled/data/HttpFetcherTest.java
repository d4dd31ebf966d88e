package org.atled.data;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HttpFetcherTest {
  private static final Duration SHORT = Duration.ofSeconds(1);

  @Test
  void bringsTheBytes() throws Exception {
    try (var server = new OneAnswer("200 OK", "digits")) {
      try (var in = new HttpFetcher().open(server.address("/mnist/file.gz"))) {
        assertThat(in.readAllBytes()).asString(US_ASCII).isEqualTo("digits");
      }
      assertThat(server.request()).isEqualTo("GET /mnist/file.gz HTTP/1.1");
    }
  }

  @Test
  void saysWhatTheServerAnswered() throws Exception {
    try (var server = new OneAnswer("404 Not Found", "nothing here")) {
      assertThatThrownBy(() -> new HttpFetcher().open(server.address("/file.gz")))
          .isInstanceOf(IOException.class)
          .hasMessage("the server answered 404");
    }
  }

  @Test
  void saysThatThereIsNoConnection() throws Exception {
    URI closed;
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      closed = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/file.gz");
    }

    assertThatThrownBy(() -> new HttpFetcher().open(closed))
        .isInstanceOf(IOException.class)
        .hasMessage("no connection to 127.0.0.1");
  }

  @Test
  void doesNotWaitForEverForTheRestOfAFile() throws Exception {
    try (var server = new Stalling("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nd")) {
      try (var in = new HttpFetcher(SHORT).open(server.address())) {
        assertThat(in.read()).isEqualTo('d');
        assertThatThrownBy(in::read)
            .isInstanceOf(IOException.class)
            .hasMessage("the server sent nothing for 1 s");
        assertThat(server.isLeft()).isTrue();
      }
    }
  }

  @Test
  void doesNotWaitForEverForAnAnswer() throws Exception {
    try (var server = new Stalling("")) {
      assertThatThrownBy(() -> new HttpFetcher(SHORT).open(server.address()))
          .isInstanceOf(IOException.class)
          .hasMessage("the server sent nothing for 1 s");
      assertThat(server.isLeft()).isTrue();
    }
  }

  /** A server that sends this, and then is silent until the client hangs up. */
  private static final class Stalling implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    private final Thread thread;

    Stalling(String sent) throws IOException {
      thread = Thread.ofVirtual().start(() -> stall(sent));
    }

    private void stall(String sent) {
      try (Socket client = socket.accept()) {
        client.getOutputStream().write(sent.getBytes(US_ASCII));
        client.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException reset) {
        // Another way to hang up.
      }
    }

    URI address() {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/file.gz");
    }

    /** Waits, but not for ever, for the client to hang up. */
    boolean isLeft() throws InterruptedException {
      return thread.join(Duration.ofSeconds(20));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** A server on this machine that answers one request. */
  private static final class OneAnswer implements AutoCloseable {
    private final ServerSocket socket;
    private final Thread thread;
    private volatile String request = "";

    OneAnswer(String status, String body) throws IOException {
      socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
      thread = Thread.ofVirtual().start(() -> answer(status, body));
    }

    private void answer(String status, String body) {
      try (Socket client = socket.accept()) {
        var in = new BufferedReader(new InputStreamReader(client.getInputStream(), US_ASCII));
        request = in.readLine();
        while (!in.readLine().isEmpty()) {
          // The headers do not matter.
        }
        String head = "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n";
        client.getOutputStream().write((head + body).getBytes(US_ASCII));
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
    }

    URI address(String path) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + path);
    }

    String request() throws InterruptedException {
      thread.join();
      return request;
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
