package org.atled.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.data.Batch;
import org.atled.data.DataLoader;
import org.atled.data.Dataset;
import org.atled.data.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir private Path root;

  @Test
  void aFifthOfEachClassIsKeptAsTheSeedSays() throws IOException {
    Path folder = Pictures.folder(root, 10);
    Files.writeString(folder.resolve("dark").resolve("notes.txt"), "mine");
    Files.writeString(folder.resolve("dark").resolve(".hidden.png"), "");
    Path checkpoints = Files.createDirectory(folder.resolve("dark").resolve(".checkpoints"));
    Files.copy(folder.resolve("dark").resolve("000.png"), checkpoints.resolve("000.png"));

    ImageFolder images = ImageFolder.of(folder, Seed.of(3));

    assertThat(images.classes()).containsExactly("dark", "light");
    assertThat(images.passedOver()).isEqualTo(1);
    assertThat(images.train()).hasSize(16);
    assertThat(images.test().stream().map(ImageFolder.Item::label)).containsExactly(0, 0, 1, 1);
    Set<ImageFolder.Item> all = new HashSet<>(images.train());
    all.addAll(images.test());
    assertThat(all).hasSize(20);
    assertThat(images.train()).isSortedAccordingTo((a, b) -> a.file().compareTo(b.file()));
    assertThat(ImageFolder.of(folder, Seed.of(3))).isEqualTo(images);
    assertThat(ImageFolder.of(folder, Seed.of(4)).test()).isNotEqualTo(images.test());
    assertThat(ImageFolder.of(folder, Seed.of(4)).digest()).isEqualTo(images.digest());
    assertThat(ImageFolder.images(folder)).hasSize(20);
    String before = images.digest();
    Path first = images.train().getFirst().file();
    Files.write(first, new byte[1], StandardOpenOption.APPEND);
    assertThat(images.digest()).isNotEqualTo(before);
    Files.delete(first);
    assertThat(ImageFolder.of(folder, Seed.of(3)).digest()).isNotEqualTo(before);
  }

  @Test
  void filesComeInTheOrderOfTheirPathsWithSlashes() throws IOException {
    Path folder = Pictures.folder(root, 2);
    Path dark = folder.resolve("dark");
    Files.createDirectory(dark.resolve("a"));
    Files.move(dark.resolve("000.png"), dark.resolve("a").resolve("x.png"));
    Files.move(dark.resolve("001.png"), dark.resolve("a0.png"));

    // The digest's order and this one are that of "a/x.png" before "a0.png".
    assertThat(ImageFolder.images(dark))
        .containsExactly(dark.resolve("a").resolve("x.png"), dark.resolve("a0.png"));
  }

  @Test
  void aClassMayBeALinkToAFolder() throws IOException {
    Path folder = Pictures.folder(root.resolve("pets"), 5);
    Path elsewhere = root.resolve("elsewhere");
    Files.move(folder.resolve("light"), elsewhere);
    Files.createSymbolicLink(folder.resolve("light"), elsewhere);

    ImageFolder images = ImageFolder.of(folder, Seed.of(3));

    assertThat(images.train()).hasSize(8);
    assertThat(images.test().getLast().file()).hasParent(folder.resolve("light"));
    assertThat(ImageFolder.images(folder)).hasSize(10);
  }

  @Test
  void aFolderThatIsPartedStaysSo() throws IOException {
    Pictures.folder(root.resolve("train"), 4);
    Pictures.folder(root.resolve("val"), 2);

    ImageFolder images = ImageFolder.of(root, Seed.of(0));

    assertThat(images.classes()).containsExactly("dark", "light");
    assertThat(images.train()).hasSize(8);
    assertThat(images.test()).hasSize(4);

    Files.move(root.resolve("val").resolve("light"), root.resolve("val").resolve("bright"));
    assertThatThrownBy(() -> ImageFolder.of(root, Seed.of(0)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            root
                + " has the classes dark, light to learn from but bright, dark in val; both must"
                + " have the same.");
  }

  /** As EMNIST is packed: the way out is a command that can be copied. */
  @Test
  void arraysInPlaceOfFoldersAreNamedWithTheirOptions() throws IOException {
    Files.writeString(root.resolve("letters-test-images-idx3-ubyte"), "");
    Files.writeString(root.resolve("letters-test-labels-idx1-ubyte"), "");
    Path train = Files.writeString(root.resolve("letters-train-images-idx3-ubyte"), "");
    assertThatThrownBy(() -> ImageFolder.of(root, Seed.of(0)))
        .hasMessageEndingWith(
            " What lies in it is learned by --images %s --labels %s."
                .formatted(
                    root.resolve("letters-test-images-idx3-ubyte"),
                    root.resolve("letters-test-labels-idx1-ubyte")));
    Path labels = Files.writeString(root.resolve("letters-train-labels-idx1-ubyte"), "");
    assertThatThrownBy(() -> ImageFolder.of(root, Seed.of(0)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            root
                + " has no folder of images; it must have one for each class, and two classes: "
                + root.resolve("cats").resolve("1.png")
                + " and so on. What lies in it is learned by --images "
                + train
                + " --labels "
                + labels
                + " --test-images "
                + root.resolve("letters-test-images-idx3-ubyte")
                + " --test-labels "
                + root.resolve("letters-test-labels-idx1-ubyte")
                + ".");
    // What is tested on belongs to what is learned from.
    for (String of : new String[] {"images-idx3", "labels-idx1"}) {
      Files.writeString(root.resolve("digits-test-%s-ubyte".formatted(of)), "");
      Files.writeString(root.resolve("small-train-%s-ubyte".formatted(of)), "");
    }
    assertThatThrownBy(() -> ImageFolder.of(root, Seed.of(0)))
        .hasMessageContaining(" --test-images " + root.resolve("letters-test-images-idx3-ubyte "));
    Files.delete(labels);
    assertThatThrownBy(() -> ImageFolder.of(root, Seed.of(0)))
        .hasMessageEndingWith(" --labels " + root.resolve("small-train-labels-idx1-ubyte") + ".");
  }

  @Test
  void whatIsNoFolderOfClassesIsRefused() throws IOException {
    Path file = Files.writeString(root.resolve("a.png"), "");
    assertThatThrownBy(() -> ImageFolder.of(file, Seed.of(0)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            file + " is not a folder; name one that has a folder of images for each class.");
    assertThatThrownBy(() -> ImageFolder.of(root, Seed.of(0)))
        .hasMessage(
            root
                + " has no folder of images, and 1 image lies in it, not in a class's folder; it"
                + " must have one for each class, and two classes: "
                + root.resolve("cats").resolve("1.png")
                + " and so on.");
    Files.writeString(root.resolve("b.JPG"), "");
    Path empty = Files.createDirectory(root.resolve("empty"));
    assertThatThrownBy(() -> ImageFolder.of(root, Seed.of(0)))
        .hasMessage(
            root
                + " has one folder, empty, and 2 images lie in it, not in a class's folder; it must"
                + " have one for each class, and two classes: "
                + root.resolve("cats").resolve("1.png")
                + " and so on.");
    assertThatThrownBy(() -> ImageFolder.of(empty, Seed.of(0)))
        .hasMessage(
            empty
                + " has no folder of images; it must have one for each class, and two classes: "
                + empty.resolve("cats").resolve("1.png")
                + " and so on.");
    Files.delete(empty);

    Pictures.folder(root, 1);
    assertThatThrownBy(() -> ImageFolder.of(root, Seed.of(0)))
        .hasMessage(
            root + " has one image of each class; to measure on there must be a second of one.");

    Files.delete(root.resolve("light").resolve("000.png"));
    assertThatThrownBy(() -> ImageFolder.of(root, Seed.of(0)))
        .hasMessage(
            root.resolve("light")
                + " has no image: no file in it ends with .png, .jpg, .jpeg, .bmp or .gif; put"
                + " some there, or take the folder away.");
  }

  @Test
  void examplesAreTheSameOnAnyNumberOfThreads() throws IOException {
    ImageFolder images = ImageFolder.of(Pictures.folder(root, 30), Seed.of(1));
    ImageFormat format = new ImageFormat(6, 5, 3);

    Dataset one = read(new ImageReading(format, false, 1), images).examples();
    Dataset five = read(new ImageReading(format, false, 5), images).examples();

    assertThat(one.info().input()).isEqualTo(Shape.of(3, 6, 5));
    assertThat(one.info().task()).isEqualTo(new Task.Classification(List.of("dark", "light")));
    assertThat(one.size()).isEqualTo(48);
    Batch all = one.spread(48);
    assertThat(five.spread(48).x().toFloats()).isEqualTo(all.x().toFloats());
    assertThat(five.spread(48).y().toLongs()).isEqualTo(all.y().toLongs());
    Pixels first = format.of(ImageFile.read(images.train().getFirst().file()));
    assertThat(all.x().toFloats()[7]).isEqualTo((first.values()[7] & 0xFF) / 255f);
  }

  @Test
  void theFirstImageThatCannotBeReadEndsTheRunOrIsLeftOut() throws IOException {
    ImageFolder images = ImageFolder.of(Pictures.folder(root, 10), Seed.of(1));
    Path bad = images.train().get(3).file();
    byte[] whole = Files.readAllBytes(bad);
    Files.write(bad, Arrays.copyOf(whole, whole.length / 2));
    Files.write(images.train().get(9).file(), new byte[0]);
    ImageReading reading = ImageReading.of(new ImageFormat(6, 5, 1));

    assertThatThrownBy(() -> read(reading, images))
        .isInstanceOf(AtledException.class)
        .hasMessage(
            bad
                + ": the file ends in the middle of a chunk; it is cut short or damaged. To leave"
                + " out what cannot be read: --bad-images skip.");
    ImageReading.Result rest = read(reading.skipping(), images);
    assertThat(rest.examples().size()).isEqualTo(14);
    assertThat(rest.faults())
        .hasSize(2)
        .last()
        .isEqualTo(images.train().get(9).file() + ": the file is empty, and no image.");
    Pixels second = reading.format().of(ImageFile.read(images.train().get(4).file()));
    assertThat(rest.examples().batch(3).x().toFloats()[5])
        .isEqualTo((second.values()[5] & 0xFF) / 255f);
  }

  @Test
  void aClassOfWhichNothingIsLeftIsAnError() throws IOException {
    ImageFolder images = ImageFolder.of(Pictures.folder(root, 5), Seed.of(1));
    for (ImageFolder.Item item : images.train()) {
      if (item.label() == 1) {
        Files.write(item.file(), new byte[0]);
      }
    }
    ImageReading reading = ImageReading.of(new ImageFormat(6, 5, 1)).skipping();

    assertThatThrownBy(() -> read(reading, images))
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith(
            "Of the class \"light\" no image can be read; the first fault is: ");
    ImageReading.Result rest = reading.readToMeasure("pets", images.classes(), images.train());
    assertThat(rest.lost()).containsExactly("light");
    assertThat(rest.examples().size()).isEqualTo(4);
    List<ImageFolder.Item> light = images.train().subList(4, 8);
    assertThatThrownBy(() -> reading.readToMeasure("pets", images.classes(), light))
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith("None of the images can be read; the first fault is: ");
  }

  /** Also where a file is left out, whose place others take. */
  @Test
  void examplesThatAreDecodedWhenTheyAreNeededAreThoseInMemory() throws IOException {
    ImageFolder images = ImageFolder.of(Pictures.folder(root, 30), Seed.of(1));
    Files.write(images.train().get(9).file(), new byte[0]);
    ImageReading reading = new ImageReading(new ImageFormat(6, 5, 3), true, 1);
    // No array has more elements than ints count, whatever memory there is.
    assertThat(reading.keeping(Long.MAX_VALUE).kept()).isEqualTo(Integer.MAX_VALUE - 8);
    ImageReading.Result inMemory = read(reading, images);
    assertThat(inMemory.isKept()).isTrue();
    List<float[]> wanted = epoch(DataLoader.of(inMemory.examples(), 7));

    for (int threads : new int[] {1, 4}) {
      ImageReading other = new ImageReading(reading.format(), true, threads).keeping(1000);
      ImageReading.Result onDemand = read(other, images);
      assertThat(onDemand.isKept()).isFalse();
      assertThat(onDemand.examples().info()).isEqualTo(inMemory.examples().info());
      assertThat(onDemand.faults()).isEqualTo(inMemory.faults());
      for (int workers : new int[] {1, 3}) {
        DataLoader loader = DataLoader.of(onDemand.examples(), 7).workers(workers);
        assertThat(epoch(loader)).usingElementComparator(Arrays::compare).isEqualTo(wanted);
      }
    }
  }

  private static List<float[]> epoch(DataLoader loader) {
    List<float[]> numbers = new ArrayList<>();
    for (Batch batch : loader.shuffled(Seed.of(2)).epoch(1)) {
      numbers.add(batch.x().toFloats());
      numbers.add(batch.y().toFloats());
    }
    return numbers;
  }

  @Test
  void aFileThatIsGoneWhenABatchNeedsItIsNamed() throws IOException {
    ImageFolder images = ImageFolder.of(Pictures.folder(root, 5), Seed.of(1));
    ImageReading reading = ImageReading.of(new ImageFormat(6, 5, 1)).keeping(0);
    Dataset examples = read(reading, images).examples();
    Path gone = images.train().get(3).file();
    Files.delete(gone);

    assertThat(examples.batch(2, 4).x().shape()).isEqualTo(Shape.of(2, 1, 6, 5));
    assertThatThrownBy(() -> examples.batch(2, 3))
        .isInstanceOf(AtledException.class)
        .hasMessage("Cannot read " + gone + ": there is no such file; check the path.");
    assertThatThrownBy(() -> examples.batch(8))
        .hasMessage("Data set \"pets\": there is no example 8; examples are 0 to 7.");
  }

  private static ImageReading.Result read(ImageReading reading, ImageFolder images) {
    return reading.read("pets", images.classes(), images.train());
  }
}
