package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The file {@code atled}, in a project without sources, with a Maven and a JDK of our own. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  @TempDir Path folder;

  private Path project;

  private record Ran(int exitCode, String out, String err) {}

  @BeforeEach
  void project() throws IOException {
    project = Files.createDirectory(folder.resolve("project"));
    Files.copy(Document.PROJECT.resolve("atled"), project.resolve("atled"));
    Files.writeString(project.resolve("pom.xml"), "<project/>");
    Files.createDirectories(folder.resolve("jdk/bin"));
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
    script("jdk/bin/javac", "exit 1");
    // The list of classes is a help that the launcher does without.
    script(
        "jdk/bin/java",
        "case $* in *DumpLoadedClassList*) exit 1 ;; esac",
        "printf 'java: %s\\n' \"$*\"");
  }

  private void script(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** The jars that a build leaves; what it says last is up to the test. */
  private void maven(String... end) throws IOException {
    String jars = "'%s/cli/target".formatted(project);
    script(
        "bin/mvn",
        "echo called >>'%s'".formatted(folder.resolve("calls")),
        "echo '[INFO] Building Atled [1/1]'",
        "mkdir -p " + jars + "/lib'",
        "touch " + jars + "/atled-cli-1.jar' " + jars + "/lib/atled-cpu-simd-1.jar'",
        String.join("\n", end));
  }

  private Ran atled(String... args) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Path err = folder.resolve("err.txt");
    List<String> words = new ArrayList<>(List.of("sh", project.resolve("atled").toString()));
    words.addAll(List.of(args));
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectOutput(out.toFile()).redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("JAVA_HOME", folder.resolve("jdk").toString());
    environment.put("PATH", folder.resolve("bin") + ":" + environment.get("PATH"));
    environment.remove("ATLED_JAVA_OPTS");
    Process process = builder.start();
    process.getOutputStream().close();
    int exitCode = process.waitFor();
    return new Ran(exitCode, read(out), read(err));
  }

  private static String read(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  @Test
  void aBuildThatEndsWithEscapeSequencesIsRunAndKept() throws Exception {
    maven("printf '\\033[0m\\033[0m'");

    Ran first = atled("doctor", "--json");
    Ran second = atled("doctor");

    assertThat(first.err()).isEqualTo("atled: building, which takes a minute or two...\n");
    assertThat(first.exitCode()).isZero();
    assertThat(first.out())
        .startsWith("java: ")
        .endsWith("-m org.atled.cli/org.atled.cli.Main doctor --json\n")
        .hasLineCount(1);
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).endsWith("Main doctor\n");
    assertThat(Files.readAllLines(folder.resolve("calls"))).hasSize(1);
    assertThat(project.resolve("target/atled/lock")).doesNotExist();
  }

  @Test
  void aBuildThatFailsIsShownAndTriedAgain() throws Exception {
    maven("echo '[ERROR] no such plugin'", "printf '\\033[0m'", "exit 1");

    Ran failed = atled("doctor");
    maven("exit 0");
    Ran mended = atled("doctor");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.out()).isEmpty();
    assertThat(failed.err())
        .contains("[ERROR] no such plugin\n")
        .endsWith(
            "atled: the build failed; the log is "
                + project.toRealPath().resolve("target/atled/build.log")
                + "\n");
    assertThat(mended.exitCode()).isZero();
    assertThat(mended.out()).startsWith("java: ");
    assertThat(Files.readAllLines(folder.resolve("calls"))).hasSize(2);
  }

  @Test
  void theYoungGenerationIsSmallWhereTensorsAre() throws Exception {
    maven("exit 0");

    assertThat(atled("train", "digits", "--batch-size", "128").out()).contains(" -Xmn24m ");
    assertThat(atled("train", "digits", "--model", "mlp:512,512").out()).contains(" -Xmn24m ");
    assertThat(atled("bench", "mlp-adam", "memory", "--json").out()).contains(" -Xmn24m ");

    assertThat(atled("train", "digits", "--batch-size", "4096").out()).doesNotContain("-Xmn");
    assertThat(atled("train", "digits", "--batch-size=4096").out()).doesNotContain("-Xmn");
    assertThat(atled("train", "mnist", "--model", "resnet:9").out()).doesNotContain("-Xmn");
    assertThat(atled("train", "mnist", "--model=lenet5").out()).doesNotContain("-Xmn");
    assertThat(atled("train", "bard.txt").out()).doesNotContain("-Xmn");
    assertThat(atled("train", "--resume", "out").out()).doesNotContain("-Xmn");
    assertThat(atled("eval", "out").out()).doesNotContain("-Xmn");
    assertThat(atled("bench").out()).doesNotContain("-Xmn");
    assertThat(atled("bench", "mlp-adam", "chain").out()).doesNotContain("-Xmn");
    assertThat(atled("bench", "mlp-adam", "ops").out()).doesNotContain("-Xmn");
    assertThat(atled("lecture", "xor").out()).doesNotContain("-Xmn");
  }
}
