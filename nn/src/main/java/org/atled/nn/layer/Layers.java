package org.atled.nn.layer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.atled.core.error.AtledException;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Interpolation;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.Layer;
import org.atled.nn.Module;

/**
 * The modules that a description can name, each with the record that is its {@link Module#config}.
 * Atled's own have names that stay when packages move; yours go by the name of their class, and are
 * added by {@link #with(Class, Class, Function)}.
 */
public final class Layers {
  private static final Map<Class<?>, String> NAMES = new LinkedHashMap<>();
  private static final Layers STANDARD =
      new Layers(Map.of())
          .ours(Sequential.class, Sequential.Config.class, Sequential::new)
          .ours(Linear.class, Linear.Config.class, Linear::new)
          .ours(Conv1d.class, Conv.Config.class, Conv1d::new)
          .ours(Conv2d.class, Conv.Config.class, Conv2d::new)
          .ours(Conv3d.class, Conv.Config.class, Conv3d::new)
          .ours(ConvTranspose1d.class, ConvTranspose.Config.class, ConvTranspose1d::new)
          .ours(ConvTranspose2d.class, ConvTranspose.Config.class, ConvTranspose2d::new)
          .ours(ConvTranspose3d.class, ConvTranspose.Config.class, ConvTranspose3d::new)
          .ours(MaxPool1d.class, MaxPool.Config.class, MaxPool1d::new)
          .ours(MaxPool2d.class, MaxPool.Config.class, MaxPool2d::new)
          .ours(MaxPool3d.class, MaxPool.Config.class, MaxPool3d::new)
          .ours(MaxUnpool1d.class, MaxUnpool.Config.class, MaxUnpool1d::new)
          .ours(MaxUnpool2d.class, MaxUnpool.Config.class, MaxUnpool2d::new)
          .ours(MaxUnpool3d.class, MaxUnpool.Config.class, MaxUnpool3d::new)
          .ours(AvgPool1d.class, AvgPool.Config.class, AvgPool1d::new)
          .ours(AvgPool2d.class, AvgPool.Config.class, AvgPool2d::new)
          .ours(AvgPool3d.class, AvgPool.Config.class, AvgPool3d::new)
          .ours(LPPool1d.class, LPPool.Config.class, LPPool1d::new)
          .ours(LPPool2d.class, LPPool.Config.class, LPPool2d::new)
          .ours(AdaptiveAvgPool1d.class, AdaptivePool.Config.class, AdaptiveAvgPool1d::new)
          .ours(AdaptiveAvgPool2d.class, AdaptivePool.Config.class, AdaptiveAvgPool2d::new)
          .ours(AdaptiveAvgPool3d.class, AdaptivePool.Config.class, AdaptiveAvgPool3d::new)
          .ours(AdaptiveMaxPool1d.class, AdaptivePool.Config.class, AdaptiveMaxPool1d::new)
          .ours(AdaptiveMaxPool2d.class, AdaptivePool.Config.class, AdaptiveMaxPool2d::new)
          .ours(AdaptiveMaxPool3d.class, AdaptivePool.Config.class, AdaptiveMaxPool3d::new)
          .ours(Upsample.class, Interpolation.class, Upsample::new)
          .ours(PixelShuffle.class, PixelShuffle.Config.class, PixelShuffle::new)
          .ours(PixelUnshuffle.class, PixelUnshuffle.Config.class, PixelUnshuffle::new)
          .ours(ChannelShuffle.class, ChannelShuffle.Config.class, ChannelShuffle::new)
          .ours(Unfold.class, Unfold.Config.class, Unfold::new)
          .ours(Fold.class, Fold.Config.class, Fold::new)
          .ours(ZeroPad1d.class, Pad.Config.class, ZeroPad1d::new)
          .ours(ZeroPad2d.class, Pad.Config.class, ZeroPad2d::new)
          .ours(ZeroPad3d.class, Pad.Config.class, ZeroPad3d::new)
          .ours(ReflectionPad1d.class, Pad.Config.class, ReflectionPad1d::new)
          .ours(ReflectionPad2d.class, Pad.Config.class, ReflectionPad2d::new)
          .ours(ReflectionPad3d.class, Pad.Config.class, ReflectionPad3d::new)
          .ours(ReplicationPad1d.class, Pad.Config.class, ReplicationPad1d::new)
          .ours(ReplicationPad2d.class, Pad.Config.class, ReplicationPad2d::new)
          .ours(ReplicationPad3d.class, Pad.Config.class, ReplicationPad3d::new)
          .ours(CircularPad1d.class, Pad.Config.class, CircularPad1d::new)
          .ours(CircularPad2d.class, Pad.Config.class, CircularPad2d::new)
          .ours(CircularPad3d.class, Pad.Config.class, CircularPad3d::new)
          .ours(ConstantPad1d.class, Pad.Constant.class, ConstantPad1d::new)
          .ours(ConstantPad2d.class, Pad.Constant.class, ConstantPad2d::new)
          .ours(ConstantPad3d.class, Pad.Constant.class, ConstantPad3d::new)
          .ours(BatchNorm1d.class, BatchNorm.Config.class, BatchNorm1d::new)
          .ours(BatchNorm2d.class, BatchNorm.Config.class, BatchNorm2d::new)
          .ours(BatchNorm3d.class, BatchNorm.Config.class, BatchNorm3d::new)
          .ours(LayerNorm.class, LayerNorm.Config.class, LayerNorm::new)
          .ours(GroupNorm.class, GroupNorm.Config.class, GroupNorm::new)
          .ours(InstanceNorm1d.class, InstanceNorm.Config.class, InstanceNorm1d::new)
          .ours(InstanceNorm2d.class, InstanceNorm.Config.class, InstanceNorm2d::new)
          .ours(InstanceNorm3d.class, InstanceNorm.Config.class, InstanceNorm3d::new)
          .ours(LocalResponseNorm.class, LocalResponseNorm.Config.class, LocalResponseNorm::new)
          .ours(RMSNorm.class, RMSNorm.Config.class, RMSNorm::new)
          .ours(WeightNorm.class, WeightNorm.Config.class, WeightNorm::new)
          .ours(SpectralNorm.class, SpectralNorm.Config.class, SpectralNorm::new)
          .ours(Residual.class, Residual.Config.class, Residual::new)
          .ours(BasicBlock.class, BasicBlock.Config.class, BasicBlock::new)
          .ours(Bottleneck.class, Bottleneck.Config.class, Bottleneck::new)
          .ours(ResNet.class, ResNet.Config.class, ResNet::new)
          .ours(InvertedResidual.class, InvertedResidual.Config.class, InvertedResidual::new)
          .ours(MobileNetV2.class, MobileNetV2.Config.class, MobileNetV2::new)
          .ours(VGG.class, VGG.Config.class, VGG::new)
          .ours(Parallel.class, Parallel.Config.class, Parallel::new)
          .ours(Branch.class, Branch.Config.class, Branch::new)
          .ours(Repeat.class, Repeat.Config.class, Repeat::new)
          .ours(Embedding.class, EmbeddingTable.Config.class, Embedding::new)
          .ours(EmbeddingBag.class, EmbeddingBag.Bag.class, EmbeddingBag::new)
          .ours(EntityEmbedding.class, EntityEmbedding.Config.class, EntityEmbedding::new)
          .ours(PeriodicEmbedding.class, PeriodicEmbedding.Config.class, PeriodicEmbedding::new)
          .ours(EnsembleLinear.class, EnsembleLinear.Config.class, EnsembleLinear::new)
          .ours(MemberLinear.class, MemberLinear.Config.class, MemberLinear::new)
          .ours(EnsembleMean.class, EnsembleMean.Config.class, EnsembleMean::new)
          .ours(RNN.class, Recurrent.Config.class, RNN::new)
          .ours(LSTM.class, Recurrent.Config.class, LSTM::new)
          .ours(GRU.class, Recurrent.Config.class, GRU::new)
          .ours(RNNCell.class, RecurrentCell.Config.class, RNNCell::new)
          .ours(LSTMCell.class, RecurrentCell.Config.class, LSTMCell::new)
          .ours(GRUCell.class, RecurrentCell.Config.class, GRUCell::new)
          .ours(
              SinusoidalPositions.class, SinusoidalPositions.Config.class, SinusoidalPositions::new)
          .ours(LearnedPositions.class, LearnedPositions.Config.class, LearnedPositions::new)
          .ours(SwiGLU.class, SwiGLU.Config.class, SwiGLU::new)
          .ours(MultiheadAttention.class, MultiheadAttention.Config.class, MultiheadAttention::new)
          .ours(
              TransformerEncoderLayer.class,
              TransformerLayer.Config.class,
              TransformerEncoderLayer::new)
          .ours(
              TransformerDecoderLayer.class,
              TransformerLayer.Config.class,
              TransformerDecoderLayer::new)
          .ours(TransformerEncoder.class, TransformerEncoder.Config.class, TransformerEncoder::new)
          .ours(TransformerDecoder.class, TransformerEncoder.Config.class, TransformerDecoder::new)
          .ours(Transformer.class, Transformer.Config.class, Transformer::new)
          .ours(GPT.class, GPT.Config.class, GPT::new)
          .ours(BERT.class, BERT.Config.class, BERT::new)
          .ours(RNNModel.class, RNNModel.Config.class, RNNModel::new)
          .ours(SequenceClassifier.class, SequenceClassifier.Config.class, SequenceClassifier::new)
          .ours(RecurrentRegressor.class, RecurrentRegressor.Config.class, RecurrentRegressor::new)
          .ours(Identity.class, Identity::new)
          .ours(Flatten.class, Flatten::new)
          .ours(Unflatten.class, Unflatten.Config.class, Unflatten::new)
          .ours(Dropout.class, Dropout.Config.class, Dropout::new)
          .ours(Dropout1d.class, Dropout.Config.class, Dropout1d::new)
          .ours(Dropout2d.class, Dropout.Config.class, Dropout2d::new)
          .ours(Dropout3d.class, Dropout.Config.class, Dropout3d::new)
          .ours(AlphaDropout.class, Dropout.Config.class, AlphaDropout::new)
          .ours(StochasticDepth.class, StochasticDepth.Config.class, StochasticDepth::new)
          .ours(ReLU.class, ReLU::new)
          .ours(LeakyReLU.class, LeakyReLU.Config.class, LeakyReLU::new)
          .ours(PReLU.class, PReLU.Config.class, PReLU::new)
          .ours(ProportionalOdds.class, ProportionalOdds.Config.class, ProportionalOdds::new)
          .ours(ReLU6.class, ReLU6::new)
          .ours(ELU.class, ELU.Config.class, ELU::new)
          .ours(SELU.class, SELU::new)
          .ours(CELU.class, CELU.Config.class, CELU::new)
          .ours(Sigmoid.class, Sigmoid::new)
          .ours(Tanh.class, Tanh::new)
          .ours(GELU.class, GELU::new)
          .ours(SiLU.class, SiLU::new)
          .ours(Mish.class, Mish::new)
          .ours(GLU.class, GLU.Config.class, GLU::new)
          .ours(Softsign.class, Softsign::new)
          .ours(Hardtanh.class, Hardtanh.Config.class, Hardtanh::new)
          .ours(Hardsigmoid.class, Hardsigmoid::new)
          .ours(Hardswish.class, Hardswish::new)
          .ours(Threshold.class, Threshold.Config.class, Threshold::new)
          .ours(Hardshrink.class, Hardshrink.Config.class, Hardshrink::new)
          .ours(Softshrink.class, Softshrink.Config.class, Softshrink::new)
          .ours(Tanhshrink.class, Tanhshrink::new)
          .ours(LogSigmoid.class, LogSigmoid::new)
          .ours(Softmax.class, Softmax.Config.class, Softmax::new)
          .ours(LogSoftmax.class, LogSoftmax.Config.class, LogSoftmax::new)
          .ours(Softplus.class, Softplus::new);

