package org.atled.nn.layer;

import java.util.List;
import java.util.Map;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.WeightTransfer;

/** One row or more for each layer; {@link LayerTableTest} fails for a layer without. */
final class LayerTable {
  private static final Tensor POINTS = Tensor.of(new double[][] {{-2, -0.5}, {0.25, 3}});
  private static final Tensor NEAR = POINTS.mul(0.5);
  private static final Tensor SHARED = Tensor.of(new float[][] {{0.5f, -0.25f, 1}, {2, 1, -0.5f}});
  private static final Tensor APART = Tensor.of(new float[][] {{0.125f, 0}, {-1, 0.25f}});
  private static final Tensor WIDE = Tensor.of(new double[][] {{1, -2, 0.5}, {0.25, 3, -1}});

  static final List<LayerRow> ROWS =
      List.of(
          LayerRow.of("ReLU", ReLU::new, POINTS, 0, 0, 0.25, 3),
          LayerRow.of("LeakyReLU", LeakyReLU::new, POINTS, -0.02, -0.005, 0.25, 3),
          LayerRow.of(
              "LeakyReLU of slope 0.2", () -> new LeakyReLU(0.2), POINTS, -0.4, -0.1, 0.25, 3),
          LayerRow.of(
              "Sigmoid",
              Sigmoid::new,
              POINTS,
              0.11920292202211755,
              0.3775406687981454,
              0.5621765008857981,
              0.9525741268224334),
          LayerRow.of(
              "Tanh",
              Tanh::new,
              POINTS,
              -0.9640275800758169,
              -0.46211715726000974,
              0.24491866240370913,
              0.9950547536867305),
          LayerRow.of(
              "GELU",
              GELU::new,
              POINTS,
              -0.04550026389635842,
              -0.15426876936299344,
              0.14967658142073093,
              2.99595030590511),
          LayerRow.of(
              "SiLU",
              SiLU::new,
              POINTS,
              -0.2384058440442351,
              -0.1887703343990727,
              0.14054412522144952,
              2.8577223804672998),
          LayerRow.of(
              "Softplus",
              Softplus::new,
              POINTS,
              0.1269280110429725,
              0.4740769841801067,
              0.8259394198788436,
              3.048587351573742),
          LayerRow.of("ReLU6", ReLU6::new, POINTS, 0, 0, 0.25, 3),
          LayerRow.of("ELU", ELU::new, POINTS, -0.8646647167633873, -0.3934693402873666, 0.25, 3),
          LayerRow.of(
              "ELU of 0.5",
              () -> new ELU(0.5),
              POINTS,
              -0.43233235838169365,
              -0.1967346701436833,
              0.25,
              3),
          LayerRow.of(
              "SELU",
              SELU::new,
              POINTS,
              -1.5201664685956948,
              -0.6917581878028713,
              0.2626752468388701,
              3.1521029620664414),
          LayerRow.of("CELU", CELU::new, POINTS, -0.8646647167633873, -0.3934693402873666, 0.25, 3),
          LayerRow.of(
              "CELU of 0.5",
              () -> new CELU(0.5),
              POINTS,
              -0.4908421805556329,
              -0.31606027941427883,
              0.25,
              3),
          LayerRow.of(
              "Mish",
              Mish::new,
              POINTS,
              -0.2525014826957089,
              -0.22074377465173,
              0.1695724096638176,
              2.9865350049679575),
          LayerRow.of(
              "Softsign",
              Softsign::new,
              POINTS,
              -0.6666666666666666,
              -0.3333333333333333,
              0.2,
              0.75),
          LayerRow.of("Hardtanh", Hardtanh::new, POINTS, -1, -0.5, 0.25, 1),
          LayerRow.of(
              "Hardtanh of -0.75 and 2",
              () -> new Hardtanh(-0.75, 2),
              POINTS,
              -0.75,
              -0.5,
              0.25,
              2),
          LayerRow.of(
              "Hardsigmoid",
              Hardsigmoid::new,
              NEAR,
              0.3333333333333333,
              0.4583333333333333,
              0.5208333333333334,
              0.75),
          LayerRow.of(
              "Hardswish",
              Hardswish::new,
              NEAR,
              -0.3333333333333333,
              -0.11458333333333333,
              0.06510416666666667,
              1.125),
          LayerRow.of("Threshold", () -> new Threshold(0.5, -2), POINTS, -2, -2, -2, 3),
          LayerRow.of("Hardshrink", () -> new Hardshrink(0.375), POINTS, -2, -0.5, 0, 3),
          LayerRow.of("Softshrink", () -> new Softshrink(0.375), POINTS, -1.625, -0.125, 0, 2.625),
          LayerRow.of(
              "Tanhshrink",
              Tanhshrink::new,
              POINTS,
              -1.035972419924183,
              -0.03788284273999026,
              0.005081337596290869,
              2.0049452463132695),
          LayerRow.of(
              "LogSigmoid",
              LogSigmoid::new,
              POINTS,
              -2.1269280110429727,
              -0.9740769841801067,
              -0.5759394198788436,
              -0.04858735157374206),
          LayerRow.of(
              "Softmax",
              () -> new Softmax(-1),
              POINTS,
              0.18242552380635632,
              0.8175744761936437,
              0.06008665017400762,
              0.9399133498259924),
          LayerRow.of(
              "Softmax along 0",
              () -> new Softmax(0),
              POINTS,
              0.0953494648991095,
              0.029312230751356316,
              0.9046505351008906,
              0.9706877692486436),
          LayerRow.of(
              "LogSoftmax",
              () -> new LogSoftmax(-1),
              POINTS,
              -1.7014132779827524,
              -0.20141327798275246,
              -2.8119675890031988,
              -0.061967589003198625),
          LayerRow.of("GLU", GLU::new, POINTS, -0.7550813375962908, 0.23814353170560834),
          LayerRow.of(
              "GLU along 0", () -> new GLU(0), POINTS, -1.1243530017715961, -0.4762870634112167),
          LayerRow.of("PReLU", PReLU::new, POINTS, -0.5, -0.125, 0.25, 3).learning(1),
          LayerRow.of("PReLU of 2", LayerTable::sloped, POINTS, -1, 0.5, 0.25, 3).learning(2),
          LayerRow.of(
                  "ProportionalOdds",
                  LayerTable::ordered,
                  Tensor.of(new double[][] {{-0.5}, {1.25}}),
                  -0.7575990353171691,
                  -1.572858116445159,
                  -2.5699397559684685,
                  -1.3974855371111459,
                  -2.0176750576056004,
                  -2.014838524759278,
                  -2.529067007455927,
                  -0.42470840257291814)
              .learning(3),
          LayerRow.of("Identity", Identity::new, POINTS, -2, -0.5, 0.25, 3),
          LayerRow.of("Flatten", Flatten::new, POINTS.reshape(1, 2, 2), -2, -0.5, 0.25, 3),
          LayerRow.of("Unflatten", () -> new Unflatten(-1, 2, -1), POINTS, -2, -0.5, 0.25, 3),
          LayerRow.of("Dropout", () -> new Dropout(0.5), POINTS, -2, -0.5, 0.25, 3)
              .differentInTraining(),
          LayerRow.of("Linear", LayerTable::linear, WIDE, 3.625, 0.125, -4.75, 1.375).learning(8),
          LayerRow.of("Linear without bias", LayerTable::unbiased, WIDE, 3.5, 0.625, -4.875, 1.875)
              .learning(6),
          LayerRow.of(
                  "EntityEmbedding",
                  LayerTable::entities,
                  Tensor.of(new double[][] {{1, -0.5, 2}, {1, 3, 1}}),
                  0.5,
                  -0.25,
                  -0.5,
                  3,
                  4,
                  0.5,
                  -0.25,
                  3,
                  1,
                  2)
              .learning(10),
          LayerRow.of(
                  "PeriodicEmbedding",
                  LayerTable::periodic,
                  POINTS,
                  -1.0,
                  -0.7071067811865476,
                  6.123233995736766e-17,
                  -0.7071067811865475,
                  -0.19509032201612825,
                  0.9238795325112867,
                  0.9807852804032304,
                  0.38268343236508984,
                  0.19509032201612825,
                  0.29028467725446233,
                  0.9807852804032304,
                  0.9569403357322088,
                  0.9238795325112867,
                  -0.7071067811865474,
                  0.38268343236508984,
                  0.7071067811865477)
              .learning(4),
          LayerRow.of(
                  "EnsembleLinear",
                  LayerTable::ensemble,
                  WIDE,
                  0.625,
                  -7.5,
                  -0.875,
                  -3.875,
                  0,
                  4,
                  -1.6875,
                  3)
              .learning(20),
          LayerRow.of(
                  "EnsembleLinear behind another",
                  LayerTable::ensemble,
                  WIDE.unsqueeze(0),
                  0.625,
                  -7.5,
                  -1.6875,
                  3)
              .learning(20),
          LayerRow.of(
                  "MemberLinear",
                  LayerTable::members,
                  WIDE,
                  1.625,
                  -0.25,
                  -0.625,
                  -2.875,
                  -1.5,
                  4,
                  -8.4375,
                  4.0625)
              .learning(16),
          LayerRow.of(
                  "MemberLinear behind another",
                  LayerTable::members,
                  WIDE.unsqueeze(0),
                  1.625,
                  -0.25,
                  -8.4375,
                  4.0625)
              .learning(16),
          LayerRow.of(
                  "EnsembleMean of numbers",
                  () -> new EnsembleMean(EnsembleMean.Of.NUMBERS),
                  WIDE.unsqueeze(0),
                  0.625,
                  0.5,
                  -0.25)
              .differentInTraining(),
          LayerRow.of(
                  "EnsembleMean of chances",
                  () -> new EnsembleMean(EnsembleMean.Of.CHANCES),
                  WIDE.unsqueeze(0),
                  0.6042040638628042,
                  0.14380139015552226,
                  -0.21805845336621044)
              .differentInTraining(),
          LayerRow.of(
                  "EnsembleMean of classes",
                  () -> new EnsembleMean(EnsembleMean.Of.CLASSES),
                  WIDE.unsqueeze(0),
                  -1.1044010305396943,
                  -0.7401702777808896,
                  -1.652564682834345)
              .differentInTraining(),
          LayerRow.of(
                  "BatchNorm1d",
                  () -> normalizing(BatchNorm1d.Config.of(3)),
                  WIDE,
                  0.6249993750011719,
                  -0.9999800005999799,
                  0.750001249990625,
                  -0.12499968750058593,
                  3.9999200023999197,
                  2.2499937500468747)
              .learning(6)
              .differentInTraining(),
          LayerRow.of(
                  "BatchNorm1d without affine",
                  () -> normalizing(BatchNorm1d.Config.of(3).withoutAffine().averagingAll()),
                  WIDE,
                  0.24999968750058593,
                  -1.9999600011999599,
                  0.24999875000937494,
                  -0.12499984375029297,
                  7.9998400047998395,
                  -1.2499937500468747)
              .differentInTraining(),
          LayerRow.of(
                  "Lambda", () -> new Lambda("square", Tensor::square), POINTS, 4, 0.25, 0.0625, 9)
              .madeOfCode(),
          LayerRow.of(
                  "Sequential",
                  () -> Sequential.of(linear(), new ReLU()),
                  WIDE,
                  3.625,
                  0.125,
                  0,
                  1.375)
              .learning(8));

