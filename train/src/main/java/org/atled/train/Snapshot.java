package org.atled.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.Tensor;

/** Copies of numbers that go on changing, in arrays that are used again for the next. */
final class Snapshot {
  /** So many elements are copied by one thread at a time. */
  private static final int PIECE = 1 << 20;

  private SequencedMap<String, Tensor> copies = new LinkedHashMap<>();

  /** Some elements to copy from one array to another. */
  private record Piece(Object from, int first, Object to, int place, int count) {
    void copy() {
      System.arraycopy(from, first, to, place, count);
    }
  }

  /** Copies the numbers of the moment; what was given before is overwritten. */
  SequencedMap<String, Tensor> of(Map<String, Tensor> live) {
    SequencedMap<String, Tensor> next = new LinkedHashMap<>();
    List<Piece> pieces = new ArrayList<>();
    live.forEach((name, tensor) -> {
      Tensor before = copies.get(name);
      Tensor copy = before != null && before.type().equals(tensor.type()) ? before : room(tensor);
      next.put(name, copy);
      pieces.addAll(pieces(tensor, copy));
    });
    copies = next;
    if (pieces.size() > live.size()) {
      pieces.parallelStream().forEach(Piece::copy);
    } else {
      pieces.forEach(Piece::copy);
    }
    return copies;
  }

  private static Tensor room(Tensor tensor) {
    return Tensor.wrap(Storage.zeros(tensor.dtype(), tensor.shape().elements()), tensor.shape());
  }

  private static List<Piece> pieces(Tensor from, Tensor to) {
    Strided data = from.read("Checkpoints: a snapshot");
    boolean straight = data.isContiguous();
    Object source = straight ? data.storage().array() : from.toStorage().array();
    int offset = straight ? data.offset() : 0;
    Object target = to.strided().storage().array();
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < data.elements(); i += PIECE) {
      int count = Math.min(PIECE, data.elements() - i);
      pieces.add(new Piece(source, offset + i, target, i, count));
    }
    return pieces;
  }
}