  private final Map<String, BiFunction<JsonPlace, Layers, Module>> makers;

  private Layers(Map<String, BiFunction<JsonPlace, Layers, Module>> makers) {
    this.makers = makers;
  }

  /** Atled's layers. */
  public static Layers standard() {
    return STANDARD;
  }

  /**
   * These and one more.
   *
   * @param type the module's class
   * @param config the record of its {@link Module#config}, which its description is read into
   * @param maker makes it from its config
   */
  public <C extends Record> Layers with(
      Class<? extends Module> type, Class<C> config, Function<C, ? extends Module> maker) {
    return with(type.getName(), config, maker);
  }

  /** As {@link #with(Class, Class, Function)}, for a module that needs no config. */
  public Layers with(Class<? extends Module> type, Supplier<? extends Module> maker) {
    return with(type.getName(), Nothing.class, nothing -> maker.get());
  }

  /**
   * As {@link #with(Class, Class, Function)}, for models that name it otherwise: as its class was
   * called when they were saved.
   */
  public <C extends Record> Layers with(
      String name, Class<C> config, Function<C, ? extends Module> maker) {
    Map<String, BiFunction<JsonPlace, Layers, Module>> more = new LinkedHashMap<>(makers);
    more.put(name, (json, layers) -> maker.apply(new ConfigJson(layers).<C>read(config, json)));
    return new Layers(more);
  }

