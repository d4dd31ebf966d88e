"""Files of values that another system computed, read by Literals.java.

A line is `row: operand; operand -> result ~ gradient; gradient`. The gradients, which may be left
out, are those of the result's sum; `-` stands for an operand that has none.
"""

import pathlib

import numpy as np

FOLDER = pathlib.Path(__file__).parent.parent / "resources/org/atled/testkit/literals"


def text(x):
    name = str(getattr(x, "dtype", "")).removeprefix("torch.")
    # NumPy has no bfloat16.
    x = x.float().numpy() if name == "bfloat16" else np.asarray(x)
    numbers = " ".join(repr(float(v)) for v in x.ravel())
    return f"{name or x.dtype}[{','.join(map(str, x.shape))}] {numbers}".strip()


EDGES = ("NaN", "infinity", "nothing", "one element")


def edges(operands):
    """Which of EDGES are among the operands of a line."""
    operands = [np.asarray(x) for x in operands]
    floats = [x for x in operands if x.dtype.kind == "f"]
    found = (any(np.isnan(x).any() for x in floats), any(np.isinf(x).any() for x in floats),
             any(x.size == 0 for x in operands), all(x.size == 1 for x in operands))
    return {edge for edge, there in zip(EDGES, found) if there}


def at_edge(edge, operands):
    """The operands with a NaN, with infinities, with nothing on an axis, or with one index on each axis: ways to try."""
    operands = [np.array(x) for x in operands]
    if edge == "nothing":
        for axis, many in (0, len(operands)), (0, 1), (-1, len(operands)), (1, len(operands)), (-1, 1):
            yield [np.take(x, [], axis) if x.ndim > max(axis, 0) and i < many else x for i, x in enumerate(operands)]
    elif edge == "one element":
        cut = [x[(slice(0, 1),) * x.ndim] for x in operands]
        yield cut
        yield [np.zeros_like(x) if x.dtype.kind in "iu" else x for x in cut]  # an index that is there
    else:
        yield [with_special(edge, i, x.copy()) for i, x in enumerate(operands)]


def with_special(edge, i, x):
    if x.dtype.kind == "f" and x.size and edge == "NaN":
        x.flat[(2 * i + 1) % x.size] = np.nan
    elif x.dtype.kind == "f" and x.size and edge == "infinity":
        x.flat[(i + 3) % x.size] = -np.inf
        x.flat[i % x.size] = np.inf
    return x


class Literals:
    """The lines of one file, one for each family of operations."""

    # Of all files: which edges each row has, and what PyTorch gives there for those with lines by `torch`.
    met = {}
    at_edges = {}

    def __init__(self, name, by):
        self.path = FOLDER / f"{name}.txt"
        self.lines = [f"# By {name}.py with {by}."]
        self.tried = EDGES

    def add(self, row, operands, result, dtype=None, gradients=None):
        result = result if dtype is None else np.asarray(result).astype(dtype)
        self.met.setdefault(row, set()).update(edges(operands))
        line = f"{row}: {'; '.join(map(text, operands))} -> {text(result)}"
        if gradients is not None:
            line += " ~ " + "; ".join("-" if g is None else text(g) for g in gradients)
        self.lines.append(line)

    def torch(self, row, f, *operands, dtypes=(np.float32, np.float64)):
        """f of the operands by PyTorch, computed in float64; for float64 with its gradients.

        Operands that are floats are given in each of the types, others as they are.
        """
        import torch

        self.note(row, f, operands)
        for dtype in dtypes:
            typed = [np.asarray(x) for x in operands]
            typed = [x.astype(dtype) if x.dtype.kind == "f" else x for x in typed]
            wide = [torch.tensor(x.astype(np.float64) if x.dtype.kind == "f" else x) for x in typed]
            for x in wide:
                x.requires_grad_(x.is_floating_point())
            y = f(*wide)
            gradients = None
            if dtype == np.float64 and y.requires_grad:
                y.sum().backward()
                gradients = [None if x.grad is None else x.grad.numpy() for x in wide]
            y = y.detach().numpy()
            self.add(row, typed, y, dtype if y.dtype.kind == "f" else None, gradients)

    def note(self, row, f, operands):
        """Computes at once what the row gives at edges: f may hang on a variable of a loop."""
        import torch

        if row in self.at_edges:
            return
        found = self.at_edges[row] = {}
        for edge in self.tried:
            for changed in at_edge(edge, operands):
                if edge not in edges(changed):
                    continue
                wide = [torch.tensor(x.astype(np.float64) if x.dtype.kind == "f" else x) for x in changed]
                try:
                    found[edge] = (changed, f(*wide).detach().numpy())
                    break
                except (RuntimeError, IndexError, ValueError):
                    pass  # PyTorch refuses it.

    def write(self):
        self.path.write_text("\n".join(self.lines) + "\n")
