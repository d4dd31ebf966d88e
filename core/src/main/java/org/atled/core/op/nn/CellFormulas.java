package org.atled.core.op.nn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Hyperbolic;
import org.atled.core.expr.Logistic;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Recurrence.Cell;

/**
 * What a step of a {@link Cell} computes for one number of a state, and what its gradient does, as
 * loops. Where there is a mask, its element comes last.
 *
 * @param cell of which
 * @param masked whether a state may stay what it was
 * @param type FLOAT32 or FLOAT64
 */
record CellFormulas(Cell cell, boolean masked, DType type) {
  private enum Role {
    SUM,
    STEP,
    GRADIENT,
    CARRIED
  }

  private record Key(CellFormulas of, Role role, int more) {}

  private static final ConcurrentHashMap<Key, Expression> KNOWN = new ConcurrentHashMap<>();

  /** What is computed of the numbers, and the element of the mask if there is one. */
  private interface Body {
    List<Term> of(List<Term> in);
  }

  private Expression known(Role role, int more, int inputs, int outputs, Body body) {
    return KNOWN.computeIfAbsent(
        new Key(this, role, more),
        key -> {
          List<DType> types = new ArrayList<>(Collections.nCopies(inputs, type));
          if (masked) {
            types.add(DType.BOOL);
          }
          return Expression.of(types, Collections.nCopies(outputs, type), body::of);
        });
  }

  private CellFormulas always() {
    return new CellFormulas(cell, false, type);
  }

  /**
   * Of the product by the state: (sum, bias, x) → x + (sum + bias), without x for a GRU, and the
   * next state itself for a plain cell: (sum, bias, x, h, on) → h′.
   */
  Expression sum(boolean biased) {
    boolean plain = cell.gates() == 1;
    boolean withX = cell != Cell.GRU;
    int before = (biased ? 2 : 1) + (withX ? 1 : 0);
    CellFormulas own = plain ? this : always();
    return own.known(
        Role.SUM,
        biased ? 1 : 0,
        before + (plain && masked ? 1 : 0),
        1,
        in -> {
          Term a = biased ? in.get(0).add(in.get(1)) : in.get(0);
          Term y = withX ? in.get(before - 1).add(a) : a;
          if (plain) {
            y = cell == Cell.TANH ? Hyperbolic.tanh(y) : y.max(0);
            y = masked ? in.get(before + 1).select(y, in.get(before)) : y;
          }
          return List.of(y);
        });
  }

  /**
   * LSTM: (i, f, g, o, c, h if masked, on) → the gates, h′, c′. GRU: (x_r, x_z, x_n, a_r, a_z, a_n,
   * h, on) → r, z, n, h′.
   */
  Expression step() {
    return cell == Cell.LSTM
        ? known(Role.STEP, 0, masked ? 6 : 5, 6, this::lstm)
        : known(Role.STEP, 0, 7, 4, this::gru);
  }

  private List<Term> lstm(List<Term> in) {
    Term i = Logistic.sigmoid(in.get(0));
    Term f = Logistic.sigmoid(in.get(1));
    Term g = Hyperbolic.tanh(in.get(2));
    Term o = Logistic.sigmoid(in.get(3));
    Term c = f.mul(in.get(4)).add(i.mul(g));
    Term h = o.mul(Hyperbolic.tanh(c));
    return masked
        ? List.of(i, f, g, o, in.get(6).select(h, in.get(5)), in.get(6).select(c, in.get(4)))
        : List.of(i, f, g, o, h, c);
  }

  private List<Term> gru(List<Term> in) {
    Term r = Logistic.sigmoid(in.get(0).add(in.get(3)));
    Term z = Logistic.sigmoid(in.get(1).add(in.get(4)));
    Term n = Hyperbolic.tanh(in.get(2).add(r.mul(in.get(5))));
    Term h = in.get(6);
    Term next = n.add(z.mul(h.sub(n)));
    return List.of(r, z, n, masked ? in.get(7).select(next, h) : next);
  }

