"""Writes recurrences.txt: all steps of recurrences by PyTorch's cells, to which the input comes as a bias.

Run: python3 recurrences.py.
"""

import numpy as np
import torch
from literals import Literals

made = Literals("recurrences", f"PyTorch {torch.__version__}")
made.tried = ("NaN", "infinity")  # PyTorch does not check the sizes of cells.
rng = np.random.default_rng(20261129)
CELLS = {"tanh": (torch.rnn_tanh_cell, 1), "relu": (torch.rnn_relu_cell, 1), "gru": (torch.gru_cell, 3),
         "lstm": (torch.lstm_cell, 4)}


def numbers(*shape):
    return np.round(rng.uniform(-1.5, 1.5, shape), 3)


def one(cell, input, states, w, bias):
    none = torch.zeros(1, 0).to(w), torch.zeros(len(w), 0).to(w)
    found = cell(none[0], states if len(states) > 1 else states[0], none[1], w, input, bias)
    return found if isinstance(found, tuple) else (found,)


def steps(name, biased, masked):
    cell, gates = CELLS[name]

    def f(x, w, *rest):
        bias = rest[0] if biased else torch.zeros(len(w)).to(w)
        states = rest[biased : len(rest) - masked]
        all_ = []
        for t, input in enumerate(x):
            found = [one(cell, given, [s[row : row + 1] for s in states], w, bias) for row, given in enumerate(input)]
            found = [torch.cat(rows) for rows in zip(*found)] if found else states
            if masked:
                found = [torch.where(rest[-1][t][:, None], new, old) for new, old in zip(found, states)]
            states = found
            all_.append(torch.cat(list(states), -1))
        return torch.stack(all_)

    return f, gates


for name in CELLS:
    for biased in False, True:
        for masked in False, True:
            f, gates = steps(name, biased, masked)
            for length, batch, n in (3, 2, 2), (1, 1, 1), (2, 0, 2):
                operands = [numbers(length, batch, gates * n), numbers(gates * n, n)]
                operands += [numbers(gates * n)] if biased else []
                operands += [numbers(batch, n) for _ in range(1 + (name == "lstm"))]
                operands += [rng.uniform(size=(length, batch)) < 0.6] if masked else []
                row = f"recurrence, {name}" + (" with a bias" if biased else "") + (" of a mask" if masked else "")
                made.torch(row, f, *operands)

# With relu, from states that belong to the weights: the gradient by what came to each step.
x, w, g = (torch.tensor(numbers(*s)) for s in ((3, 2, 2), (2, 2), (3, 2, 2)))
x.requires_grad_()
h = steps("relu", False, False)[0](x, w, torch.zeros(2, 2, dtype=torch.float64))
made.add("recurrence's gradient", [w.numpy(), h.detach().numpy(), g.numpy()], torch.autograd.grad(h, x, g)[0].numpy())

made.write()
