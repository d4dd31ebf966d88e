package org.atled.train.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.nn.Layer;
import org.atled.nn.init.Initializer;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.EnsembleLinear;
import org.atled.nn.layer.EnsembleMean;
import org.atled.nn.layer.MemberLinear;
import org.atled.nn.layer.Sequential;
import org.atled.train.Objective;

/**
 * An ensemble inside one network, {@code tabm:16x256,256}: sixteen networks as {@link PeriodicMlp}
 * builds them, which share the embedding of numbers and the matrices of their hidden layers ({@link
 * EnsembleLinear}) and end in a layer of their own each ({@link MemberLinear}). Each learns by its
 * own loss, and the answer is the mean of all, for classes that of their probabilities: Gorishniy
 * et al. 2024, "TabM: Advancing Tabular Deep Learning with Parameter-Efficient Ensembling".
 *
 * @param members how many networks
 * @param each one of them
 */
public record TabM(int members, PeriodicMlp each) implements Architecture.Layered {
  private static final String NAME = "tabm";
  private static final Pattern TEXT = Pattern.compile(NAME + ":(\\d{1,3})x(.*)");

  static final Family FAMILY =
      new Family(
          NAME + ":16x256,256",
          "for tables: sixteen mlp-plr:256,256 in one, which share their matrices",
          text -> text.equals(NAME) || text.startsWith(NAME + ":"),
          TabM::parse);

  public TabM {
    if (members < 2 || members > 999) {
      throw none(NAME + ":" + members + "x" + each.tail());
    }
  }

  /** With ReLU and without dropout, until told otherwise. */
  public static TabM of(int members, int... hidden) {
    return new TabM(members, PeriodicMlp.of(hidden));
  }

  private static TabM parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    int members = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
    if (members < 2) {
      throw none(text);
    }
    String prefix = text.substring(0, matcher.start(2));
    return new TabM(members, PeriodicMlp.parse(text, prefix));
  }

  private static ArgumentException none(String text) {
    return new ArgumentException(
        "\"%s\" is no ensemble; write its members, from 2 to 999, and their hidden layers: tabm:16x256,256."
            .formatted(text));
  }

  @Override
  public TabM activation(Supplier<? extends Layer> layer) {
    return new TabM(members, each.activation(layer));
  }

  @Override
  public TabM dropout(double probability) {
    return new TabM(members, each.dropout(probability));
  }

  /** The network for numbers; for classes it matters what the mean is taken of. */
  @Override
  public Sequential build(Shape input, int outputs) {
    return build(input, outputs, EnsembleMean.Of.NUMBERS);
  }

  @Override
  public Sequential build(Shape input, Objective objective) {
    return build(
        input,
        objective.outputs(),
        switch (objective) {
          case Objective.Logit _, Objective.Chances _ -> EnsembleMean.Of.CHANCES;
          case Objective.Logits _ -> EnsembleMean.Of.CLASSES;
          case Objective.Numbers _, Objective.Raw _, Objective.Own _ -> EnsembleMean.Of.NUMBERS;
        });
  }

  private Sequential build(Shape input, int outputs, EnsembleMean.Of mean) {
    Mlp mlp = each.mlp();
    List<Layer> layers = new ArrayList<>(each.embedding(input));
    long width = PeriodicMlp.embedded(input);
    Initializer scale = Initializer.signs();
    for (int next : mlp.hidden()) {
      layers.add(
          new EnsembleLinear(EnsembleLinear.Config.of(width, next, members).scaledBy(scale)));
      layers.add(mlp.activation().get());
      if (mlp.dropout() != 0) {
        layers.add(new Dropout(mlp.dropout()));
      }
      width = next;
      scale = Initializer.ones(); // members that start apart go apart
    }
    layers.add(new MemberLinear(width, outputs, members));
    layers.add(new EnsembleMean(mean));
    return Sequential.of(layers);
  }

  @Override
  public String toString() {
    return NAME + ":" + members + "x" + each.tail();
  }
}
