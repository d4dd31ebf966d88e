package org.atled.consumer;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may see whom, in the main code of every module: all others are built before this one. */
class ArchitectureTest {
  private static final Set<String> TRANSCENDENTAL =
      Set.of(
          "exp", "expm1", "log", "log10", "log1p", "sin", "cos", "tan", "asin", "acos", "atan",
          "atan2", "sinh", "cosh", "tanh", "pow", "cbrt", "hypot");

  private static final JavaClasses MAIN = load();

  private static JavaClasses load() {
    try (Stream<Path> folders = Files.list(Page.ROOT)) {
      List<Path> built =
          folders.map(f -> f.resolve("target/classes")).filter(Files::isDirectory).toList();
      return new ClassFileImporter().importPaths(built);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theModulesAreSeen() {
    assertThat(MAIN.contain("org.atled.core.tensor.Tensor")).isTrue();
    assertThat(MAIN.contain("org.atled.cpu.CpuBackend")).isTrue();
    assertThat(MAIN.contain("org.atled.testkit.Oracle")).isTrue();
    assertThat(MAIN.contain("org.atled.plot.scene.JsvgRasteriser")).isTrue();
    assertThat(MAIN.contain("org.atled.micrometer.TrainingMeters")).isTrue();
    assertThat(MAIN.contain("org.atled.cli.Main")).isTrue();
  }

  @Test
  void theFoundationsOfCoreDoNotKnowTensors() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "org.atled.core.shape..",
            "org.atled.core.expr..",
            "org.atled.core.spi..",
            "org.atled.core.random..",
            "org.atled.core.error..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.atled.core.tensor..",
            "org.atled.core.op..",
            "org.atled.core.autograd..",
            "org.atled.core.capture..")
        .check(MAIN);
  }

  @Test
  void coreDependsOnNothingElse() {
    classes()
        .that()
        .resideInAPackage("org.atled.core..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("org.atled.core..", "java..", "org.jspecify.annotations..")
        .check(MAIN);
  }

  @Test
  void theEngineNeedsNoLibrary() {
    classes()
        .that()
        .resideInAnyPackage(
            "org.atled.core..",
            "org.atled.formats..",
            "org.atled.cpu..",
            "org.atled.compile..",
            "org.atled.nn..",
            "org.atled.data..",
            "org.atled.train..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "org.atled..", "java..", "jdk.incubator.vector..", "org.jspecify.annotations..")
        .check(MAIN);
  }

  @Test
  void theEngineDoesNotKnowTables() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.atled.tables..",
            "org.atled.parquet..",
            "org.atled.excel..",
            "org.atled.jdbc..",
            "org.atled.text..",
            "org.atled.lectures..",
            "org.atled.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.atled.tables..", "de.siegmar.fastcsv..")
        .check(MAIN);
  }

  @Test
  void onlyDoorsKnowTheirLibraries() {
    Map<String, String> libraries =
        Map.of(
            "org.atled.parquet..", "dev.hardwood..",
            "org.atled.excel..", "org.dhatim..",
            "org.atled.jdbc..", "java.sql..",
            "org.atled.micrometer..", "io.micrometer..",
            "org.atled.cli..", "org.snakeyaml..");
    libraries.forEach((door, library) ->
        noClasses()
            .that()
            .resideOutsideOfPackage(door)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(library)
            .check(MAIN));
  }

  @Test
  void theEngineDoesNotKnowImages() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.atled.images..", "org.atled.bench..", "org.atled.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.atled.images..")
        .check(MAIN);
  }

  @Test
  void onlyDecompositionsKnowTheirLibrary() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.atled.linalg..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.ejml..")
        .check(MAIN);
  }

  @Test
  void onlyTheCommandLineSeesLectures() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.atled.lectures..", "org.atled.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.atled.lectures..")
        .check(MAIN);
  }

  @Test
  void theEngineDoesNotKnowFigures() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.atled.plot..", "org.atled.generative..", "org.atled.lectures..", "org.atled.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.atled.plot..")
        .check(MAIN);
  }

  /** A JRE may lack what it needs: it must not be named where that is not caught. */
  @Test
  void oneClassKnowsHowPixelsAreMadeAndOneHowTheyAreRead() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName("org.atled.plot.scene.JsvgRasteriser")
        .and()
        .doNotHaveFullyQualifiedName("org.atled.images.ImageFile")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("com.github.weisj..", "java.awt..", "javax.imageio..", "javax.swing..")
        .check(MAIN);
  }

  @Test
  void theOracleSharesNothingWithWhatItChecks() {
    noClasses()
        .that()
        .haveNameMatching("org\\.atled\\.testkit\\.(Oracle|SpecialFunctions|PhiloxOracle)(\\$.*)?")
        .should()
        .dependOnClassesThat(
            resideInAPackage("org.atled..")
                .and(not(resideInAnyPackage("org.atled.testkit..", "org.atled.core.shape.."))))
        .check(MAIN);
  }

  @Test
  void modulesFormNoCycle() {
    slices().matching("org.atled.(*)..").should().beFreeOfCycles().check(MAIN);
  }

  /** What compiles Atled answers Maven on its standard output. */
  @Test
  void onlyTheCommandLinePrints() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.atled.cli..", "org.atled.javac..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .orShould()
        .dependOnClassesThat()
        .haveFullyQualifiedName("java.lang.IO")
        .check(MAIN);
  }

  @Test
  void onlyCpuSimdNamesTheVectorApi() {
    noClasses()
        .that()
        .resideOutsideOfPackage("org.atled.cpu.simd..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("jdk.incubator.vector..")
        .check(MAIN);
  }

  /** {@code Math.exp} and its kin may differ between machines and between interpreter and JIT. */
  @Test
  void transcendentalFunctionsAreOursOrStrict() {
    noClasses().should().accessTargetWhere(MathTranscendental.INSTANCE).check(MAIN);
  }

  private static final class MathTranscendental extends DescribedPredicate<JavaAccess<?>> {
    static final MathTranscendental INSTANCE = new MathTranscendental();

    private MathTranscendental() {
      super("a transcendental function of java.lang.Math");
    }

    @Override
    public boolean test(JavaAccess<?> access) {
      AccessTarget target = access.getTarget();
      return target.getOwner().isEquivalentTo(Math.class)
          && TRANSCENDENTAL.contains(target.getName());
    }
  }

  @Test
  void noClassIsNamedForNothing() {
    noClasses()
        .should()
        .haveSimpleNameContaining("Utils")
        .orShould()
        .haveSimpleNameContaining("Helper")
        .orShould()
        .haveSimpleNameContaining("Manager")
        .orShould()
        .haveSimpleNameContaining("Impl")
        .check(MAIN);
  }
}
