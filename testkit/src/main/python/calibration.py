"""Writes calibration.txt: temperatures by PyTorch's L-BFGS, thresholds by NumPy's quantiles.

Run: python3 calibration.py.
"""

import numpy as np
import torch
from literals import Literals

literals = Literals("calibration", f"PyTorch {torch.__version__} and NumPy {np.__version__}")
rng = np.random.default_rng(5)


def temperature(z, y):
    """Guo et al. 2017: the T that minimises the cross-entropy of z / T, in float64."""
    z, y = torch.tensor(z), torch.tensor(y)
    beta = torch.ones((), dtype=torch.float64, requires_grad=True)
    steps = torch.optim.LBFGS([beta], max_iter=500, tolerance_grad=1e-14, tolerance_change=1e-16, line_search_fn="strong_wolfe")

    def loss():
        steps.zero_grad()
        value = torch.nn.functional.cross_entropy(z * beta, y)
        value.backward()
        return value

    steps.step(loss)
    return np.float64(1 / beta.item())


for n, k, scale, noise in ((60, 3, 5, 2.0), (40, 10, 20, 1.0), (50, 2, 0.2, 1.0), (30, 4, 1, 1.5)):
    y = rng.integers(0, k, n)
    z = (scale * (np.eye(k)[y] + noise * rng.normal(size=(n, k)))).round(3)
    literals.add("temperature", [z, y], temperature(z, y))

for n, coverage in ((9, 0.9), (19, 0.5), (99, 0.95), (25, 0.7), (200, 0.83)):
    scores = rng.exponential(size=n).round(4)
    rank = int(np.ceil(round((n + 1) * coverage, 9)))
    literals.add("threshold", [scores, np.float64(coverage)], np.quantile(scores, (rank - 1) / (n - 1), method="nearest") if n > 1 else scores[0])
literals.write()
