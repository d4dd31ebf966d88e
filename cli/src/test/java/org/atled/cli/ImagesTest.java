package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.JsonPlace;
import org.atled.formats.npy.Npy;
import org.atled.images.ImageFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders of images, from training to predictions. */
class ImagesTest {
  @TempDir Path folder;
  private Path pets;
  private String out;

  @BeforeEach
  void draw() throws IOException {
    pets = folder.resolve("pets");
    out = folder.resolve("model").toString();
    for (String name : List.of("dark", "light")) {
      Path of = Files.createDirectories(pets.resolve(name));
      for (int i = 0; i < 20; i++) {
        Files.write(of.resolve(i + ".bmp"), bmp(15 + i % 3, (name.equals("dark") ? 30 : 180) + i));
      }
    }
  }

  /** 16 rows of 24 bits a pixel. */
  static byte[] bmp(int width, int level) {
    int row = Math.ceilDiv(3 * width, 4) * 4;
    ByteBuffer file = ByteBuffer.allocate(54 + 16 * row).order(ByteOrder.LITTLE_ENDIAN);
    file.put((byte) 'B').put((byte) 'M').putInt(2, file.capacity()).putInt(10, 54).putInt(14, 40);
    file.putInt(18, width).putInt(22, 16).putShort(26, (short) 1).putShort(28, (short) 24);
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < width; x++) {
        byte[] blueGreenRed = {(byte) (level + y), (byte) (level + x), (byte) level};
        file.put(54 + y * row + 3 * x, blueGreenRed);
      }
    }
    return file.array();
  }

  private Atled train(String... more) {
    List<String> all = new ArrayList<>(List.of("train", pets.toString(), "--out", out));
    all.addAll(List.of("--size", "14", "--epochs", "8", "--lr", "0.01"));
    all.addAll(List.of(more));
    return Atled.run(all.toArray(String[]::new));
  }

  @Test
  void aFolderIsLearnedMeasuredAndAskedAbout() throws IOException {
    Atled ran = train("--model", "lenet5", "--normalize");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .startsWith(
            "data: "
                + pets
                + ", images scaled to 14×14 in colours, in the classes dark, light"
                + System.lineSeparator()
                + "images: 32 to learn from, 8 to measure on")
        .contains("Conv2d(3, 6", "training: lenet5, adam 0.01 cosine, 8 epochs of batches of 16")
        .contains("done in 0:");
    assertThat(Atled.done("eval", out).out())
        .startsWith("pets: 8 test examples")
        .contains("accuracy 100.00 %");

    Path one = pets.resolve("light").resolve("3.bmp");
    assertThat(Atled.done("predict", out, one.toString()).out().lines())
        .hasSize(2)
        .startsWith("file,class,probability")
        .last()
        .asString()
        .startsWith(one + ",light,0.");
    JsonPlace json = Atled.done("predict", out, pets.toString(), "--json").json();
    assertThat(json.strings("files")).hasSize(40);
    assertThat(json.strings("predicted")).containsOnly("dark", "light");
    assertThat(Atled.done("plot", out).out()).contains("drew ");
    Path webp = Files.writeString(folder.resolve("new.webp"), "RIFF....WEBPVP8 ");
    Atled.run("predict", out, webp.toString())
        .failed(
            2,
            webp
                + " is neither an image whose name ends with .png, .jpg, .jpeg, .bmp or .gif, nor"
                + " an array in npy, npz or IDX; name one, or a folder of images.");
    Atled.run("predict", out, pets.resolve("lihgt").toString())
        .failed(
            1,
            "There is no file or folder %s. Did you mean \"%s\"? Check the path."
                .formatted(pets.resolve("lihgt"), pets.resolve("light")));
    Path none = Files.createDirectory(folder.resolve("none"));
    Atled.run("predict", out, none.toString())
        .failed(
            2, none + " has no image; no file in it ends with .png, .jpg, .jpeg, .bmp or .gif.");
  }

  /** Each image of a folder, one of its files alone, and an array. */
  @Test
  void dropoutThatGoesOnHasASpread() throws IOException {
    train("--model", "mlp:16", "--dropout", "0.5").succeeded();
    String[] ask = {"predict", out, pets.toString(), "--passes", "5", "--seed", "3"};
    String csv = Atled.done(ask).out();

    assertThat(csv.lines().toList()).hasSize(41).first().isEqualTo("file,class,probability,spread");
    assertThat(csv.lines().skip(1)).anyMatch(line -> !line.endsWith(",0.0"));
    assertThat(Atled.done(ask).out()).isEqualTo(csv);
    String first = csv.lines().skip(1).findFirst().orElseThrow();
    String file = first.substring(0, first.indexOf(','));
    assertThat(
            Atled.done("predict", out, file, "--passes", "5", "--seed", "3").out().lines().toList())
        .last()
        .isEqualTo(first);
    JsonPlace json =
        Atled.run("predict", out, pets.toString(), "--passes", "5", "--seed", "3", "--json").json();
    assertThat(json.list("spread")).hasSize(40);
    Path array = folder.resolve("images.npy");
    Npy.write(array, Tensor.full(DType.UINT8, 100, 2, 3, 14, 14));
    JsonPlace asked = Atled.run("predict", out, array.toString(), "--passes", "5", "--json").json();
    assertThat(asked.list("spread")).hasSize(2);
    assertThat(asked.list("spread").getFirst().items().getFirst().asDouble()).isPositive();

    train("--model", "linear").succeeded();
    Atled.run("predict", out, file, "--passes", "5")
        .failed(
            1,
            "All 5 passes gave the same: the network Sequential[Flatten(), Linear(588, 1)] drops"
                + " nothing. Train one with dropout, such as with --dropout 0.2, or leave the"
                + " passes out.");
  }

  @Test
  void ofTheFolderThatWasLearnedThoseKeptFromItAreMeasured() throws IOException {
    train("--model", "linear").succeeded();
    Path other = Files.createDirectories(folder.resolve("other"));
    for (String name : List.of("dark", "light")) {
      Path of = Files.createDirectory(other.resolve(name));
      Files.copy(pets.resolve(name).resolve("0.bmp"), of.resolve("0.bmp"));
    }

    assertThat(Atled.done("eval", out, pets.resolve(".").toString()).out().lines())
        .startsWith(
            "note: the model learned from this folder; these are the images kept from it",
            "pets: 8 test examples");
    assertThat(Atled.done("eval", out, other.toString()).out())
        .startsWith("other: 2 test examples");
    Path links = folder.resolve("links");
    ImageFolder own = ImageFolder.of(pets, Seed.of(0));
    for (String name : List.of("dark", "light")) {
      Path of = Files.createDirectories(links.resolve(name));
      int label = own.classes().indexOf(name);
      for (List<ImageFolder.Item> part : List.of(own.train(), own.test())) {
        Path one =
            part.stream().filter(item -> item.label() == label).findFirst().orElseThrow().file();
        Files.createSymbolicLink(of.resolve(one.getFileName()), one);
      }
    }
    assertThat(Atled.done("eval", out, links.toString()).out().lines())
        .startsWith("note: the model learned from 2 of these images", "links: 4 test examples");
    Files.delete(pets.resolve("dark").resolve("0.bmp"));
    assertThat(Atled.done("eval", out, pets.toString()).out().lines())
        .startsWith(
            "note: the model learned from most of these images; the folder has other files since,"
                + " so that those kept from it are not known",
            "pets: 39 test examples");
    Atled.run("eval", out)
        .failed(
            1,
            "The model learned from "
                + pets
                + ", which has other files since, so that those that were kept from it are not"
                + " known; name another folder to measure on.");
  }

  @Test
  void theSameSeedGivesTheSameBitsWhateverTheThreads() throws IOException {
    train("--threads", "1", "--seed", "3").succeeded();
    byte[] first = Files.readAllBytes(Path.of(out, "model.safetensors"));
    Atled again = train("--threads", "2", "--seed", "3", "--channels", "3");
    assertThat(again.exitCode()).isZero();

    assertThat(Files.readAllBytes(Path.of(out, "model.safetensors"))).isEqualTo(first);
  }

  @Test
  void aHundredImagesThatAreLeftOutAreNamedOneByOne() {
    String fault = "x.png: the file is empty, and no image.";
    assertThat(ImageLesson.leftOut(Collections.nCopies(100, fault)))
        .hasSize(100)
        .containsOnly("left out: " + fault);
    assertThat(ImageLesson.leftOut(Collections.nCopies(101, fault)))
        .hasSize(101)
        .endsWith("left out: 1 more image");
  }

  @Test
  void anImageThatCannotBeReadStopsOrIsLeftOut() throws IOException {
    Path bad = Files.write(pets.resolve("dark").resolve("9.bmp"), new byte[0]);

    String stops =
        bad
            + ": the file is empty, and no image. To leave out what cannot be read: --bad-images"
            + " skip.";
    train().failed(1, stops);
    Atled ran = train("--bad-images", "skip", "--json");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).contains("left out: " + bad + ": the file is empty, and no image.");
    assertThat(ran.json().intValue("left_out")).isEqualTo(1);
    assertThat(ran.json().strings("faults"))
        .containsExactly(bad + ": the file is empty, and no image.");
    assertThat(ran.json().intValue("train_examples") + ran.json().intValue("test_examples"))
        .isEqualTo(39);
    // Predictions of a folder skip too, if somebody says so.
    Atled.run("predict", out, pets.toString()).failed(1, stops);
    Atled predicted = Atled.run("predict", out, pets.toString(), "--bad-images", "skip");
    assertThat(predicted.err().lines())
        .containsExactly("left out: " + bad + ": the file is empty, and no image.");
    assertThat(predicted.out().lines()).hasSize(40);
    assertThat(predicted.out()).doesNotContain(bad.toString());
  }

  /** Half of the files of a class cannot be read, all of those among them that are kept. */
  @Test
  void whatWasSkippedInTrainingIsSkippedAfterIt() throws IOException {
    ImageFolder images = ImageFolder.of(pets, Seed.of(0));
    for (ImageFolder.Item item : images.test()) {
      if (item.label() == 0) {
        Files.write(item.file(), new byte[0]);
      }
    }
    String lost = "note: of the class \"dark\" no image to measure on can be read";

    Atled ran = train("--bad-images", "skip", "--json");

    assertThat(ran.exitCode()).isZero();
    assertThat(ran.err()).contains("left out: ", lost);
    assertThat(ran.json().intValue("test_examples")).isEqualTo(4);
    assertThat(Atled.done("eval", out).out()).contains("left out: ", lost, "pets: 4 test examples");
    assertThat(Atled.done("plot", out).out())
        .contains("left out: ", lost, "confusion")
        .doesNotContain("without data");
    Atled stopped = Atled.run("plot", out, "--bad-images", "stop");
    assertThat(stopped.exitCode()).isEqualTo(1);
    assertThat(stopped.err()).contains(": the file is empty, and no image.");
    Atled.done("train", "xor", "--epochs", "1", "--out", out);
    Atled.run("plot", out, "--bad-images", "skip")
        .failed(
            2,
            "Option '--bad-images' goes with a folder of images; the model did not learn from one;"
                + " leave it out.");
  }

  @Test
  void otherDataHaveNoUseForTheOptions() throws IOException {
    Atled.run("train", "xor", "--size", "32")
        .failed(
            2,
            "Option '--size' goes with a folder of images by class, but \"xor\" is no folder; leave"
                + " it out.");
    Atled.run("train", pets.toString(), "--target", "kind")
        .failed(
            2,
            "Option '--target' goes with a table, but \""
                + pets
                + "\" is another data set; leave it out, or name a file such as FILE.csv.");
    Atled.done("train", "xor", "--epochs", "1", "--out", out);
    Atled.run("eval", out, "--bad-images", "skip")
        .failed(
            2,
            "Option '--bad-images' goes with a folder of images; name one after the model, or leave"
                + " it out.");
    Atled.run("train", pets.toString(), "--bad-images", "pass")
        .failed(
            2,
            "Invalid value for option '--bad-images': there is no way \"pass\". There are: stop,"
                + " skip.");
    Atled.run("train", pets.toString(), "--size", "big")
        .failed(
            2,
            "Invalid value for option '--size': \"big\" is not a size of images, such as 64 or,"
                + " height first, 48x64.");
    Atled.run("train", "moons", "--normalize", "--out", out)
        .failed(
            2,
            "Option '--normalize' goes with images [channels, height, width], but \"moons\" has"
                + " examples [2]; leave it out.");
  }

  @Test
  void aLastBatchOfOneIsRefusedWhereBatchNormSeesOneNumber() {
    // Of 32 images batches of 31 leave one, of which the last maps are 1×1.
    String[] few = {"--model", "resnet:9,2", "--size", "8", "--epochs", "1", "--batch-size"};
    List<String> all = new ArrayList<>(List.of("train", pets.toString(), "--out", out));
    all.addAll(List.of(few));
    all.add("31");
    Atled.run(all.toArray(String[]::new))
        .failed(
            2,
            "The last of the batches of 31 has one of the 32 examples, of which BatchNorm2d"
                + " \"16.body.1\" sees one number a channel, too few for the variance that it"
                + " trains by; take --batch-size 32, or larger images by --size.");
    all.set(all.size() - 1, "30");
    Atled.done(all.toArray(String[]::new));
    all.addAll(List.of("--accumulate", "2"));
    Atled.run(all.toArray(String[]::new))
        .failed(
            2,
            "A batch of 2 examples in 2 parts has a part of one, of which BatchNorm2d"
                + " \"16.body.1\" sees one number a channel, too few for the variance that it"
                + " trains by; take --accumulate 1, or larger batches.");
  }

  @Test
  void otherClassesAreRefused() throws IOException {
    assertThat(train().exitCode()).isZero();
    Files.move(pets.resolve("dark"), pets.resolve("black"));

    Atled.run("eval", out, pets.toString())
        .failed(
            2,
            "The model knows the classes dark, light, but "
                + pets
                + " has the folders black, light; name a folder with those.");
  }

  @Test
  void augmentationIsOfTrainingAlone() throws IOException {
    Atled ran = train("--augment", "flip,crop:2,rotate:10,colour:0.1,mixup", "--seed", "1");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("augmented: flip:0.5,crop:2,rotate:10,colour:0.1:0.1:0.1,mixup:0.2");
    byte[] first = Files.readAllBytes(Path.of(out, "model.safetensors"));
    assertThat(Files.readString(Path.of(out, "model.json"))).doesNotContain("flip", "mixup");
    assertThat(Atled.done("eval", out).out()).contains("accuracy 100.00 %");

    train("--augment", "flip,crop:2,rotate:10,colour:0.1,mixup", "--seed", "1", "--threads", "1");
    assertThat(Files.readAllBytes(Path.of(out, "model.safetensors"))).isEqualTo(first);
    train("--seed", "1");
    assertThat(Files.readAllBytes(Path.of(out, "model.safetensors"))).isNotEqualTo(first);

    Atled.run("train", pets.toString(), "--augment", "flip,crop")
        .failed(
            2,
            "Invalid value for option '--augment' (CHANGE): \"crop\" has 0 numbers, but crop takes"
                + " 1; write it as crop:PIXELS.");
    Atled.run("train", "moons", "--augment", "flip", "--out", out)
        .failed(
            2,
            "Option '--augment' goes with images [channels, height, width], but \"moons\" has"
                + " examples [2]; leave it out.");
    train("--augment", "flip,crop:14")
        .failed(2, "crop:14 may move images of 14×14 out of sight; take less than 14.");
    Path csv = Files.writeString(folder.resolve("a.csv"), "a,b\n1,2\n");
    Atled.run("train", csv.toString(), "--target", "b", "--augment", "flip")
        .failed(2, "Option '--augment' goes with images, not with a table; leave it out.");
  }

  @Test
  void mixturesAreLearnedInSeveralClassesToo() throws IOException {
    Path data = twentyOfCifar();
    Atled ran =
        Atled.run(
            "train",
            "cifar-10",
            "--data",
            data.toString(),
            "--epochs",
            "1",
            "--model",
            "linear",
            "--augment",
            "cutmix:1,mixup",
            "--out",
            out);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains("1 epoch of batches of 128")
        .containsPattern("accuracy 0\\.\\d{4}  \\|  test loss");
  }

  /** Two examples of each of CIFAR-10's classes. */
  private Path twentyOfCifar() throws IOException {
    Path data = Files.createDirectories(folder.resolve("cifar-10"));
    byte[] records = new byte[3073 * 20];
    for (int i = 0; i < records.length; i++) {
      records[i] = (byte) (i % 3073 == 0 ? i / 3073 % 10 : i * 31 % 256);
    }
    Files.write(data.resolve("data_batch_1.bin"), records);
    Files.write(data.resolve("test_batch.bin"), records);
    return data;
  }

  @Test
  void aDataSetByNameIsNormalizedInPredictionsToo() throws IOException {
    Path data = twentyOfCifar();
    String[] train = {
      "train", "cifar-10", "--data", data.toString(), "--epochs", "1", "--normalize", "--out", out
    };

    assertThat(Atled.done(train).out())
        .contains(
            "note: of this data set 20 of 50,000 examples to learn from are there, and 20 of"
                + " 10,000 to measure on");
    JsonPlace model = JsonPlace.parse(Files.readAllBytes(Path.of(out, "model.json")), "model.json");
    assertThat(model.toString()).contains("normalization");
    double loss =
        Atled.done("eval", out, "--data", data.toString(), "--json")
            .json()
            .doubleValue("test_loss");
    assertThat(loss).isBetween(1.0, 4.0);
    assertThat(Atled.done("predict", out, pets.toString()).out().lines()).hasSize(41);
  }
}
