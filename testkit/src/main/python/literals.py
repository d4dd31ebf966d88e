"""Files of values that another system computed, read by Literals.java.

A line is `row: operand; operand -> result ~ gradient; gradient`. The gradients, which may be left
out, are those of the result's sum; `-` stands for an operand that has none.
"""

import pathlib

import numpy as np

FOLDER = pathlib.Path(__file__).parent.parent / "resources/org/atled/testkit/literals"


def text(x):
    x = np.asarray(x)
    numbers = " ".join(repr(float(v)) for v in x.ravel())
    return f"{x.dtype}[{','.join(map(str, x.shape))}] {numbers}".strip()


class Literals:
    """The lines of one file, one for each family of operations."""

    def __init__(self, name, by):
        self.path = FOLDER / f"{name}.txt"
        self.lines = [f"# By {name}.py with {by}."]

    def add(self, row, operands, result, dtype=None, gradients=None):
        result = np.asarray(result)
        result = result if dtype is None else result.astype(dtype)
        line = f"{row}: {'; '.join(map(text, operands))} -> {text(result)}"
        if gradients is not None:
            line += " ~ " + "; ".join("-" if g is None else text(g) for g in gradients)
        self.lines.append(line)

    def torch(self, row, f, *operands, dtypes=(np.float32, np.float64)):
        """f of the operands by PyTorch, computed in float64; for float64 with its gradients.

        Operands that are floats are given in each of the types, others as they are.
        """
        import torch

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

    def write(self):
        self.path.write_text("\n".join(self.lines) + "\n")
