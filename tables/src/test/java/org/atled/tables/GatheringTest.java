package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.Layer;
import org.atled.train.SavedModel;
import org.atled.train.architecture.Mlp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns of many texts. */
@SuppressWarnings("NullAway.Init")
class GatheringTest {
  private static final int TEXTS = 1500;

  @TempDir private Path folder;
  private Table table;

  /** Each of 1,500 shops in three rows, but s0 to s9 in four. */
  @BeforeEach
  void write() {
    StringBuilder text = new StringBuilder("shop,size,y\n");
    for (int i = 0; i < 3 * TEXTS; i++) {
      text.append('s').append(i % TEXTS).append(',').append(i % 7).append(',').append(i % 11);
      text.append(".5\n");
    }
    for (int i = 0; i < 10; i++) {
      text.append('s').append(TEXTS - 1 - i).append(",1,2.5\n");
    }
    table = Tables.of(folder, text.toString());
  }

  private Problem problem() {
    return Problem.of(table, "y", List.of(), Optional.empty());
  }

  @Test
  void theMostFrequentAreCategoriesAndTheOthersOneTogether() {
    Preparation preparation = Preparation.fit(problem(), table.allRows());
    Input.OneHot shop = (Input.OneHot) preparation.inputs().getFirst();
    assertThat(shop.categories()).hasSize(1000).contains("s1499", "s1490", "s0");
    assertThat(shop.becomes()).isEqualTo("one-hot in 1001 with one for rare ones");
    assertThat(problem().gathered(preparation))
        .containsExactly(
            "note: \"shop\" has 1,500 texts: the 1,000 most frequent are categories, the others"
                + " one together; --embed 1000 learns a vector for each, --hash 1000 hashes them,"
                + " --drop shop leaves the column out");
    Notes notes = new Notes();
    Table other = Tables.of(folder, "shop,size\nnew,1\n");
    assertThat(preparation.inputs(other, new int[] {0}, notes)[1000]).isEqualTo(1);
    assertThat(notes.rare()).isEqualTo(Map.of("shop", 1));
    assertThat(Inspection.of(table).columns().getFirst().inputs()).isEqualTo(1001);
  }

  @Test
  void moreTextsThanInputsAreHashed() {
    Problem problem = problem().hashing(64);
    Preparation preparation = Preparation.fit(problem, table.allRows());
    assertThat(preparation.inputs().getFirst()).isEqualTo(new Input.Hashed("shop", 0, 64, false));
    assertThat(preparation.width()).isEqualTo(65);
    assertThat(problem.gathered(preparation)).isEmpty();
    JsonPlace json = new JsonPlace(preparation.json(), "model.json", "");
    assertThat(Preparation.read(json, preparation.info("t"))).isEqualTo(preparation);
    Notes notes = new Notes();
    Table other = Tables.of(folder, "shop,size\ns7,1\nnew,1\n,1\n");
    float[] inputs = preparation.inputs(other, other.allRows(), notes);
    // CRC-32 of "s7" and "new" by zlib: 4252409285 and 1810056261.
    assertThat(inputs[(int) (4252409285L % 64)]).isEqualTo(1);
    assertThat(inputs[65 + (int) (1810056261L % 64)]).isEqualTo(1);
    for (int row = 0; row < 3; row++) {
      float sum = 0;
      for (int i = 0; i < 64; i++) {
        sum += inputs[row * 65 + i];
      }
      assertThat(sum).isEqualTo(row == 2 ? 0 : 1);
    }
    assertThat(notes.lines()).containsExactly("missing in \"shop\": 1, filled with no category");
    assertThat(preparation.drift(table).getFirst().index()).isZero();
    Table few = Tables.of(folder, "c,n,y\na,1,1.5\nb,2,2.5\na,3,3.5\n");
    Problem small = Problem.of(few, "y", List.of(), Optional.empty()).hashing(2);
    assertThat(Preparation.fit(small, few.allRows()).inputs().getFirst())
        .isInstanceOf(Input.OneHot.class);
  }

  @Test
  void eachOfMoreTextsHasAVector() {
    Problem problem = problem().embedding(1499);
    Preparation preparation = Preparation.fit(problem, table.allRows());
    Input.Embedded shop = (Input.Embedded) preparation.inputs().getFirst();
    assertThat(shop.becomes()).isEqualTo("one of 1500 vectors");
    assertThat(preparation.width()).isEqualTo(2);
    assertThat(problem.gathered(preparation)).isEmpty();
    JsonPlace json = new JsonPlace(preparation.json(), "model.json", "");
    assertThat(Preparation.read(json, preparation.info("t"))).isEqualTo(preparation);
    Notes notes = new Notes();
    Table other = Tables.of(folder, "shop,size\ns0,3\ns999,3\nnew,3\n,3\n");
    float[] inputs = preparation.inputs(other, other.allRows(), notes);
    // By their characters s0 is the first of 1,500, and s999 the last.
    assertThat(new float[] {inputs[0], inputs[2], inputs[4], inputs[6]})
        .containsExactly(1, 1500, 0, 0);
    assertThat(notes.unseen()).isEqualTo(Map.of("shop", 1));
    Layer network = preparation.network(Mlp.of(4));
    assertThat(network.toString())
        .startsWith("Sequential[EntityEmbedding(2, columns [0] of [1501], 16), ");
    assertThat(network.apply(Tensor.of(inputs, 4, 2)).shape()).isEqualTo(Shape.of(4, 1));
    assertThat(preparation.drift(table).getFirst().index()).isZero();
    assertThat(Preparation.fit(problem().embedding(1500), table.allRows()).embedding()).isEmpty();
    Problem rare = problem().embedding(1000).gatheringRare(4);
    Input.Embedded few =
        (Input.Embedded) Preparation.fit(rare, table.allRows()).inputs().getFirst();
    assertThat(few.becomes()).isEqualTo("one of 11 vectors with one for rare ones");
    assertThatThrownBy(() -> problem.hashing(5))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Columns of many texts are either hashed or embedded; leave one of both out.");
  }

  /** An example has one number for a text, whatever texts there are: its width tells nothing. */
  @Test
  void textsOfOtherVectorsThanTheNetworkHasAreRefused() {
    Preparation preparation = Preparation.fit(problem().embedding(1499), table.allRows());
    Problem rare = problem().embedding(1000).gatheringRare(4);
    JsonObject json =
        JsonObject.builder().put("type", "table").put("table", preparation.json()).build();
    SavedModel saved =
        new SavedModel(
            Preparation.fit(rare, table.allRows()).network(Mlp.of(4)),
            preparation.info("t"),
            preparation.objective(),
            Optional.of(new JsonPlace(json, "model.json", "")));
    assertThatThrownBy(() -> TableModel.of(folder, saved))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            "model.json: \"table\" has texts of columns [0] with [1501] vectors but the network of"
                + " columns [0] with [12]; the description was changed or is damaged.");
  }

  @Test
  void whatCannotBeHashedIsRefused() {
    assertThatThrownBy(() -> problem().hashing(1))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Texts are hashed into 1 inputs, but it takes at least 2.");
    Preparation preparation = Preparation.fit(problem().hashing(64), table.allRows());
    JsonPlace damaged =
        new JsonPlace(
            org.atled.formats.json.Json.parse(
                preparation.json().compact().replace("\"buckets\":64", "\"buckets\":-64"), "m"),
            "m",
            "");
    assertThatThrownBy(() -> Preparation.read(damaged, preparation.info("t")))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("must be from 2 to 262144.");
  }
}
