package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * One rule for all commands: 2 where what was typed cannot be done as it is, whether that shows at
 * once or when the model and the data are looked at; 1 where what it names cannot be read, or the
 * work fails.
 */
class ExitCodesTest {
  @TempDir static Path folder;

  @BeforeAll
  static void files() throws IOException {
    Atled.done("train", "xor", "--epochs", "1", "--out", folder.resolve("model").toString());
    Files.writeString(folder.resolve("a.csv"), "a,b\n1,2\n3,4\n5,6\n7,8\n9,10\n");
    Path damaged = Files.createDirectory(folder.resolve("damaged"));
    Files.writeString(damaged.resolve("model.json"), "{");
  }

  private static Atled run(String command) {
    return Atled.run(command.replace("DIR", folder.toString()).split(" ", -1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "compare",
        "inspect",
        "eval",
        "predict",
        "generate",
        "explain",
        "summary",
        "plot",
        "lecture",
        "new",
        "bench",
        "doctor",
        "help"
      })
  void anOptionThatThereIsNotIsUsedWrongly(String command) {
    assertThat(run(command + " --nope").exitCode()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Wrong by itself.
        "train xor --epochs 0",
        "train sprials",
        "compare",
        "inspect",
        "eval",
        "predict",
        "predict DIR/model",
        "generate",
        "explain",
        "summary",
        "plot",
        "plot DIR/model --figures nope",
        "lecture nope",
        "new",
        "bench nope",
        "doctor now",
        "help nope",
        // Not for this data, this network or this model.
        "train xor --normalize --out DIR/out",
        "train xor --augment flip --out DIR/out",
        "train xor --tiles 4 --out DIR/out",
        "train xor --target y --out DIR/out",
        "train xor --momentum 0.9 --out DIR/out",
        "train DIR/a.csv --target nope --out DIR/out",
        "train DIR/a.csv --target b --sheet one --out DIR/out",
        "eval DIR/model blobs",
        "eval DIR/model DIR/a.csv",
        "predict DIR/model DIR/a.csv --drift",
        "generate DIR/model",
        "explain DIR/model --class 7",
        "explain DIR/model --example 3",
        "plot DIR/model --figures filters",
        "plot DIR/model --example 3",
        "inspect DIR/a.csv --separator ; --query none",
      })
  void whatDoesNotFitIsUsedWrongly(String command) {
    Atled ran = run(command);
    assertThat(ran.exitCode()).as("%s: %s", command, ran.err()).isEqualTo(2);
    assertThat(ran.err()).startsWith("atled: ").hasLineCount(1);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train DIR/none.csv --target b",
        "train ./none.txt",
        "train --resume DIR/none",
        "train DIR/none.yaml",
        "compare DIR/none",
        "inspect DIR/none.csv",
        "eval DIR/none",
        "eval DIR/damaged",
        "predict DIR/none x.npy",
        "predict DIR/damaged x.npy",
        "predict DIR/model DIR/none.npy",
        "generate DIR/none",
        "explain DIR/none",
        "explain DIR/damaged",
        "summary DIR/none",
        "summary DIR/damaged",
        "plot DIR/none",
        "new DIR/damaged",
      })
  void whatCannotBeReadIsAFailure(String command) {
    Atled ran = run(command);
    assertThat(ran.exitCode()).as("%s: %s", command, ran.err()).isEqualTo(1);
    assertThat(ran.err()).startsWith("atled: ").hasLineCount(1);
  }

  @Test
  void theHelpSaysTheRule() {
    assertThat(Atled.done("--help").out())
        .contains("Exit codes: 0 done, 1 failed, 2 used wrongly, 130 ended by Ctrl-C,");
  }
}