  private LayerTable() {}

  private static Layer sloped() {
    PReLU layer = new PReLU(2);
    layer.weight().copyInto(Tensor.of(new float[] {0.5f, -1}));
    return layer;
  }

  private static Layer ordered() {
    ProportionalOdds layer = new ProportionalOdds(4);
    layer.bias().copyInto(Tensor.of(new float[] {-0.0625f}));
    layer.weight().copyInto(Tensor.of(new float[] {0.03125f, -0.078125f}));
    return layer;
  }

  private static Layer linear() {
    Linear linear = new Linear(3, 2);
    linear.bias().orElseThrow().copyInto(Tensor.of(new float[] {0.125f, -0.5f}));
    return weighted(linear);
  }

  private static Layer entities() {
    EntityEmbedding layer =
        new EntityEmbedding(new EntityEmbedding.Config(3, List.of(0L, 2L), List.of(2L, 3L), 2));
    Map<String, Tensor> vectors =
        Map.of(
            "0.weight", Tensor.of(new float[][] {{0, 0}, {0.5f, -0.25f}}),
            "2.weight", Tensor.of(new float[][] {{0, 0}, {1, 2}, {3, 4}}));
    WeightTransfer.of(vectors).into(layer);
    return layer;
  }

  private static Layer periodic() {
    PeriodicEmbedding layer = new PeriodicEmbedding(2, 2);
    layer.weight().copyInto(Tensor.of(new float[][] {{0.125f, 0.1875f}, {0.0625f, -0.375f}}));
    return layer;
  }

