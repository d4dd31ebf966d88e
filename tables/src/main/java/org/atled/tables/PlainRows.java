package org.atled.tables;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Arrays;

/**
 * Rows of CSV in plain form: ASCII, without quotes or line feeds in quotes. Numbers are made
 * straight of bytes. Where something else begins, what is left is for those who know more.
 */
final class PlainRows {
  private static final int SIZE = 1 << 17;
  private static final int MOST = 1 << 26;
  private static final int KEPT = 17;

  /** No number that is made by words reads further than so many bytes. */
  private static final int WINDOW = 5 * Digits.COUNT;

  /** So many digits are below 2^63. */
  private static final int MOST_DIGITS = 18;

  private enum Found {
    ROW,
    PART,
    OTHER
  }

  private final InputStream in;
  private final byte separator;
  private final GrowingTable rows;
  private final FileRow row = new FileRow();
  private char[] text = new char[64];
  private byte[] bytes = new byte[SIZE];
  private int at;
  private int end;
  private boolean ended;
  private int line = 1;
  private long offset;

  PlainRows(InputStream in, char separator, GrowingTable rows) {
    this.in = in;
    this.separator = (byte) separator;
    this.rows = rows;
  }

  /**
   * What is not read, from the beginning of a line on.
   *
   * @param lines that were read
   * @param offset of the first byte
   */
  record Rest(InputStream bytes, int lines, long offset) {}

  /** Reads rows as long as they are plain. */
  Rest read() throws IOException {
    fill();
    if (end > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF) {
      at = 3;
    }
    while (at < end || !ended) {
      Found found = record();
      if (found == Found.OTHER || (found == Found.PART && !fill())) {
        break;
      }
      if (found == Found.ROW && !row.isEmpty()) {
        rows.add(row);
      }
    }
    InputStream left = new ByteArrayInputStream(bytes, at, end - at);
    return new Rest(ended ? left : new SequenceInputStream(left, open()), line - 1, offset + at);
  }

  /** The stream, which whoever gave it closes. */
  private InputStream open() {
    return new FilterInputStream(in) {
      @Override
      public void close() {}
    };
  }

  /** Reads more; nothing happens if a line is longer than anybody should hold. */
  private boolean fill() throws IOException {
    if (end - at == bytes.length) {
      if (bytes.length >= MOST) {
        return false;
      }
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
    }
    System.arraycopy(bytes, at, bytes, 0, end - at);
    offset += at;
    end -= at;
    at = 0;
    int n = in.readNBytes(bytes, end, bytes.length - end);
    ended = n < bytes.length - end;
    end += n;
    return true;
  }

  /** Takes one record, if all of it is there and it is plain. */
  private Found record() {
    row.begin(line);
    int from = at;
    while (true) {
      int next = number(from);
      if (next < 0) {
        next = text(from);
      }
      if (next < 0 || row.size() > CsvRecords.MOST_COLUMNS) {
        return Found.OTHER;
      }
      // Behind a carriage return a line feed may follow.
      if (!ended && next + 1 >= end) {
        return Found.PART;
      }
      if (next < end && bytes[next] == separator) {
        from = next + 1;
        continue;
      }
      boolean two = next + 1 < end && bytes[next] == '\r' && bytes[next + 1] == '\n';
      at = Math.min(end, next + (two ? 2 : 1));
      line++;
      return Found.ROW;
    }
  }

  /** Takes a number as programs write it; gives its end, or -1 if it is none. */
  private int number(int from) {
    return from + WINDOW <= end ? byWords(from) : byBytes(from);
  }

  private int byWords(int from) {
    byte[] all = bytes;
    // No branch: which numbers are negative, no processor foretells.
    int other = all[from] - '-';
    int minus = 1 - ((other | -other) >>> (Integer.SIZE - 1));
    int first = from + minus;
    long word = Digits.at(all, first);
    int whole = Digits.count(word);
    // Most numbers with a point have one digit in front of it.
    long digits = whole == 1 ? Digits.first(word) : Digits.append(0, word, whole);
    if (whole == Digits.COUNT) {
      word = Digits.at(all, first + whole);
      int more = Digits.count(word);
      digits = more == 0 ? digits : Digits.append(digits, word, more);
      whole += more;
    }
    int at = first + whole;
    int decimals = 0;
    if (all[at] == '.') {
      at++;
      word = Digits.at(all, at);
      decimals = Digits.count(word);
      if (decimals == 0) {
        return -1;
      }
      digits = Digits.append(digits, word, decimals);
      if (decimals == Digits.COUNT && !isEnd(at + decimals)) {
        word = Digits.at(all, at + decimals);
        int more = Digits.count(word);
        digits = Digits.append(digits, word, more);
        decimals += more;
      }
      at += decimals;
    }
    boolean plain =
        (whole > 0)
            & (whole + decimals <= MOST_DIGITS)
            & (digits < Packed.TOO_GREAT)
            & ((whole == 1) | (all[first] != '0'));
    if (!plain || !isEnd(at)) {
      return -1;
    }
    row.addNumber(Packed.of(minus, digits, decimals));
    return at;
  }

  private int byBytes(int from) {
    byte[] all = bytes;
    int stop = end;
    int i = from;
    boolean negative = i < stop && all[i] == '-';
    i += negative ? 1 : 0;
    int first = i;
    long digits = 0;
    int digit;
    while (i < stop && (digit = all[i] - '0') >= 0 && digit <= 9) {
      digits = digits * 10 + digit;
      i++;
    }
    int whole = i - first;
    int decimals = 0;
    if (i < stop && all[i] == '.') {
      i++;
      int point = i;
      while (i < stop && (digit = all[i] - '0') >= 0 && digit <= 9) {
        digits = digits * 10 + digit;
        i++;
      }
      decimals = i - point;
      if (decimals == 0) {
        return -1;
      }
    }
    boolean plain =
        whole > 0 && whole + decimals <= KEPT && (whole == 1 || all[first] != '0') && isEnd(i);
    if (plain) {
      row.addNumber(Packed.of(negative ? 1 : 0, digits, decimals));
    }
    return plain ? i : -1;
  }

  private boolean isEnd(int i) {
    return i == end || bytes[i] == separator || bytes[i] == '\n' || bytes[i] == '\r';
  }

  /** Takes any other value; gives its end, or -1 if it is not plain. */
  private int text(int from) {
    if (from < end && bytes[from] == '"') {
      return quoted(from + 1);
    }
    int i = from;
    while (!isEnd(i)) {
      byte one = bytes[i];
      if (one <= 0 || one == '"') {
        return -1;
      }
      i++;
    }
    add(from, i);
    return i;
  }

  /** Takes what stands in quotes, on one line and without another quote. */
  private int quoted(int from) {
    int i = from;
    while (i < end && bytes[i] > ' ' && bytes[i] != '"') {
      i++;
    }
    // Blanks are no part of a value, but in quotes alone they are one.
    boolean first = i > from;
    while (first && i < end && bytes[i] >= ' ' && bytes[i] != '"') {
      i++;
    }
    if (i == end && !ended) {
      return end;
    }
    if (!first || i == end || bytes[i] != '"' || !isEnd(i + 1)) {
      return -1;
    }
    add(from, i);
    return i + 1;
  }

  private void add(int from, int to) {
    text = to - from > text.length ? new char[2 * (to - from)] : text;
    for (int j = from; j < to; j++) {
      text[j - from] = (char) bytes[j];
    }
    row.add(text, 0, to - from);
  }
}
