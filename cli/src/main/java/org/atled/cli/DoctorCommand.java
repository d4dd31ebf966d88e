package org.atled.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.atled.formats.json.JsonObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code atled doctor}. */
@SuppressWarnings("NullAway.Init")
@Command(
    name = "doctor",
    sortOptions = false,
    description = "Show what Atled found here: Java, processor, memory, data folders.")
final class DoctorCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin Common common;

  @Override
  public Integer call() {
    List<Diagnosis.Finding> findings = Diagnosis.now();
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      JsonObject.Builder json = JsonObject.builder();
      findings.forEach(finding -> json.put(finding.key(), finding.value()));
      out.println(json.build().compact());
    } else {
      int width = findings.stream().mapToInt(finding -> finding.name().length()).max().orElse(0);
      for (Diagnosis.Finding finding : findings) {
        String space = " ".repeat(width - finding.name().length());
        out.println(finding.name() + space + "  " + finding.text());
      }
    }
    return 0;
  }
}
