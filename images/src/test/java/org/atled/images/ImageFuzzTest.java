package org.atled.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.atled.core.error.AtledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Files that were damaged in many ways: each is read, or refused with Atled's own error. {@code
 * -Dfuzz=100000} tries so many instead of the usual 2,000; {@code -Dfuzz.seed} begins elsewhere.
 */
class ImageFuzzTest {
  private static final int MUTANTS = Integer.getInteger("fuzz", 2_000);
  private static final int SEED = Integer.getInteger("fuzz.seed", 0);

  /** Numbers at which programs err. */
  private static final int[] EDGES = {
    0, 1, -1, 2, 8, 16, 255, 256, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0x10000, 100_000
  };

  @Test
  @Timeout(3_600) // no decoder may hang
  void noDamageGivesAnythingButAtledsOwnErrors() {
    Map<String, byte[]> valid = valid();
    valid.forEach((name, file) -> {
      Pixels image = ImageFile.read(file, name);
      assertThat(image.height() * image.width()).as(name).isEqualTo(11 * 13);
    });
    List<String> names = List.copyOf(valid.keySet());
    List<byte[]> files = List.copyOf(valid.values());
    int refused = 0;
    for (int i = 0; i < MUTANTS; i++) {
      Random random = new Random(SEED + (long) i);
      String name = names.get(i % names.size());
      byte[] other = files.get(random.nextInt(files.size()));
      byte[] damaged = mutant(files.get(i % files.size()), other, random);
      if (name.startsWith("png") && random.nextBoolean()) {
        mendChecksums(damaged);
      }
      refused += isRefused(damaged, name + " " + (SEED + (long) i));
    }
    assertThat(refused).isBetween(MUTANTS / 4, MUTANTS - MUTANTS / 50);
  }

  private static int isRefused(byte[] damaged, String name) {
    try {
      ImageFile.read(damaged, name);
      return 0;
    } catch (AtledException e) {
      assertThat(e).hasMessageStartingWith(name + ": ");
      return 1;
    } catch (RuntimeException | Error e) {
      return fail(name + ", " + HexFormat.of().formatHex(damaged) + ", gave " + e, e);
    }
  }

  private static byte[] mutant(byte[] file, byte[] other, Random random) {
    byte[] damaged = file.clone();
    int changes = 1 + random.nextInt(4);
    for (int i = 0; i < changes && damaged.length > 4; i++) {
      int at = random.nextInt(damaged.length);
      // Headers are short, and hold what matters most.
      int near = random.nextInt(Math.min(damaged.length, 64));
      int place = random.nextBoolean() ? at : near;
      switch (random.nextInt(8)) {
        case 0 -> damaged[place] ^= (byte) (1 << random.nextInt(8));
        case 1 -> damaged[place] = (byte) random.nextInt();
        case 2 -> put(damaged, place, EDGES[random.nextInt(EDGES.length)], 4, random.nextBoolean());
        case 3 -> put(damaged, place, EDGES[random.nextInt(EDGES.length)], 2, random.nextBoolean());
        case 4 -> damaged = Arrays.copyOf(damaged, at);
        case 5 -> damaged = spliced(damaged, at, damaged, place, random.nextInt(40));
        case 6 -> damaged = spliced(damaged, place, other, random.nextInt(other.length), 20);
        default -> damaged = spliced(damaged, at, new byte[0], 0, -random.nextInt(20));
      }
    }
    return damaged;
  }

  private static void put(byte[] file, int at, int value, int bytes, boolean big) {
    for (int i = 0; i < bytes && at + i < file.length; i++) {
      file[at + i] = (byte) (value >> 8 * (big ? bytes - 1 - i : i));
    }
  }

  /** With a part of another file put in, or, of a negative length, a part taken out. */
  private static byte[] spliced(byte[] file, int at, byte[] other, int from, int length) {
    byte[] part =
        length > 0
            ? Arrays.copyOfRange(other, from, Math.min(other.length, from + length))
            : new byte[0];
    int rest = Math.min(file.length, at + Math.max(0, -length));
    return ByteBuffer.allocate(at + part.length + file.length - rest)
        .put(file, 0, at)
        .put(part)
        .put(file, rest, file.length - rest)
        .array();
  }

  /** So that damage reaches the decoder. */
  private static void mendChecksums(byte[] png) {
    CRC32 crc = new CRC32();
    for (long at = 8; at + 12 <= png.length; ) {
      long length = ByteBuffer.wrap(png).getInt((int) at) & 0xFFFFFFFFL;
      if (at + 12 + length > png.length) {
        return;
      }
      crc.reset();
      crc.update(png, (int) at + 4, (int) length + 4);
      put(png, (int) (at + 8 + length), (int) crc.getValue(), 4, true);
      at += 12 + length;
    }
  }

  private static Map<String, byte[]> valid() {
    BufferedImage colours = Pictures.colours(11, 13, 40);
    BufferedImage greys = Pictures.greys(11, 13);
    BufferedImage indexed = new BufferedImage(13, 11, BufferedImage.TYPE_BYTE_INDEXED);
    BufferedImage clear = new BufferedImage(13, 11, BufferedImage.TYPE_INT_ARGB);
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("png colours", Pictures.file(colours, "png"));
    files.put("jpeg colours", Pictures.file(colours, "jpeg"));
    files.put("bmp colours", Pictures.file(colours, "bmp"));
    files.put("gif colours", Pictures.file(colours, "gif"));
    files.put("png greys", Pictures.file(greys, "png"));
    files.put("jpeg turned", Pictures.held(Pictures.file(colours, "jpeg"), 6));
    files.put("jpeg greys", Pictures.file(greys, "jpeg"));
    files.put("png indexed", Pictures.file(indexed, "png"));
    files.put("bmp indexed", Pictures.file(indexed, "bmp"));
    files.put("png clear", Pictures.file(clear, "png"));
    files.put("png in passes", inPasses(colours, "png"));
    files.put("jpeg in passes", inPasses(colours, "jpeg"));
    files.put("gif in passes", inPasses(colours, "gif"));
    return files;
  }

  /** Progressive, or interlaced. */
  private static byte[] inPasses(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    try (var stream = new MemoryCacheImageOutputStream(out)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), how);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
