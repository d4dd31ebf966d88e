package org.atled.nn.layer;

import java.util.List;
import java.util.Map;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.WeightTransfer;

/** One row or more for each layer; {@link LayerTableTest} fails for a layer without. */
final class LayerTable {
  private static final Tensor POINTS = Tensor.of(new double[][] {{-2, -0.5}, {0.25, 3}});
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
          LayerRow.of("Flatten", Flatten::new, POINTS.reshape(1, 2, 2), -2, -0.5, 0.25, 3),
          LayerRow.of("Dropout", () -> new Dropout(0.5), POINTS, -2, -0.5, 0.25, 3)
              .differentInTraining(),
          LayerRow.of("Linear", LayerTable::linear, WIDE, 3.625, 0.125, -4.75, 1.375).learning(8),
          LayerRow.of("Linear without bias", LayerTable::unbiased, WIDE, 3.5, 0.625, -4.875, 1.875)
              .learning(6),
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
                  "Sequential",
                  () -> Sequential.of(linear(), new ReLU()),
                  WIDE,
                  3.625,
                  0.125,
                  0,
                  1.375)
              .learning(8));

  private LayerTable() {}

  private static Layer linear() {
    Linear linear = new Linear(3, 2);
    linear.bias().orElseThrow().copyInto(Tensor.of(new float[] {0.125f, -0.5f}));
    return weighted(linear);
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
