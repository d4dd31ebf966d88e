package org.atled.javac;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.inject.Named;
import javax.inject.Singleton;
import org.codehaus.plexus.compiler.CompilerConfiguration;
import org.codehaus.plexus.compiler.CompilerException;
import org.codehaus.plexus.compiler.CompilerMessage;
import org.codehaus.plexus.compiler.CompilerResult;
import org.codehaus.plexus.compiler.javac.JavacCompiler;
import org.eclipse.sisu.Priority;

/**
 * Stands before Maven's own compiler of the name "javac", by which toolchains find the program, and
 * forks one JVM for all modules where that forks one for each: what takes a cold one the longest is
 * to learn error-prone.
 *
 * <p>What that JVM does not compile without a word of complaint, a javac of its own compiles again,
 * whose messages Maven reads.
 */
@Named("javac")
@Priority(1)
@Singleton
public final class WarmJavac extends JavacCompiler {

  /** By the command that started them. Those of other flags serve other modules. */
  private static final Map<List<String>, CompileProcess> PROCESSES = new HashMap<>();

  @Override
  protected CompilerResult compileOutOfProcess(
      CompilerConfiguration config, String executable, String[] args) throws CompilerException {
    List<String> flags = new ArrayList<>();
    for (Map.Entry<String, String> custom : config.getCustomCompilerArgumentsEntries()) {
      if (custom.getKey().startsWith("-J")) {
        flags.add(custom.getKey().substring(2));
      }
    }
    String complaint;
    try {
      complaint = process(executable, flags).compile(List.of(args));
    } catch (IOException e) {
      complaint = e.toString();
    }
    if (complaint.isEmpty()) {
      return new CompilerResult(true, new ArrayList<>());
    }
    CompilerResult result = super.compileOutOfProcess(config, executable, args);
    if (result.isSuccess()) {
      result
          .getCompilerMessages()
          .add(
              new CompilerMessage(
                  "Compiled by a javac of its own, as that for all modules said: " + complaint,
                  CompilerMessage.Kind.WARNING));
    }
    return result;
  }

  private static CompileProcess process(String executable, List<String> flags) throws IOException {
    List<String> command = CompileProcess.command(executable, flags);
    synchronized (PROCESSES) {
      CompileProcess process = PROCESSES.get(command);
      if (process == null || process.hasEnded()) {
        process = new CompileProcess(command);
        PROCESSES.put(command, process);
      }
      return process;
    }
  }
}
