package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;
import org.atled.nn.loss.BCELoss;
import org.atled.nn.loss.BCEWithLogitsLoss;
import org.atled.nn.loss.CTCLoss;
import org.atled.nn.loss.CosineEmbeddingLoss;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.loss.DiceLoss;
import org.atled.nn.loss.FocalLoss;
import org.atled.nn.loss.GaussianNLLLoss;
import org.atled.nn.loss.HingeEmbeddingLoss;
import org.atled.nn.loss.HuberLoss;
import org.atled.nn.loss.KLDivLoss;
import org.atled.nn.loss.L1Loss;
import org.atled.nn.loss.Loss;
import org.atled.nn.loss.MSELoss;
import org.atled.nn.loss.MarginRankingLoss;
import org.atled.nn.loss.MultiLabelMarginLoss;
import org.atled.nn.loss.MultiLabelSoftMarginLoss;
import org.atled.nn.loss.MultiMarginLoss;
import org.atled.nn.loss.NLLLoss;
import org.atled.nn.loss.PoissonNLLLoss;
import org.atled.nn.loss.SmoothL1Loss;
import org.atled.nn.loss.SoftMarginLoss;
import org.atled.nn.loss.TripletMarginLoss;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The losses of {@code nn}, in every reduction, give the values and gradients of PyTorch. */
class LossTableTest {
  private static final Tolerance NEAR = new Tolerance(64, 1e-3);

  /** By row. */
  private static final Map<String, List<Literals.Literal>> LITERALS =
      Literals.all().stream().collect(Collectors.groupingBy(Literals.Literal::row));

  /**
   * A loss with its options, and what the table of operations calls it without a reduction.
   *
   * @param of the loss of some operands
   */
  record Row(Class<?> loss, String operation, LossRows.Loss of) {
    static Row of(Class<?> loss, String operation, LossRows.Loss of) {
      return new Row(loss, operation, of);
    }

    @Override
    public String toString() {
      return loss.getSimpleName() + ": " + operation;
    }
  }

