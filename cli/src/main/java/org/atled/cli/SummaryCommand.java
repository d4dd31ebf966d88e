package org.atled.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.atled.core.shape.Shape;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.nn.inspect.Summary;
import org.atled.train.SavedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atled summary}. */
@SuppressWarnings("NullAway.Init")
@Command(name = "summary", sortOptions = false, description = "Show the layers of a saved model.")
final class SummaryCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The folder that train saved to.")
  Path folder;

  @Mixin Common common;

  @Override
  public Integer call() {
    SavedModel saved = Models.toAsk(folder);
    Shape input = saved.info().input();
    Summary summary = Summary.of(saved.model(), saved.info().x());
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      out.println(
          JsonObject.builder()
              .put("dataset", saved.info().name())
              .put("input", JsonArray.of(input.toArray()))
              .put("parameters", summary.parameters())
              .put("trainable", summary.trainable())
              .put(
                  "layers",
                  new JsonArray(summary.rows().stream().map(SummaryCommand::row).toList()))
              .build()
              .compact());
    } else {
      out.println("learned from " + saved.info().name());
      out.println(summary);
    }
    return 0;
  }

  private static Json row(Summary.Row row) {
    return JsonObject.builder()
        .put("path", row.path())
        .put("layer", row.layer())
        .put("output", JsonArray.of(row.outputs().getFirst().toArray()))
        .put("parameters", row.trainable() + row.frozen())
        .build();
  }
}
