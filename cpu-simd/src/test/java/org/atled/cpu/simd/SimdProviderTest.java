package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.atled.core.shape.DType;
import org.atled.core.spi.Backend;
import org.atled.core.spi.Backends;
import org.junit.jupiter.api.Test;

class SimdProviderTest {
  private static final String VECTORS =
      "vectors of "
          + 4 * VectorType.of(DType.FLOAT32).lanes()
          + " bytes (HotSpot compiles vectors here; each loop is scalar until it has)";

  @Test
  void theServiceLoaderFindsIt() {
    assertThat(Backends.current().simd()).isTrue();
    assertThat(Backends.current().description()).endsWith(VECTORS);
  }

  @Test
  void logsWhatWasChosenAndWhy() {
    List<String> messages = new ArrayList<>();
    Logger logger = Logger.getLogger("org.atled.cpu.simd");
    Handler handler = new Listening(messages);
    logger.addHandler(handler);
    try {
      Backend backend = new SimdProvider().create();
      assertThat(backend.simd()).isTrue();
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(messages).containsExactly("INFO The CPU backend computes with " + VECTORS + ".");
  }

  private static final class Listening extends Handler {
    private final List<String> messages;

    Listening(List<String> messages) {
      this.messages = messages;
    }

    @Override
    public void publish(LogRecord record) {
      messages.add(record.getLevel() + " " + record.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
