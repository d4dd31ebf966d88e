"""Writes schedules.txt: PyTorch's learning rates, and momentums, at some of 1,000 steps.

A row's operand is the steps, its result the rates; a row "… momentum" has the momentums.

Run: python3 schedules.py.
"""

import warnings

import numpy as np
import torch
from literals import Literals
from torch.optim import lr_scheduler as s

warnings.filterwarnings("ignore")
STEPS = np.array(sorted(set(range(30)) | set(range(30, 1000, 7)) | {99, 100, 101, 499, 500, 501, 998, 999}), dtype=float)
literals = Literals("schedules", f"PyTorch {torch.__version__}")


def sgd():
    return torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0, momentum=0.9)


def row(name, make, momentum=False):
    optimizer = sgd()
    schedule = make(optimizer)
    rates, momentums = [], []
    for step in range(1000):
        rates.append(optimizer.param_groups[0]["lr"])
        momentums.append(optimizer.param_groups[0]["momentum"])
        optimizer.step()
        if step < 999:
            schedule.step()
    at = STEPS.astype(int)
    literals.add(name, [STEPS], np.array(rates)[at])
    if momentum:
        literals.add(f"{name} momentum", [STEPS], np.array(momentums)[at])


row("constant", lambda o: s.ConstantLR(o, 0.25, 40))
row("linear", lambda o: s.LinearLR(o, 0.2, 0.9, 300))
row("step", lambda o: s.StepLR(o, 30, 0.8))
row("multi-step", lambda o: s.MultiStepLR(o, [10, 100, 101, 700], 0.5))
row("exponential", lambda o: s.ExponentialLR(o, 0.99))
row("polynomial", lambda o: s.PolynomialLR(o, 1000, 2.0))
row("cosine", lambda o: s.CosineAnnealingLR(o, 1000))
row("cosine to", lambda o: s.CosineAnnealingLR(o, 1000, 0.1))
row("restarts", lambda o: s.CosineAnnealingWarmRestarts(o, 50))
row("restarts growing", lambda o: s.CosineAnnealingWarmRestarts(o, 10, 2, 0.05))
row("warm-up", lambda o: s.SequentialLR(o, [s.LinearLR(o, 0.1, 1.0, 100), s.StepLR(o, 200, 0.5)], [100]))
row("chained", lambda o: s.ChainedScheduler([s.ExponentialLR(o, 0.995), s.StepLR(o, 100, 0.5)]))
row("one-cycle", lambda o: s.OneCycleLR(o, 1.0, 1000), True)
row("one-cycle other", lambda o: s.OneCycleLR(o, 1.0, 1000, pct_start=0.5, div_factor=10, final_div_factor=100, base_momentum=0.8, max_momentum=0.9), True)
row("triangular", lambda o: s.CyclicLR(o, 0.1, 1.0, 40, base_momentum=0.8, max_momentum=0.9), True)
row("triangular2", lambda o: s.CyclicLR(o, 0.1, 1.0, 40, 60, mode="triangular2", base_momentum=0.8, max_momentum=0.9), True)
row("exp_range", lambda o: s.CyclicLR(o, 0.1, 1.0, 50, mode="exp_range", gamma=0.999, base_momentum=0.8, max_momentum=0.9), True)
row("inverse square root", lambda o: s.LambdaLR(o, lambda t: min((t + 1) / 50, (50 / (t + 1)) ** 0.5)))


def plateau(name, **options):
    """A loss of 1,000 epochs that falls, stays and rises; the rates before each, however small."""
    optimizer = sgd()
    schedule = s.ReduceLROnPlateau(optimizer, eps=0, **options)
    t = np.arange(1000)
    losses = np.round(2 + np.exp(-t / 60) + 0.3 * np.cos(t / 9) * np.exp(-t / 200), 6)
    rates = []
    for loss in losses:
        rates.append(optimizer.param_groups[0]["lr"])
        schedule.step(loss)
    literals.add(name, [losses], np.array(rates))


plateau("plateau", factor=0.5, patience=10)
plateau("plateau cooling", factor=0.7, patience=4, threshold=1e-3, cooldown=20, min_lr=0.05)
literals.write()
