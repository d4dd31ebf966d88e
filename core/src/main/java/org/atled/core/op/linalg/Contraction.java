package org.atled.core.op.linalg;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Tensor;

/**
 * The product of tensors with labelled axes, summed over the labels that the result does not have.
 * Two factors at a time: always the pair whose product is smallest, of equal ones the pair that
 * takes the fewest multiplications, of these the first. What only one factor has, and the result
 * has not, is summed before any product.
 */
record Contraction(Labels labels) {
  /** Two of the factors, by their places, and what their product costs. */
  private record Pair(int first, int second, double elements, double multiplications) {
    boolean isBetterThan(Pair other) {
      return elements < other.elements
          || (elements == other.elements && multiplications < other.multiplications);
    }
  }

  Tensor of(List<Tensor> tensors) {
    DType type = Promotion.of(tensors.stream().map(Tensor::type).toList());
    List<Factor> factors = new ArrayList<>();
    for (int i = 0; i < tensors.size(); i++) {
      Factor factor = new Factor(tensors.get(i).to(type), labels.operands().get(i));
      factors.add(factor.diagonal().unrepeated(labels));
    }
    factors.replaceAll(factor -> factor.sumTo(labels.kept(without(factors, factor))));
    while (factors.size() > 1) {
      Pair pair = best(factors);
      Factor b = factors.remove(pair.second);
      Factor a = factors.remove(pair.first);
      factors.add(a.times(b, labels.kept(factors)));
    }
    Tensor result = factors.getFirst().sumTo(labels.output()).inOrder(labels.output());
    return tensors.size() == 1 ? result : result.to(type);
  }

  private Pair best(List<Factor> factors) {
    Pair best = pair(factors, 0, 1);
    for (int first = 0; first < factors.size(); first++) {
      for (int second = first + 1; second < factors.size(); second++) {
        Pair pair = pair(factors, first, second);
        best = pair.isBetterThan(best) ? pair : best;
      }
    }
    return best;
  }

  private Pair pair(List<Factor> factors, int first, int second) {
    Factor a = factors.get(first);
    Factor b = factors.get(second);
    Set<Integer> all = new HashSet<>(a.labels());
    all.addAll(b.labels());
    Set<Integer> kept = new HashSet<>(all);
    kept.retainAll(labels.kept(without(factors, a, b)));
    return new Pair(first, second, labels.elements(kept), labels.elements(all));
  }

  /** The others; the same factor is the same object. */
  private static Collection<Factor> without(List<Factor> factors, Factor... gone) {
    List<Factor> others = new ArrayList<>(factors);
    for (Factor factor : gone) {
      others.removeIf(other -> other == factor);
    }
    return others;
  }
}
