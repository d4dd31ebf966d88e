package org.atled.formats;

import static org.assertj.core.api.Assertions.fail;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.function.Consumer;
import org.atled.core.error.AtledException;

/**
 * Damages a valid file in many ways; each result must be read or refused with Atled's own error.
 */
public final class Mutations {
  private Mutations() {}

  /** Reads every damaged copy and gives how many were refused. */
  public static int check(byte[] valid, Consumer<byte[]> read) {
    int refused = 0;
    for (int length = 0; length < valid.length; length++) {
      refused += one(Arrays.copyOf(valid, length), read);
    }
    refused += one(Arrays.copyOf(valid, valid.length + 1), read);
    for (int at = 0; at < valid.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        refused += one(with(valid, at, valid[at] ^ 1 << bit), read);
      }
      for (int value : new int[] {0, '9', '"', '}'}) {
        refused += one(with(valid, at, value), read);
      }
    }
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      byte[] damaged = valid.clone();
      for (int i = 0; i <= random.nextInt(8); i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      refused += one(damaged, read);
    }
    return refused;
  }

  private static byte[] with(byte[] valid, int at, int value) {
    byte[] damaged = valid.clone();
    damaged[at] = (byte) value;
    return damaged;
  }

  private static int one(byte[] damaged, Consumer<byte[]> read) {
    try {
      read.accept(damaged);
      return 0;
    } catch (AtledException e) {
      return 1;
    } catch (RuntimeException | Error e) {
      return fail("the bytes " + HexFormat.of().formatHex(damaged) + " gave " + e, e);
    }
  }
}
