package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atled.core.error.ArgumentException;
import org.atled.cpu.simd.SimdChoice.When;
import org.junit.jupiter.api.Test;

class SimdChoiceTest {
  private static final String HOTSPOT = "OpenJDK 64-Bit Server VM";
  private static final String MIXED = "mixed mode, sharing";
  private static final String VERSION = "25.0.3+9-LTS";

  @Test
  void automatic() {
    for (String property : new String[] {"auto", "", " Auto "}) {
      SimdChoice choice = SimdChoice.of(property, true, HOTSPOT, MIXED, VERSION);
      assertThat(choice.when()).isEqualTo(When.COMPILED);
      assertThat(choice.vectors()).isTrue();
      assertThat(choice.why())
          .isEqualTo("HotSpot compiles vectors here; each loop is scalar until it has");
    }
    assertThat(
            SimdChoice.of("auto", true, "Java HotSpot(TM) 64-Bit Server VM", MIXED, VERSION).when())
        .isEqualTo(When.COMPILED);
  }

  @Test
  void withoutTheModule() {
    SimdChoice choice = SimdChoice.of("auto", false, HOTSPOT, MIXED, VERSION);
    assertThat(choice.when()).isEqualTo(When.NEVER);
    assertThat(choice.vectors()).isFalse();
    assertThat(choice.why())
        .isEqualTo(
            "module jdk.incubator.vector is not resolved; start java with --add-modules"
                + " jdk.incubator.vector to compute with vectors");
  }

  @Test
  void onAnotherVm() {
    SimdChoice choice = SimdChoice.of("auto", true, "Eclipse OpenJ9 VM", MIXED, VERSION);
    assertThat(choice.when()).isEqualTo(When.NEVER);
    assertThat(choice.why())
        .isEqualTo("this VM is Eclipse OpenJ9 VM, and only HotSpot is known to compile vectors");
  }

  @Test
  void withAnotherCompiler() {
    SimdChoice choice = SimdChoice.of("auto", true, HOTSPOT, MIXED, "25+37-LTS-jvmci-b01");
    assertThat(choice.when()).isEqualTo(When.COMPILED);
    assertThat(choice.why())
        .isEqualTo(
            "this JVM may have Graal's compiler in place of HotSpot's own (25+37-LTS-jvmci-b01);"
                + " each loop stays scalar, several times slower, unless that compiler makes"
                + " vectors of it");
  }

  @Test
  void withoutTheOptimisingCompiler() {
    for (String mode : new String[] {"interpreted mode", "mixed mode, emulated-client, sharing"}) {
      SimdChoice choice = SimdChoice.of("auto", true, HOTSPOT, mode, VERSION);
      assertThat(choice.when()).isEqualTo(When.NEVER);
      assertThat(choice.why())
          .isEqualTo("this JVM runs without its optimising compiler (" + mode + ")");
    }
  }

  @Test
  void on() {
    for (String property : new String[] {"on", " ON"}) {
      SimdChoice choice = SimdChoice.of(property, true, "Another VM", "interpreted mode", VERSION);
      assertThat(choice.when()).isEqualTo(When.ALWAYS);
      assertThat(choice.why()).isEqualTo("-Datled.simd=on");
    }
    assertThatThrownBy(() -> SimdChoice.of("on", false, HOTSPOT, MIXED, VERSION))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "-Datled.simd=on needs the module jdk.incubator.vector: start java with --add-modules"
                + " jdk.incubator.vector, or leave the property out.");
  }

  @Test
  void off() {
    SimdChoice choice = SimdChoice.of("off", true, HOTSPOT, MIXED, VERSION);
    assertThat(choice.when()).isEqualTo(When.NEVER);
    assertThat(choice.why()).isEqualTo("-Datled.simd=off");
  }

  @Test
  void anotherWord() {
    assertThatThrownBy(() -> SimdChoice.of("yes", true, HOTSPOT, MIXED, VERSION))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "System property atled.simd is \"yes\"; it takes on, off or auto, for example"
                + " -Datled.simd=off.");
  }
}