  /**
   * The gradients by the gates from those by the state after the step, which are sums of what later
   * steps gave, d, and what arrived from outside, e; a state that stayed passes d + e on, as does
   * what goes past the product.
   *
   * <ul>
   *   <li>plain: (d, e.., h, on) → gate, and if masked what is passed on
   *   <li>GRU: (d, e.., r, z, n, a_n, h before, on) → those by x: r, z, n; by a: r, z, n; passed on
   *   <li>LSTM: (d, e.., d_c, e_c.., i, f, g, o, c before, c, on) → i, f, g, o, d_c before, and if
   *       masked what is passed on
   * </ul>
   *
   * @param byHidden whether there is an e of h
   * @param byMemory whether there is an e of c
   */
  Expression gradient(boolean byHidden, boolean byMemory) {
    int more = (byHidden ? 1 : 0) + (byMemory ? 2 : 0);
    int passed = masked ? 1 : 0;
    int arrived = (byHidden ? 1 : 0) + (byMemory ? 1 : 0);
    return switch (cell) {
      case TANH, RELU ->
          known(Role.GRADIENT, more, 2 + arrived, 1 + passed, in -> plainBack(in, byHidden));
      case GRU -> known(Role.GRADIENT, more, 6 + arrived, 7, in -> gruBack(in, byHidden));
      case LSTM ->
          known(
              Role.GRADIENT, more, 8 + arrived, 5 + passed, in -> lstmBack(in, byHidden, byMemory));
    };
  }

  private static Term sum(List<Term> in, int at, boolean both) {
    return both ? in.get(at).add(in.get(at + 1)) : in.get(at);
  }

  private List<Term> plainBack(List<Term> in, boolean byHidden) {
    Term d = sum(in, 0, byHidden);
    Term h = in.get(byHidden ? 2 : 1);
    Term zero = h.constant(0.0);
    Term gate = cell == Cell.TANH ? d.mul(h.mul(h).neg().add(1)) : h.gt(0).select(d, zero);
    if (!masked) {
      return List.of(gate);
    }
    Term on = in.getLast();
    return List.of(on.select(gate, zero), on.select(zero, d));
  }

  private List<Term> gruBack(List<Term> in, boolean byHidden) {
    Term d = sum(in, 0, byHidden);
    int at = byHidden ? 2 : 1;
    Term r = in.get(at);
    Term z = in.get(at + 1);
    Term n = in.get(at + 2);
    Term ofN = in.get(at + 3);
    Term h = in.get(at + 4);
    Term fresh = d.mul(z.neg().add(1)).mul(n.mul(n).neg().add(1));
    Term update = d.mul(h.sub(n)).mul(z).mul(z.neg().add(1));
    Term reset = fresh.mul(ofN).mul(r).mul(r.neg().add(1));
    Term past = d.mul(z);
    if (!masked) {
      return List.of(reset, update, fresh, reset, update, fresh.mul(r), past);
    }
    Term on = in.getLast();
    Term zero = h.constant(0.0);
    Term ofReset = on.select(reset, zero);
    Term ofUpdate = on.select(update, zero);
    return List.of(
        ofReset,
        ofUpdate,
        on.select(fresh, zero),
        ofReset,
        ofUpdate,
        on.select(fresh.mul(r), zero),
        on.select(past, d));
  }

  private List<Term> lstmBack(List<Term> in, boolean byHidden, boolean byMemory) {
    Term d = sum(in, 0, byHidden);
    int at = byHidden ? 2 : 1;
    Term memory = sum(in, at, byMemory);
    at += byMemory ? 2 : 1;
    Term i = in.get(at);
    Term f = in.get(at + 1);
    Term g = in.get(at + 2);
    Term o = in.get(at + 3);
    Term before = in.get(at + 4);
    Term t = Hyperbolic.tanh(in.get(at + 5));
    Term c = memory.add(d.mul(o).mul(t.mul(t).neg().add(1)));
    List<Term> all =
        List.of(
            c.mul(g).mul(i).mul(i.neg().add(1)),
            c.mul(before).mul(f).mul(f.neg().add(1)),
            c.mul(i).mul(g.mul(g).neg().add(1)),
            d.mul(t).mul(o).mul(o.neg().add(1)),
            c.mul(f));
    if (!masked) {
      return all;
    }
    Term on = in.getLast();
    Term zero = c.constant(0.0);
    List<Term> chosen = new ArrayList<>();
    all.forEach(term -> chosen.add(on.select(term, zero)));
    chosen.set(4, on.select(all.get(4), memory));
    chosen.add(on.select(zero, d));
    return chosen;
  }

  /** Whether something goes past the product of the gradient by the gates. */
  boolean carries() {
    return masked || cell == Cell.GRU;
  }

  /** (sum, what was passed on, on) → the gradient by the state before the step. */
  Expression carried() {
    return known(
        Role.CARRIED,
        0,
        2,
        1,
        in -> {
          Term both = cell == Cell.GRU ? in.get(0).add(in.get(1)) : in.get(0);
          return List.of(masked ? in.get(2).select(both, in.get(1)) : both);
        });
  }
}
