"""Writes ties.txt: gradients by PyTorch at kinks and among equals, of rows whose other lines have none there.

Run: python3 ties.py
"""

import numpy as np
import torch
from literals import Literals
from torch.nn import functional

literals = Literals("ties", f"PyTorch {torch.__version__}")
wholes = [-2.0, -1.0, -0.5, 0.0, 0.5, 1.0, 2.0]
for name in "floor ceil trunc frac abs sign".split():
    literals.torch(name, getattr(torch, name), wholes)
literals.torch("round to tens", lambda x: torch.round(x, decimals=-1), [-25.0, -15.0, -5.0, 5.0, 15.0, 25.0, 12.0])
literals.torch("copysign", torch.copysign, [0.0, 1.0, -2.0, 0.0], [-1.0, 0.0, 0.0, 0.0])
for name in "maximum", "minimum":
    literals.torch(name, getattr(torch, name), [1.0, 2.0, -3.0, 0.0], [1.0, -2.0, 5.0, 0.0])

# Equals along each axis, among them all of a row.
x = np.array([[[1.0, 3.0, 3.0, 0.0], [2.0, 2.0, 2.0, 2.0], [1.0, 3.0, 0.0, 0.0]],
              [[3.0, 3.0, 1.0, 1.0], [2.0, 0.0, 0.0, 2.0], [1.0, 3.0, 3.0, 0.0]]])
for row, f in {
    "max over [0, 1, 2]": lambda x: torch.amax(x, (0, 1, 2)), "max over [2]": lambda x: torch.amax(x, 2),
    "max over [0, 2]": lambda x: torch.amax(x, (0, 2)), "max, kept, over [1]": lambda x: torch.amax(x, 1, True),
    "min over [1, 2]": lambda x: torch.amin(x, (1, 2)), "aminmax's max over [1]": lambda x: torch.amax(x, 1),  # aminmax has no derivative there
    "maxAt over [1]": lambda x: torch.max(x, 1)[0], "maxAt over [2]": lambda x: torch.max(x, 2)[0],
    "minAt over [1]": lambda x: torch.min(x, 1)[0], "minAt over [2]": lambda x: torch.min(x, 2)[0],
    "cumMax along 2": lambda x: torch.cummax(x, 2)[0], "cumMin along 2": lambda x: torch.cummin(x, 2)[0],
}.items():
    literals.torch(row, f, x)
literals.torch("norm of 2.0 over [0, 2]", lambda x: torch.linalg.vector_norm(x, 2, (0, 2)), x * np.array([[1], [0], [2]]))

literals.write()
