package org.atled.cpu.simd;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.atled.core.shape.DType;
import org.jspecify.annotations.Nullable;

/** The tiles and packers of one type, each written when it is first needed. */
final class Tiles {
  /** Of a tile of two vectors in 32 registers: 24 sums, and room for operands and factors. */
  private static final int MANY_REGISTERS = 12;

  /** The same in 16: 12 sums, two vectors of b, and two factors. */
  private static final int FEW_REGISTERS = 6;

  /**
   * Of those rows so many may have their factors loaded together. With more HotSpot would keep one
   * of the sums in memory, for which each round waits: such a tile takes more than twice as long.
   */
  private static final int FACTORS_TOGETHER = 4;

  /** In 16 registers, of a tile that reads a in place: it needs a pointer for each row besides. */
  private static final int FEW_REGISTERS_IN_PLACE = 4;

  private static final int MOST_VECTORS = 4;
  private static final int KINDS = Tile.Kind.values().length;

  /** HotSpot compiles after 600 calls of a method and 15,000 rounds of its loops. */
  private static final int REHEARSAL = 26;

  private static final Map<DType, Tiles> NEWEST = new ConcurrentHashMap<>();

  private final DType dtype;
  private final int lanes;
  private final int rows;

  // Threads may write the same one twice; either will do.
  private final AtomicReferenceArray<@Nullable Tile> tiles;
  private final AtomicReferenceArray<@Nullable Packer> copying;
  private final AtomicReferenceArray<@Nullable Packer> transposing;

  Tiles(DType dtype) {
    this.dtype = dtype;
    this.lanes = VectorType.of(dtype).lanes();
    this.rows = hasManyRegisters() ? MANY_REGISTERS : FEW_REGISTERS;
    this.tiles = new AtomicReferenceArray<>(2 * KINDS * (rows + 1) * (MOST_VECTORS + 1));
    this.copying = new AtomicReferenceArray<>(rows + 1);
    this.transposing = new AtomicReferenceArray<>(lanes + 1);
  }

  /** Those that all products of a type share, so that HotSpot compiles them once. */
  static Tiles newest(DType dtype) {
    return NEWEST.computeIfAbsent(dtype, Tiles::new);
  }

  /** The newest; new ones, if those are the newest, which HotSpot did not compile well. */
  static Tiles otherThan(Tiles those) {
    return NEWEST.compute(
        those.dtype, (dtype, newest) -> newest == those ? new Tiles(dtype) : newest);
  }

  /** 32 vector registers, as AVX-512 and AArch64 have, and not 16. */
  private static boolean hasManyRegisters() {
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    return arch.equals("aarch64") || VectorType.of(DType.FLOAT32).lanes() == 16;
  }

  int lanes() {
    return lanes;
  }

  /** Of the tallest tile. */
  int rows() {
    return rows;
  }

  /**
   * How many rows the next tile takes of so many that are left: all of the tallest, those of a low
   * one, or one. Each height more is one more tile that HotSpot has to compile.
   */
  int rowsOf(int left) {
    return left >= rows ? rows : left >= 4 ? 4 : left >= 2 && rows != MANY_REGISTERS ? 2 : 1;
  }

  /** The same for a tile of this kind. */
  int rowsOf(int left, Tile.Kind kind) {
    boolean isLower = kind == Tile.Kind.LEFT_IN_PLACE && rows != MANY_REGISTERS;
    return rowsOf(isLower ? Math.min(left, FEW_REGISTERS_IN_PLACE) : left);
  }

  /** A tile as {@link TileWriter} describes it. */
  Tile tile(int height, int vectors, boolean start, Tile.Kind kind) {
    int number = (height * (MOST_VECTORS + 1) + vectors) * 2 + (start ? 1 : 0);
    int place = number * KINDS + kind.ordinal();
    Tile tile = tiles.getPlain(place);
    if (tile == null) {
      tile = new TileWriter(dtype, height, vectors, start, kind, together()).write();
      tiles.setRelease(place, tile);
    }
    return tile;
  }

  /**
   * Vectors side by side of a tile that reads b in place: in low ones four, so that with one row as
   * many sums are under way at once.
   */
  int mostVectors(int height) {
    return height <= rows / 3 ? MOST_VECTORS : Packed.VECTORS;
  }

  private int together() {
    return rows == MANY_REGISTERS ? rows : FACTORS_TOGETHER;
  }

  /** How many rows a copying packer takes at most. */
  int mostCopied() {
    return lanes * mostVectorsCopied();
  }

  private int mostVectorsCopied() {
    return Math.max(Packed.VECTORS, (rows - 1) / lanes + 1);
  }

  /** A packer that copies so many vectors side by side. */
  Packer copying(int vectors) {
    Packer packer = copying.getPlain(vectors);
    if (packer == null) {
      packer = new PackerWriter(dtype, vectors).copying();
      copying.setRelease(vectors, packer);
    }
    return packer;
  }

  /** How many of so many rows the next transposing packer takes; 0 if they are too few for one. */
  int transposable(int left) {
    for (int quarters = 4; quarters >= 2; quarters--) {
      if (left >= quarters * lanes / 4) {
        return quarters * lanes / 4;
      }
    }
    return 0;
  }

  /**
   * @param height as {@link #transposable} gives it
   */
  Packer transposing(int height) {
    Packer packer = transposing.getPlain(height);
    if (packer == null) {
      packer = new PackerWriter(dtype, height).transposing();
      transposing.setRelease(height, packer);
    }
    return packer;
  }

  /** Runs every tile and packer once on short strips, so that HotSpot comes to compile them. */
  void rehearse(Object from, Object to) {
    for (int height = rows; height > 0; height = height == 1 ? 0 : rowsOf(height - 1)) {
      for (int vectors = 1; vectors <= Packed.VECTORS; vectors++) {
        for (int on = 0; on < 2; on++) {
          tile(height, vectors, on == 0, Tile.Kind.PACKED)
              .run(from, 0, 0, from, 3, 0, to, 1, 50, REHEARSAL);
        }
        if (height == rowsOf(height, Tile.Kind.LEFT_IN_PLACE)) {
          tile(height, vectors, true, Tile.Kind.LEFT_IN_PLACE)
              .run(from, 0, 31, from, 3, 0, to, 1, 50, REHEARSAL);
        }
      }
    }
    for (int height = rows; height > 0; height = height == 1 ? 0 : rowsOf(height - 1)) {
      for (int vectors = mostVectors(height); vectors > 0; vectors /= 2) {
        tile(height, vectors, true, Tile.Kind.RIGHT_IN_PLACE)
            .run(from, 0, 0, from, 3, 5, to, 1, 70, REHEARSAL);
      }
    }
    rehearsePackers(from, to);
  }

  /** Runs the packers alone, arrays as above. */
  void rehearsePackers(Object from, Object to) {
    for (int vectors = 1; vectors <= mostVectorsCopied(); vectors++) {
      copying(vectors).run(from, 1, 2, to, 0, 12, REHEARSAL);
    }
    for (int height = lanes; height > 0; height = transposable(height - 1)) {
      transposing(height).run(from, 1, 50, to, 0, 12, 2 * lanes);
    }
  }

  /** How long both arrays of a rehearsal must be at least. */
  static int rehearsalLength() {
    return 4096;
  }
}
