import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Function;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The rows {@code optimizer} of {@code atled bench} in libtorch, gradients ready: its fused step,
 * or one of foreach operations where it has none. They are called from TorchScript, since the
 * presets leave them out.
 */
final class LibtorchOptimizer {
  private static final long[][] TEN = {{10, 1_000, 1_000}};
  private static final long[][] COPIES = {{200_000_000}, {280_000_000}};

  /**
   * Each takes parameters, gradients, two buffers, both of which not all need, and counts of steps,
   * whose first axis says which matrix.
   */
  private static final String SCRIPT =
      """
      def sgd(p, g, m, v, t):
        torch._fused_sgd_(p.unbind(), g.unbind(), m.unbind(), weight_decay=0.0, momentum=0.9, lr=0.01,
            dampening=0.0, nesterov=False, maximize=False, is_first_step=False)
        return 0

      def sgd_foreach(p, g, m, v, t):
        b = m.unbind()
        torch._foreach_mul_(b, 0.9)
        torch._foreach_add_(b, g.unbind(), alpha=1)
        torch._foreach_add_(p.unbind(), b, alpha=-0.01)
        return 0

      def adam(p, g, m, v, t):
        t.add_(1)
        none: List[Tensor] = []
        torch._fused_adam_(p.unbind(), g.unbind(), m.unbind(), v.unbind(), none, t.unbind(), lr=0.001,
            beta1=0.9, beta2=0.999, weight_decay=0.0, eps=1e-8, amsgrad=False, maximize=False)
        return 0

      def adamw(p, g, m, v, t):
        t.add_(1)
        none: List[Tensor] = []
        torch._fused_adamw_(p.unbind(), g.unbind(), m.unbind(), v.unbind(), none, t.unbind(), lr=0.001,
            beta1=0.9, beta2=0.999, weight_decay=0.01, eps=1e-8, amsgrad=False, maximize=False)
        return 0

      def lion(p, g, m, v, t):
        b = m.unbind()
        u = torch._foreach_lerp(g.unbind(), b, 0.9)
        torch._foreach_sign_(u)
        torch._foreach_add_(p.unbind(), u, alpha=-0.0001)
        torch._foreach_lerp_(b, g.unbind(), 0.01)
        return 0

      def muon(p, g, m, v, t):
        b = m.unbind()
        torch._foreach_lerp_(b, g.unbind(), 0.05)
        u = torch._foreach_lerp(g.unbind(), b, 0.95)
        p.mul_(1 - 0.001 * 0.1)
        for i in range(p.size(0)):
          x = u[i] / u[i].norm().clamp(min=1e-7)
          for step in range(5):
            gram = x.mm(x.t())
            x = torch.addmm(x, torch.addmm(gram, gram, gram, beta=-4.7750, alpha=2.0315), x, beta=3.4445)
          p[i].add_(x, alpha=-0.001)
        return 0
      """;

  private static final Map<String, List<String>> WAYS =
      new TreeMap<>(
          Map.of(
              "sgd", List.of("sgd", "sgd_foreach"),
              "adam", List.of("adam"),
              "adamw", List.of("adamw"),
              "lion", List.of("lion"),
              "muon", List.of("muon")));

  private LibtorchOptimizer() {}

  /** The rows that are asked for. */
  static void rows(Measure measure) {
    CompilationUnit script = torch.compile(SCRIPT);
    WAYS.forEach((title, names) ->
        measure.row(
            "optimizer",
            title,
            TEN,
            sizes ->
                names.stream()
                    .map(name -> step(script.get_function(new QualifiedName(name)), sizes))
                    .toList()));
    measure.row(
        "optimizer",
        "copy",
        COPIES,
        sizes -> {
          Tensor from = torch.rand(sizes[0] / 8);
          Tensor to = from.clone();
          return List.of(Libtorch.inScope(() -> to.copy_(from)));
        });
  }

  private static Runnable step(Function rule, long[] sizes) {
    Tensor parameters = torch.randn(sizes);
    Tensor gradients = torch.randn(sizes);
    Tensor first = torch.zeros(sizes);
    Tensor second = torch.zeros(sizes);
    Tensor steps = torch.zeros(sizes[0]);
    Tensor[] all = {parameters, gradients, first, second, steps};
    return Libtorch.inScope(
        () -> {
          IValueVector arguments = new IValueVector();
          for (Tensor each : all) {
            arguments.push_back(new IValue(each));
          }
          rule.apply(arguments);
        });
  }
}