  static List<Row> rows() {
    return List.of(
        Row.of(MSELoss.class, "mseLoss", (in, r) -> pair(new MSELoss().reduction(r), in)),
        Row.of(L1Loss.class, "l1Loss", (in, r) -> pair(new L1Loss().reduction(r), in)),
        Row.of(
            HuberLoss.class, "huberLoss by 1.0", (in, r) -> pair(new HuberLoss().reduction(r), in)),
        Row.of(
            HuberLoss.class,
            "huberLoss by 0.37",
            (in, r) -> pair(new HuberLoss().delta(0.37).reduction(r), in)),
        Row.of(
            SmoothL1Loss.class,
            "smoothL1Loss by 1.0",
            (in, r) -> pair(new SmoothL1Loss().reduction(r), in)),
        Row.of(
            SmoothL1Loss.class,
            "smoothL1Loss by 0.37",
            (in, r) -> pair(new SmoothL1Loss().reduction(r).beta(0.37), in)),
        Row.of(
            BCELoss.class, "binaryCrossEntropy", (in, r) -> pair(new BCELoss().reduction(r), in)),
        Row.of(
            BCELoss.class,
            "binaryCrossEntropy weighted",
            (in, r) -> pair(new BCELoss().weight(in.get(2)).reduction(r), in)),
        Row.of(
            BCEWithLogitsLoss.class,
            "binaryCrossEntropyWithLogits",
            (in, r) -> pair(new BCEWithLogitsLoss().reduction(r), in)),
        Row.of(
            BCEWithLogitsLoss.class,
            "binaryCrossEntropyWithLogits weighted",
            (in, r) ->
                pair(
                    new BCEWithLogitsLoss()
                        .positiveWeight(in.get(3))
                        .weight(in.get(2))
                        .reduction(r),
                    in)),
        Row.of(NLLLoss.class, "nllLoss", (in, r) -> pair(new NLLLoss().reduction(r), in)),
        Row.of(
            NLLLoss.class,
            "nllLoss weighted, ignoring 1",
            (in, r) -> pair(new NLLLoss().weight(in.get(2)).ignoring(1).reduction(r), in)),
        Row.of(
            CrossEntropyLoss.class,
            "crossEntropy, smoothed by 0.0",
            (in, r) -> pair(new CrossEntropyLoss().reduction(r), in)),
        Row.of(
            CrossEntropyLoss.class,
            "crossEntropy weighted, ignoring 1, smoothed by 0.1",
            (in, r) ->
                pair(
                    new CrossEntropyLoss()
                        .labelSmoothing(0.1)
                        .ignoring(1)
                        .weight(in.get(2))
                        .reduction(r),
                    in)),
        Row.of(
            CrossEntropyLoss.class,
            "crossEntropy of probabilities, smoothed by 0.1",
            (in, r) ->
                pair(
                    new CrossEntropyLoss().reduction(r).weight(in.get(2)).labelSmoothing(0.1), in)),
        Row.of(KLDivLoss.class, "klDiv", (in, r) -> pair(new KLDivLoss().reduction(r), in)),
        Row.of(
            KLDivLoss.class,
            "klDiv of logarithms",
            (in, r) -> pair(new KLDivLoss().logTarget(true).reduction(r), in)),
        Row.of(
            PoissonNLLLoss.class,
            "poissonNllLoss",
            (in, r) -> pair(new PoissonNLLLoss().reduction(r), in)),
        Row.of(
            PoissonNLLLoss.class,
            "poissonNllLoss, whole, of rates",
            (in, r) -> pair(new PoissonNLLLoss().full(true).logInput(false).reduction(r), in)),
        Row.of(
            GaussianNLLLoss.class,
            "gaussianNllLoss, whole",
            (in, r) ->
                new GaussianNLLLoss().full(true).reduction(r).of(in.get(0), in.get(1), in.get(2))),
        Row.of(
            HingeEmbeddingLoss.class,
            "hingeEmbeddingLoss",
            (in, r) -> pair(new HingeEmbeddingLoss().reduction(r), in)),
        Row.of(
            MarginRankingLoss.class,
            "marginRankingLoss",
            (in, r) ->
                new MarginRankingLoss()
                    .margin(0.5)
                    .reduction(r)
                    .of(in.get(0), in.get(1), in.get(2))),
        Row.of(
            MultiMarginLoss.class,
            "multiMarginLoss by 2",
            (in, r) ->
                pair(new MultiMarginLoss().p(2).margin(0.7).weight(in.get(2)).reduction(r), in)),
        Row.of(
            MultiLabelMarginLoss.class,
            "multilabelMarginLoss",
            (in, r) -> pair(new MultiLabelMarginLoss().reduction(r), in)),
        Row.of(
            SoftMarginLoss.class,
            "softMarginLoss",
            (in, r) -> pair(new SoftMarginLoss().reduction(r), in)),
        Row.of(
            MultiLabelSoftMarginLoss.class,
            "multilabelSoftMarginLoss",
            (in, r) -> pair(new MultiLabelSoftMarginLoss().weight(in.get(2)).reduction(r), in)),
        Row.of(
            CosineEmbeddingLoss.class,
            "cosineEmbeddingLoss",
            (in, r) ->
                new CosineEmbeddingLoss()
                    .margin(0.2)
                    .reduction(r)
                    .of(in.get(0), in.get(1), in.get(2))),
        Row.of(
            TripletMarginLoss.class,
            "tripletMarginLoss, swapped",
            (in, r) ->
                new TripletMarginLoss()
                    .swap(true)
                    .reduction(r)
                    .of(in.get(0), in.get(1), in.get(2))),
        Row.of(
            FocalLoss.class,
            "sigmoidFocalLoss by 1.5",
            (in, r) -> pair(new FocalLoss().gamma(1.5).reduction(r), in)),
        Row.of(
            CTCLoss.class,
            "ctcLoss, zero for none",
            (in, r) ->
                new CTCLoss()
                    .zeroInfinity(true)
                    .reduction(r)
                    .of(in.get(0).logSoftmax(2), in.get(1), in.get(2), in.get(3))),
        Row.of(
            DiceLoss.class,
            "diceLoss",
            (in, r) -> pair(new DiceLoss().smooth(0.5).reduction(r), in)));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void aLossGivesWhatPyTorchGives(Row row) {
    for (Reduction reduction : LossRows.reductions(row.operation())) {
      List<Literals.Literal> literals =
          LITERALS.getOrDefault(LossRows.name(row.operation(), reduction), List.of());
      assertThat(literals).as("%s, %s", row, reduction).isNotEmpty();
      for (Literals.Literal literal : literals) {
        String what = row + ", " + reduction + " of " + literal;
        List<Tensor> operands =
            literal.operands().stream()
                .map(x -> x.dtype().isFloating() ? x.requiresGrad() : x)
                .toList();
        Tensor loss = row.of().of(operands, reduction);
        Conformance.same(what, Numbers.of(literal.result()), loss, NEAR);
        gradients(what, loss, operands, literal.gradients());
      }
    }
  }

  private static void gradients(
      String what, Tensor loss, List<Tensor> operands, List<Optional<Tensor>> wanted) {
    if (wanted.isEmpty()) {
      return;
    }
    Tensor[] floats = operands.stream().filter(Tensor::needsGrad).toArray(Tensor[]::new);
    Gradients found = Autograd.gradients(loss.sum(), floats);
    for (int i = 0; i < operands.size(); i++) {
      Tensor x = operands.get(i);
      wanted
          .get(i)
          .ifPresent(g -> Conformance.same(what + ", gradient", Numbers.of(g), found.of(x), NEAR));
    }
  }

  @Test
  void everyLossHasARow() {
    Set<String> losses =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.atled.nn.loss")
                .stream()
                .filter(JavaClass::isRecord)
                .filter(JavaClass::isTopLevelClass)
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));

    assertThat(losses).hasSizeGreaterThan(20);
    assertThat(rows().stream().map(row -> row.loss().getName())).containsAll(losses);
  }

  private static Tensor pair(Loss loss, List<Tensor> in) {
    return loss.of(in.get(0), in.get(1));
  }
}