  /** Two members; PyTorch's linear(x.unsqueeze(1) * r, weight) * s + bias. */
  private static Layer ensemble() {
    EnsembleLinear layer = new EnsembleLinear(EnsembleLinear.Config.of(3, 2, 2));
    Map<String, Tensor> numbers =
        Map.of(
            "weight",
            SHARED,
            "r",
            Tensor.of(new float[][] {{1, -1, 1}, {-1, 1, 0.5f}}),
            "s",
            Tensor.of(new float[][] {{1, -2}, {0.5f, 1}}),
            "bias",
            APART);
    WeightTransfer.of(numbers).into(layer);
    return layer;
  }

  /** Two members; PyTorch's einsum("bki,koi->bko", x, weight) + bias. */
  private static Layer members() {
    MemberLinear layer = new MemberLinear(3, 2, 2);
    Tensor other = Tensor.of(new float[][] {{-3.75f, -1.75f, 1.25f}, {-0.75f, 0.75f, -1.75f}});
    Tensor weight = Structure.stack(0, SHARED, other);
    WeightTransfer.of(Map.of("weight", weight, "bias", APART)).into(layer);
    return layer;
  }

  private static Layer normalizing(BatchNorm1d.Config config) {
    BatchNorm1d norm = new BatchNorm1d(config);
    Map<String, Tensor> numbers =
        Map.of(
            "weight", Tensor.of(new float[] {2, 0.5f, -1}),
            "bias", Tensor.of(new float[] {0.125f, 0, 1}),
            "running_mean", Tensor.of(new float[] {0.5f, -1, 0.25f}),
            "running_var", Tensor.of(new float[] {4, 0.25f, 1}));
    WeightTransfer.of(numbers).into(norm);
    return norm;
  }

  private static Layer unbiased() {
    return weighted(new Linear(Linear.Config.of(3, 2).withoutBias()));
  }

  private static Layer weighted(Linear linear) {
    linear
        .weight()
        .copyInto(Tensor.of(new double[][] {{0.5, -1, 2}, {1.5, 0.25, -0.75}}).to(DType.FLOAT32));
    return linear;
  }
}