  private record Nothing() {}

  private <M extends Module> Layers ours(Class<M> type, Supplier<M> maker) {
    return ours(type, Nothing.class, nothing -> maker.get());
  }

  private <M extends Module, C extends Record> Layers ours(
      Class<M> type, Class<C> config, Function<C, M> maker) {
    NAMES.put(type, type.getSimpleName());
    return with(type.getSimpleName(), config, maker);
  }

  /**
   * A module's description: its type and its config.
   *
   * @throws StateException if a component of the config cannot be written
   */
  public static Json describe(Module module) {
    Class<?> kind = module.getClass();
    JsonObject.Builder description =
        JsonObject.builder().put("type", NAMES.getOrDefault(kind, kind.getName()));
    module.config().ifPresent(config -> ConfigJson.write(config, description));
    return description.build();
  }

  /**
   * As {@link #make}, for a network from one tensor to one.
   *
   * @throws org.atled.core.error.FormatException if it is none
   */
  public Layer layer(JsonPlace json) {
    if (make(json) instanceof Layer layer) {
      return layer;
    }
    throw json.error(
        "is a %s, which does not go from one tensor to one.".formatted(json.string("type")));
  }

  /**
   * The module that a description names, with its parameters not yet filled.
   *
   * @throws StateException if it names a type that is not known here
   * @throws org.atled.core.error.FormatException if its config is not that of the type
   */
  public Module make(JsonPlace json) {
    String type = json.string("type");
    BiFunction<JsonPlace, Layers, Module> maker = makers.get(type);
    if (maker == null) {
      throw new StateException(
          "%s: the model needs the layer \"%s\", which is not one of Atled's; load it with Layers.standard().with(%s.class, …)."
              .formatted(json.source(), type, type.substring(type.lastIndexOf('.') + 1)));
    }
    try {
      return maker.apply(json, this);
    } catch (AtledException e) {
      throw e.within(json.source());
    }
  }
}
