package org.atled.train.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.formats.json.Json;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.StateMap;
import org.atled.nn.file.ModelFolder;
import org.atled.nn.inspect.Activations;
import org.atled.nn.layer.Conv2d;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Layers;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.RNNModel;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.Tanh;
import org.atled.train.Objective;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitecturesTest {
  private static final Shape POINT = Shape.of(2);
  private static final Shape IMAGE = Shape.of(1, 4, 4);

  @TempDir Path folder;

  private Path described(String json) {
    try {
      return Files.writeString(folder.resolve("net.json"), json);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Architecture parsed(String json) {
    return Architectures.parse(described(json).toString());
  }

  @Test
  void whatIsParsedPrintsAsItWasWritten() {
    Path file = described("{\"type\": \"Linear\", \"in\": 2, \"out\": 3, \"bias\": true}");

    assertThat(Architectures.parse("linear")).isEqualTo(new LinearModel()).hasToString("linear");
    assertThat(Architectures.parse("mlp:512")).hasToString("mlp:512");
    assertThat(Architectures.parse("mlp:512,256")).hasToString("mlp:512,256");
    assertThat(Architectures.parse(file.toString())).hasToString(file.toString());
  }

  @Test
  void everyExampleIsOfItsFamilyAlone() {
    for (Architecture.Family family : Architectures.all()) {
      assertThat(Architectures.all())
          .filteredOn(other -> other.isMeant().test(family.example()))
          .containsExactly(family);
      assertThat(family.summary()).isNotBlank();
    }
  }

  @Test
  void aLinearModelIsOneLayer() {
    assertThat(new LinearModel().build(POINT, 3)).hasToString("Sequential[Linear(2, 3)]");
    assertThat(new LinearModel().build(IMAGE, 1))
        .hasToString("Sequential[Flatten(), Linear(16, 1)]");
  }

  @Test
  void anMlpIsFlattenedActivatedAndDropped() {
    assertThat(Mlp.of(8, 6).activation(Tanh::new).dropout(0.25).build(IMAGE, 3))
        .hasToString(
            "Sequential[Flatten(), Linear(16, 8), Tanh(), Dropout(0.25), Linear(8, 6), Tanh(),"
                + " Dropout(0.25), Linear(6, 3)]");
    assertThat(Mlp.of(4).build(POINT, 1))
        .hasToString("Sequential[Linear(2, 4), ReLU(), Linear(4, 1)]");
  }

  @Test
  void anMlpMayStandBehindSinesAndCosinesOfEachNumber() {
    assertThat(PeriodicMlp.of(8, 6).activation(Tanh::new).dropout(0.25).build(IMAGE, 3))
        .hasToString(
            "Sequential[Flatten(), PeriodicEmbedding(16, 24), Linear(48, 16), Tanh(), Flatten(),"
                + " Linear(256, 8), Tanh(), Dropout(0.25), Linear(8, 6), Tanh(), Dropout(0.25),"
                + " Linear(6, 3)]");
    assertThat(Architectures.parse("mlp-plr:4")).hasToString("mlp-plr:4");
    assertThat(Architectures.parse("mlp-plr:4,2:0.30")).hasToString("mlp-plr:4,2:0.3");
    assertThat(Architectures.parse("mlp-plr:4").build(POINT, 1).apply(Tensor.of(new float[3][2])))
        .satisfies(y -> assertThat(y.shape()).isEqualTo(Shape.of(3, 1)));
  }

  @Test
  void tabMIsAnEnsembleInOneNetwork() {
    assertThat(TabM.of(3, 8, 6).activation(Tanh::new).dropout(0.25).build(IMAGE, 2))
        .hasToString(
            "Sequential[Flatten(), PeriodicEmbedding(16, 24), Linear(48, 16), Tanh(), Flatten(),"
                + " EnsembleLinear(256, 8, 3 members), Tanh(), Dropout(0.25), EnsembleLinear(8, 6,"
                + " 3 members), Tanh(), Dropout(0.25), MemberLinear(6, 2, 3 members),"
                + " EnsembleMean(numbers)]");
    assertThat(Architectures.parse("tabm:12x4,2")).hasToString("tabm:12x4,2");
    assertThat(Architectures.parse("tabm:12x4:0.5")).hasToString("tabm:12x4:0.5");
    assertThat(TabM.of(2, 4).build(POINT, 1).apply(Tensor.of(new float[3][2])))
        .satisfies(y -> assertThat(y.shape()).isEqualTo(Shape.of(3, 1)));
  }

  @Test
  void frequenciesStartInTheDeviationThatIsAskedFor() {
    for (String text : List.of("mlp-plr:4:0.5", "tabm:2x4:0.5")) {
      Layer network = Architectures.parse(text).build(Shape.of(50), 1);
      Tensor weight = Objects.requireNonNull(network.state().entries().get("0.weight")).value();
      double square = weight.square().mean().item();
      // 1,200 of them; five standard errors.
      assertThat(Math.sqrt(square)).isCloseTo(0.5, within(5 * 0.5 / Math.sqrt(2 * 1200)));
    }
  }

  @Test
  void whatTheMeanOfAnEnsembleIsTakenOfFollowsFromWhatItGives() {
    List<String> two = List.of("a", "b");
    List<String> three = List.of("a", "b", "c");

    assertThat(TabM.of(2, 4).build(POINT, new Objective.Numbers(2)).toString())
        .endsWith("MemberLinear(4, 2, 2 members), EnsembleMean(numbers)]");
    assertThat(TabM.of(2, 4).build(POINT, new Objective.Logit(two)).toString())
        .endsWith("MemberLinear(4, 1, 2 members), EnsembleMean(chances)]");
    assertThat(TabM.of(2, 4).build(POINT, new Objective.Chances(2)).toString())
        .endsWith("MemberLinear(4, 2, 2 members), EnsembleMean(chances)]");
    assertThat(TabM.of(2, 4).build(POINT, new Objective.Logits(three)).toString())
        .endsWith("MemberLinear(4, 3, 2 members), EnsembleMean(classes)]");
  }

  @Test
  void leNet5IsForImages() {
    assertThat(new LeNet5().build(Shape.of(1, 28, 28), 10))
        .hasToString(
            "Sequential[Conv2d(1, 6, kernel 5, padding 2×2), ReLU(), MaxPool2d(2), Conv2d(6, 16,"
                + " kernel 5), ReLU(), MaxPool2d(2), Flatten(), Linear(400, 120), ReLU(),"
                + " Linear(120, 84), ReLU(), Linear(84, 10)]");
    assertThat(new LeNet5().build(Shape.of(3, 32, 32), 2).toString()).contains("Linear(400, 120)");
    assertThat(new LeNet5().build(Shape.of(1, 12, 40), 2).toString())
        .contains("padding 2×0", "Linear(112, 120)");
    assertThatThrownBy(() -> new LeNet5().build(POINT, 3))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "lenet5 takes images [channels, height, width], but an example is [2]; take mlp:512.");
    assertThatThrownBy(() -> new LeNet5().build(Shape.of(1, 8, 9), 3))
        .hasMessage(
            "lenet5 takes images of at least 12×12, but they are 8×9; make them larger, a"
                + " folder of them by --size 12, or take mlp:512.");
  }

  @Test
  void cnnIsForImages() {
    assertThat(new Cnn().build(Shape.of(1, 28, 28), 10))
        .hasToString(
            "Sequential[Conv2d(1, 32, kernel 3, padding 1), ReLU(), MaxPool2d(2), Conv2d(32, 64,"
                + " kernel 3, padding 1), ReLU(), MaxPool2d(2), Flatten(), Linear(3136, 128),"
                + " ReLU(), Linear(128, 10)]");
    assertThatThrownBy(() -> new Cnn().build(Shape.of(1, 3, 9), 3))
        .hasMessage(
            "cnn takes images of at least 4×4, but they are 3×9; make them larger, a"
                + " folder of them by --size 4, or take mlp:512.");
  }

  @Test
  void networksForTextsReadIds() {
    Shape window = Shape.of(16);
    assertThat(Architectures.parse("gpt"))
        .isEqualTo(GptText.of(4, 128))
        .isInstanceOf(Architecture.OfTokens.class)
        .hasToString("gpt:4x128");
    assertThat(GptText.of(2, 64).dropout(0.1).build(window, 65))
        .hasToString("GPT(65, context 16, 2 layers of 64, 2 heads, dropout 0.1)");
    assertThat(Architectures.parse("lstm:1x8"))
        .isEqualTo(RecurrentNetwork.of(RNNModel.Kind.LSTM, 1, 8))
        .hasToString("lstm:1x8");
    assertThat(RecurrentNetwork.of(RNNModel.Kind.GRU, 1, 8).dropout(0.5).build(window, 65))
        .hasToString("RNNModel(gru, 65, 1 layers of 8, dropout 0.5)");
    assertThat(Architectures.parse("rnn:3x8").build(window, 65))
        .hasToString("RNNModel(rnn, 65, 3 layers of 8)");
    assertThatThrownBy(() -> GptText.of(1, 8).build(IMAGE, 3))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("gpt:1x8 reads ids [steps], but an example is [1, 4, 4]; take mlp:512.");
  }

  @Test
  void networksForLinesTellClassesApart() {
    Shape line = Shape.of(40);
    assertThat(classifier("bag", line)).isEqualTo("SequenceClassifier(30, bag of 64, 3)");
    assertThat(classifier("lstm:2x8", line)).isEqualTo("SequenceClassifier(30, lstm of 2x8, 3)");
    assertThat(BagOfTokens.of(8).dropout(0.5).classifier(30, line, 3))
        .hasToString("SequenceClassifier(30, bag of 8, 3, dropout 0.5)");
    assertThat(classifier("transformer", line))
        .isEqualTo("SequenceClassifier(30, transformer of 2x64, 3)");
    assertThat(Architectures.parse("bag")).hasToString("bag:64");
    assertThat(Architectures.parse("transformer:1x8")).isEqualTo(EncoderOfLines.of(1, 8));
    assertThatThrownBy(() -> BagOfTokens.of(8).build(line, 3))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "bag:8 reads lines of text that have a class; name a table with such a column and"
                + " --target, or take mlp:512.");
    assertThatThrownBy(() -> BagOfTokens.of(8).classifier(30, IMAGE, 3))
        .hasMessage("bag:8 reads ids [steps], but an example is [1, 4, 4]; take mlp:512.");
    assertThatThrownBy(() -> Architectures.parse("bag:0"))
        .hasMessage("\"bag:0\" has no width, a whole number of at least 1; write it as bag:64.");
  }

  private static String classifier(String text, Shape line) {
    return ((Architecture.OfLines) Architectures.parse(text)).classifier(30, line, 3).toString();
  }

  /** Parameters as torchvision counts them, but for the few of another first layer. */
  @Test
  void residualNetworksHaveTheLayersOfThePaper() {
    Shape photo = Shape.of(3, 224, 224);
    assertThat(parameters("resnet:18", photo, 1000)).isEqualTo(11_689_512);
    assertThat(parameters("resnet:34", photo, 1000)).isEqualTo(21_797_672);
    assertThat(parameters("resnet:50", photo, 1000)).isEqualTo(25_557_032);
    Shape small = Shape.of(3, 32, 32);
    assertThat(parameters("resnet:18", small, 1000)).isEqualTo(11_689_512 - 3 * 64 * (49 - 9));
    // He et al. 2016, table 6: 0.27 million.
    assertThat(parameters("resnet:20", small, 10)).isEqualTo(272_474);
    assertThat(parameters("resnet:14,32", small, 10)).isEqualTo(696_618);
    assertThat(parameters("resnet:9", small, 10)).isEqualTo(6_573_130);
    assertThat(Architectures.parse("resnet:14,32")).hasToString("resnet:14,32");
    assertThat(Architectures.parse("resnet:14,16")).hasToString("resnet:14");
  }

  /** As torchvision counts them; its VGG-11 has 9,220,480 in front of its linear layers. */
  @Test
  void mobileNetAndVggHaveTheLayersOfTheirPapers() {
    Shape photo = Shape.of(3, 224, 224);
    Shape small = Shape.of(3, 32, 32);
    assertThat(parameters("mobilenet-v2", photo, 1000)).isEqualTo(3_504_872);
    assertThat(parameters("mobilenet-v2", small, 1000)).isEqualTo(3_504_872);
    assertThat(parameters("mobilenet-v2:0.5", small, 1000)).isEqualTo(1_968_680);
    Layer vgg = Architectures.parse("vgg:11").build(small, 10);
    assertThat(vgg.state().matching("features.*").parameterCount()).isEqualTo(9_220_480);
    assertThat(vgg.state().parameterCount()).isEqualTo(9_220_480 + 2 * 513 * 512 + 513 * 10);
    Layer normed = Architectures.parse("vgg:11,bn").build(small, 10);
    assertThat(normed.state().matching("features.*").parameterCount()).isEqualTo(9_225_984);
    Layer deepest = Architectures.parse("vgg:19").build(small, 10);
    assertThat(deepest.state().matching("features.*").parameterCount()).isEqualTo(20_024_384);
  }

  @Test
  void mobileNetAndVggHaveTheNamesOfTorchvision() {
    Layer mobile = Architectures.parse("mobilenet-v2:0.1").build(Shape.of(1, 28, 28), 5);
    Layer vgg = Architectures.parse("vgg:11,bn").build(Shape.of(3, 32, 32), 5);

    assertThat(mobile.state().entries().keySet())
        .contains(
            "features.0.0.weight",
            "features.1.conv.0.0.weight",
            "features.1.conv.2.running_var",
            "features.2.conv.1.1.bias",
            "features.17.conv.3.num_batches_tracked",
            "features.18.1.weight",
            "classifier.1.bias")
        .doesNotContain("features.1.conv.3.weight", "features.19.0.weight");
    assertThat(vgg.state().entries().keySet())
        .contains("features.0.weight", "features.1.running_mean", "features.25.weight")
        .contains("classifier.0.weight", "classifier.3.weight", "classifier.6.bias");
    assertThat(mobile.apply(Tensor.zeros(2, 1, 28, 28)).shape()).isEqualTo(Shape.of(2, 5));
    assertThat(Architectures.parse("mobilenet-v2:0.5")).hasToString("mobilenet-v2:0.5");
    assertThat(Architectures.parse("mobilenet-v2:2")).hasToString("mobilenet-v2:2");
    assertThat(Architectures.parse("mobilenet-v2:1.0")).hasToString("mobilenet-v2");
    assertThat(Architectures.parse("vgg:16,bn")).hasToString("vgg:16,bn");
    assertThat(Architectures.parse("vgg:13")).hasToString("vgg:13");
    Layer least = new Vgg(11, false).build(Shape.of(1, 17, 28), 3);
    assertThat(least.apply(Tensor.zeros(2, 1, 17, 28)).shape()).isEqualTo(Shape.of(2, 3));
    assertThatThrownBy(() -> new Vgg(11, true).build(Shape.of(1, 16, 28), 3))
        .hasMessage(
            "vgg:11,bn takes images of at least 17×17, but they are 16×28; make them larger, a"
                + " folder of them by --size 17, or take mlp:512.");
  }

  /** Small images keep their sides in the first two steps. */
  @Test
  void mobileNetLooksCloselyAtSmallImages() {
    Activations seen = new Activations();
    MobileNet tiny = new MobileNet(0.1);
    tiny.build(Shape.of(1, 32, 32), 2)
        .apply(Tensor.zeros(1, 1, 32, 32), Mode.evaluation().observedBy(seen));
    assertThat(seen.of("features").shape()).isEqualTo(Shape.of(1, 1280, 4, 4));
    Activations large = new Activations();
    tiny.build(Shape.of(1, 64, 64), 2)
        .apply(Tensor.zeros(1, 1, 64, 64), Mode.evaluation().observedBy(large));
    assertThat(large.of("features").shape()).isEqualTo(Shape.of(1, 1280, 2, 2));
  }

  @Test
  void theSmallResidualNetworkStartsAsALinearOneWithBlocksBesideIt() {
    ResidualMlp architecture = ResidualMlp.of(8, 2).activation(Tanh::new).dropout(0.25);
    Layer network = architecture.build(IMAGE, 3);

    assertThat(network)
        .hasToString(
            "Sequential[Flatten(), Linear(16, 8), Tanh(), Residual, Residual, Linear(8, 3)]");
    assertThat(network.state().parameterCount()).isEqualTo(17 * 8 + 2 * 2 * 9 * 8 + 9 * 3);
    assertThat(Objects.requireNonNull(network.children().get("3")).children().get("body"))
        .hasToString("Sequential[Linear(8, 8), Tanh(), Dropout(0.25), Linear(8, 8)]");
    assertThat(
            network.state().matching("3.body.3.weight").parameters().getFirst().value().toFloats())
        .containsOnly(0);
    assertThat(Architectures.parse("resnet-s:32")).hasToString("resnet-s:32,3");
  }

  private static long parameters(String architecture, Shape input, int outputs) {
    Layer network = Architectures.parse(architecture).build(input, outputs);
    return network.parameters().stream().mapToLong(p -> p.type().shape().elements()).sum();
  }

  @Test
  void residualNetworksHaveTheNamesOfTorchvision() {
    Layer network = Architectures.parse("resnet:50").build(Shape.of(3, 64, 64), 5);

    assertThat(network.state().entries().keySet())
        .contains(
            "conv1.weight",
            "bn1.running_mean",
            "layer1.0.downsample.0.weight",
            "layer1.0.downsample.1.bias",
            "layer4.2.conv3.weight",
            "fc.bias");
    Tensor x = Sample.normal(Seed.of(3), new TensorType(DType.FLOAT32, Shape.of(2, 3, 64, 64)));
    network.initialize(Seed.of(3));
    assertThat(network.apply(x).shape()).isEqualTo(Shape.of(2, 5));
  }

  @Test
  void aDescriptionGivesTheNetworkThatWroteIt() {
    Layer mlp = Mlp.of(4).activation(Tanh::new).dropout(0.5).build(POINT, 3);
    mlp.initialize(Seed.of(5));
    ModelFolder.save(folder.resolve("saved"), mlp);

    Layer whole =
        Architectures.parse(folder.resolve("saved/model.json").toString()).build(POINT, 3);
    Layer part = parsed(Layers.describe(mlp).pretty()).build(POINT, 3);

    for (Layer network : new Layer[] {whole, part}) {
      assertThat(network).hasToString(mlp.toString());
      network.initializePending(Seed.of(5)); // nothing was drawn when its sizes were looked at
      assertThat(numbers(network)).isEqualTo(numbers(mlp));
    }
  }

  private static String numbers(Layer network) {
    StateMap state = network.state();
    StringBuilder text = new StringBuilder();
    state.entries().forEach((path, cell) -> text.append(path).append(cell.value()).append('\n'));
    return text.toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cmm | "cmm" is not a model. There are: linear; mlp:512,512; mlp-plr:256,256; tabm:16x256,256; resnet-s:64,3; lenet5; cnn; vgg:11; resnet:18; mobilenet-v2; mlp; fcn; resnet1d; bag:64; rnn:2x256; gru:2x256; lstm:2x256; transformer:2x64; gpt:4x128; FILE.json.
          liner | "liner" is not a model. Did you mean "linear"? There are: linear; mlp:512,512; mlp-plr:256,256; tabm:16x256,256; resnet-s:64,3; lenet5; cnn; vgg:11; resnet:18; mobilenet-v2; mlp; fcn; resnet1d; bag:64; rnn:2x256; gru:2x256; lstm:2x256; transformer:2x64; gpt:4x128; FILE.json.
          mlb:8 | "mlb:8" is not a model. Did you mean "mlp"? There are: linear; mlp:512,512; mlp-plr:256,256; tabm:16x256,256; resnet-s:64,3; lenet5; cnn; vgg:11; resnet:18; mobilenet-v2; mlp; fcn; resnet1d; bag:64; rnn:2x256; gru:2x256; lstm:2x256; transformer:2x64; gpt:4x128; FILE.json.
          mlp: | "" in "mlp:" is not a width, a whole number of at least 1; write hidden layers as mlp:512 or mlp:512,256.
          mlp:8,,8 | "" in "mlp:8,,8" is not a width, a whole number of at least 1; write hidden layers as mlp:512 or mlp:512,256.
          mlp-plr: | "" in "mlp-plr:" is not a width, a whole number of at least 1; write hidden layers as mlp-plr:512 or mlp-plr:512,256.
          tabm:2x4:0 | "0" behind "tabm:2x4" is not the deviation in which frequencies start, above 0; write it as tabm:2x4:0.3, or leave it out for 0.1.
          mlp-plr:4:0 | "0" behind "mlp-plr:4" is not the deviation in which frequencies start, above 0; write it as mlp-plr:4:0.3, or leave it out for 0.1.
          tabm:2x4:wide | "wide" behind "tabm:2x4" is not the deviation in which frequencies start, above 0; write it as tabm:2x4:0.3, or leave it out for 0.1.
          tabm | "tabm" is no ensemble; write its members, from 2 to 999, and their hidden layers: tabm:16x256,256.
          tabm:256,256 | "tabm:256,256" is no ensemble; write its members, from 2 to 999, and their hidden layers: tabm:16x256,256.
          tabm:1x8 | "tabm:1x8" is no ensemble; write its members, from 2 to 999, and their hidden layers: tabm:16x256,256.
          tabm:8x | "" in "tabm:8x" is not a width, a whole number of at least 1; write hidden layers as tabm:8x512 or tabm:8x512,256.
          mlp:12x | "12x" in "mlp:12x" is not a width, a whole number of at least 1; write hidden layers as mlp:512 or mlp:512,256.
          mlp:8,-8 | "-8" in "mlp:8,-8" is not a width, a whole number of at least 1; write hidden layers as mlp:512 or mlp:512,256.
          mlp:0 | "0" in "mlp:0" is not a width, a whole number of at least 1; write hidden layers as mlp:512 or mlp:512,256.
          mlp:2147483647 | "mlp:2147483647" has in hidden layer 1 the weight [2147483647, inputs], more than the 2147483639 elements that one tensor holds; make the hidden layers narrower.
          mlp:8,100000,100000 | "mlp:8,100000,100000" has in hidden layer 3 the weight [100000, 100000], more than the 2147483639 elements that one tensor holds; make the hidden layers narrower.
          resnet | "resnet" is no residual network; there are resnet:9, resnet:14, resnet:20 and so on in steps of 6, resnet:18, resnet:34, resnet:50 and resnet:101, each with channels to begin with if you like: resnet:14,32.
          resnet:19 | "resnet:19" is no residual network; there are resnet:9, resnet:14, resnet:20 and so on in steps of 6, resnet:18, resnet:34, resnet:50 and resnet:101, each with channels to begin with if you like: resnet:14,32.
          resnet:14,0 | "resnet:14,0" is no residual network; there are resnet:9, resnet:14, resnet:20 and so on in steps of 6, resnet:18, resnet:34, resnet:50 and resnet:101, each with channels to begin with if you like: resnet:14,32.
          vgg:12 | "vgg:12" is no VGG network; there are vgg:11, vgg:13, vgg:16 and vgg:19, each with batch norm if you like: vgg:11,bn.
          vgg:11,batchnorm | "vgg:11,batchnorm" is no VGG network; there are vgg:11, vgg:13, vgg:16 and vgg:19, each with batch norm if you like: vgg:11,bn.
          gpt:4 | "gpt:4" has no layers and width, whole numbers of at least 1; write it as gpt:4x128, 4 layers of width 128.
          lstm:0x8 | "lstm:0x8" has no layers and width, whole numbers of at least 1; write it as lstm:2x256, 2 layers of width 256.
          mobilenet-v2:0 | "mobilenet-v2:0" is no MobileNetV2; write mobilenet-v2, or by what its channels are multiplied, more than 0 and at most 10: mobilenet-v2:0.5.
          mobilenet-v2:wide | "mobilenet-v2:wide" is no MobileNetV2; write mobilenet-v2, or by what its channels are multiplied, more than 0 and at most 10: mobilenet-v2:0.5.
          mobilenet | "mobilenet" is not a model. Did you mean "mobilenet-v2"? There are: linear; mlp:512,512; mlp-plr:256,256; tabm:16x256,256; resnet-s:64,3; lenet5; cnn; vgg:11; resnet:18; mobilenet-v2; mlp; fcn; resnet1d; bag:64; rnn:2x256; gru:2x256; lstm:2x256; transformer:2x64; gpt:4x128; FILE.json.
          resnet18 | "resnet18" is not a model. Did you mean "resnet:18"? There are: linear; mlp:512,512; mlp-plr:256,256; tabm:16x256,256; resnet-s:64,3; lenet5; cnn; vgg:11; resnet:18; mobilenet-v2; mlp; fcn; resnet1d; bag:64; rnn:2x256; gru:2x256; lstm:2x256; transformer:2x64; gpt:4x128; FILE.json.
          ResNet-50 | "ResNet-50" is not a model. Did you mean "resnet:50"? There are: linear; mlp:512,512; mlp-plr:256,256; tabm:16x256,256; resnet-s:64,3; lenet5; cnn; vgg:11; resnet:18; mobilenet-v2; mlp; fcn; resnet1d; bag:64; rnn:2x256; gru:2x256; lstm:2x256; transformer:2x64; gpt:4x128; FILE.json.
          resnet151 | "resnet151" is not a model. Did you mean "resnet:18"? There are: linear; mlp:512,512; mlp-plr:256,256; tabm:16x256,256; resnet-s:64,3; lenet5; cnn; vgg:11; resnet:18; mobilenet-v2; mlp; fcn; resnet1d; bag:64; rnn:2x256; gru:2x256; lstm:2x256; transformer:2x64; gpt:4x128; FILE.json.
          vgg16 | "vgg16" is not a model. Did you mean "vgg:16"? There are: linear; mlp:512,512; mlp-plr:256,256; tabm:16x256,256; resnet-s:64,3; lenet5; cnn; vgg:11; resnet:18; mobilenet-v2; mlp; fcn; resnet1d; bag:64; rnn:2x256; gru:2x256; lstm:2x256; transformer:2x64; gpt:4x128; FILE.json.
          vgg16_bn | "vgg16_bn" is not a model. Did you mean "vgg:16,bn"? There are: linear; mlp:512,512; mlp-plr:256,256; tabm:16x256,256; resnet-s:64,3; lenet5; cnn; vgg:11; resnet:18; mobilenet-v2; mlp; fcn; resnet1d; bag:64; rnn:2x256; gru:2x256; lstm:2x256; transformer:2x64; gpt:4x128; FILE.json.
          mobilenetv2 | "mobilenetv2" is not a model. Did you mean "mobilenet-v2"? There are: linear; mlp:512,512; mlp-plr:256,256; tabm:16x256,256; resnet-s:64,3; lenet5; cnn; vgg:11; resnet:18; mobilenet-v2; mlp; fcn; resnet1d; bag:64; rnn:2x256; gru:2x256; lstm:2x256; transformer:2x64; gpt:4x128; FILE.json.
          mlp64,32 | "mlp64,32" is not a model. Did you mean "mlp:64,32"? There are: linear; mlp:512,512; mlp-plr:256,256; tabm:16x256,256; resnet-s:64,3; lenet5; cnn; vgg:11; resnet:18; mobilenet-v2; mlp; fcn; resnet1d; bag:64; rnn:2x256; gru:2x256; lstm:2x256; transformer:2x64; gpt:4x128; FILE.json.
          lenet-5 | "lenet-5" is not a model. Did you mean "lenet5"? There are: linear; mlp:512,512; mlp-plr:256,256; tabm:16x256,256; resnet-s:64,3; lenet5; cnn; vgg:11; resnet:18; mobilenet-v2; mlp; fcn; resnet1d; bag:64; rnn:2x256; gru:2x256; lstm:2x256; transformer:2x64; gpt:4x128; FILE.json.
          resnet-s | "resnet-s" is no small residual network; write its width, up to 9,999, and its blocks, up to 999: resnet-s:64,3.
          resnet-s:8,0 | "resnet-s:8,0" is no small residual network; write its width, up to 9,999, and its blocks, up to 999: resnet-s:64,3.
          nowhere.json | nowhere.json is not a file; name one that describes a network, as the model.json of a saved model does.
          """)
  void whatIsNoArchitectureIsRefused(String text, String message) {
    assertThatThrownBy(() -> Architectures.parse(text))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [1] | the document should be an object, but it is an array.
          {"type": | at byte 8: expected a value for the key "type", found the end of the text.
          {"layers": []} | "type" is missing; the document has the keys [layers].
          {"format": "atled-model", "version": 7} | is "atled-model" version 7 but this Atled reads "atled-model" version 1.
          {"type": "Lineer"} | the model needs the layer "Lineer", which is not one of Atled's; load it with Layers.standard().with(Lineer.class, …).
          """)
  void aFileThatDescribesNoNetworkIsNamed(String json, String message) {
    assertThatThrownBy(() -> parsed(json))
        .isInstanceOf(AtledException.class)
        .hasMessage(folder.resolve("net.json") + ": " + message);
  }

  private static String linear(int in, int out) {
    return "{\"type\": \"Linear\", \"in\": %d, \"out\": %d, \"bias\": true}".formatted(in, out);
  }

  private static String layers(String... layers) {
    return "{\"type\": \"Sequential\", \"layers\": [" + String.join(", ", layers) + "]}";
  }

  @Test
  void whatDoesNotFitTheDataSaysWhatToWrite() {
    assertThatThrownBy(() -> parsed(layers(linear(3, 4), linear(4, 1))).build(POINT, 1))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            folder.resolve("net.json")
                + ": the network does not take [2], the shape of an example: Linear \"0\": the"
                + " input's last axis is 2 but the layer takes 3 (input [1, 2], weight [4, 3]). In"
                + " the file, let Linear \"0\" have \"in\": 2.");
    assertThatThrownBy(() -> parsed(layers(linear(16, 1))).build(IMAGE, 1))
        .hasMessageEndingWith(" In the file, let {\"type\": \"Flatten\"} be the first layer.");
    assertThatThrownBy(() -> parsed(layers(linear(2, 1))).build(IMAGE, 1))
        .hasMessageEndingWith(
            " let {\"type\": \"Flatten\"} be the first layer and let Linear \"0\" have \"in\":"
                + " 16.");
    assertThatThrownBy(() -> parsed(layers(linear(2, 4), linear(5, 1))).build(POINT, 1))
        .hasMessageEndingWith(" In the file, let Linear \"1\" have \"in\": 4.");
    // 3 maps of 2×2, though an example has 16 numbers.
    Json convolutions =
        Layers.describe(
            Sequential.of(new Conv2d(1, 3, 3), new Flatten(), new Linear(75, 4), new Linear(4, 1)));
    assertThatThrownBy(() -> parsed(convolutions.compact()).build(IMAGE, 1))
        .hasMessageEndingWith(" In the file, let Linear \"2\" have \"in\": 12.");
    assertThatThrownBy(() -> parsed(convolutions.compact()).build(Shape.of(2, 4, 4), 1))
        .hasMessageEndingWith(" In the file, let each layer take what the one before it gives.");
    assertThatThrownBy(() -> parsed(layers(linear(2, 4), linear(4, 3))).build(POINT, 1))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            folder.resolve("net.json")
                + ": the network gives [1, 3] for one example, but the data need [1, 1]; in the"
                + " file, let Linear \"1\" have \"out\": 1.");
    assertThatThrownBy(() -> parsed(layers("{\"type\": \"ReLU\"}")).build(POINT, 1))
        .hasMessageEndingWith(" in the file, let the last layer give that.");
  }

  @Test
  void anMlpHasHiddenLayers() {
    assertThatThrownBy(Mlp::of)
        .isInstanceOf(ArgumentException.class)
        .hasMessage("An Mlp has hidden layers; without any take LinearModel.");
  }
}
