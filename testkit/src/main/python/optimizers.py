"""Writes optimizers.txt: where PyTorch's optimizers are after some of 1,000 steps in float64.

The gradient at p is k·p + noise, and for the last number nothing but noise that stops. The noise is
a generator of whole numbers whose quotients are exact. NAdam is the paper's: PyTorch before 2.0 took
one factor too many, which is first seen here and then mended.

Run: python3 optimizers.py.
"""

import numpy as np
import torch
from literals import Literals

STEPS = (1, 2, 3, 5, 10, 30, 100, 300, 1000)
START = np.array([1.0, -2.0, 0.125, 3.0, 0.0, 0.5])
SLOPES = np.array([1.0, 0.5, 2.0, 0.25, 1.0, 0.0])

literals = Literals("optimizers", f"PyTorch {torch.__version__}")


def noises(steps):
    state = 12345
    for t in range(1, steps + 1):
        noise = np.empty(6)
        for i in range(6):
            state = (state * 1103515245 + 12345) % 2**31
            noise[i] = state / 2**31 - 0.5
        noise[5] = noise[5] if t <= 200 else 0.0
        yield noise


def trajectory(make):
    p = torch.tensor(START, requires_grad=True)
    optimizer = make([p])
    found = []
    for t, noise in enumerate(noises(STEPS[-1]), 1):
        p.grad = torch.tensor(SLOPES) * p.detach() + torch.tensor(noise)
        optimizer.step()
        if t in STEPS:
            found.append(p.detach().numpy().copy())
    return np.array(found)


def row(name, make):
    literals.add(name, [START], trajectory(make))


o = torch.optim
row("sgd", lambda p: o.SGD(p, 0.01))
row("sgd momentum", lambda p: o.SGD(p, 0.01, momentum=0.9))
row("sgd momentum, dampening, decay", lambda p: o.SGD(p, 0.01, momentum=0.9, dampening=0.3, weight_decay=0.01))
row("sgd nesterov", lambda p: o.SGD(p, 0.01, momentum=0.9, weight_decay=0.01, nesterov=True))
row("sgd maximize", lambda p: o.SGD(p, 0.001, weight_decay=2.5, maximize=True))
row("sgd maximize nesterov", lambda p: o.SGD(p, 0.0001, momentum=0.9, weight_decay=2.5, nesterov=True, maximize=True))
row("adam", lambda p: o.Adam(p, 0.01))
row("adam decay", lambda p: o.Adam(p, 0.01, (0.8, 0.95), 1e-3, 0.2))
row("adam amsgrad", lambda p: o.Adam(p, 0.01, weight_decay=0.01, amsgrad=True))
row("adamw", lambda p: o.AdamW(p, 0.01))
row("adamw amsgrad", lambda p: o.AdamW(p, 0.01, (0.8, 0.95), 1e-3, 0.2, amsgrad=True))
row("radam", lambda p: o.RAdam(p, 0.01))
row("radam decay", lambda p: o.RAdam(p, 0.01, (0.8, 0.95), 1e-3, 0.2))
row("adamax", lambda p: o.Adamax(p, 0.01))
row("adamax decay", lambda p: o.Adamax(p, 0.01, (0.8, 0.95), 1e-3, 0.2))
row("adagrad", lambda p: o.Adagrad(p, 0.1))
row("adagrad decays", lambda p: o.Adagrad(p, 0.1, 0.01, 0.2, 0.5, 1e-6))
row("adadelta", lambda p: o.Adadelta(p))
row("adadelta decay", lambda p: o.Adadelta(p, 0.5, 0.8, 1e-4, 0.2))
row("rmsprop", lambda p: o.RMSprop(p, 0.01))
row("rmsprop momentum", lambda p: o.RMSprop(p, 0.01, 0.95, 1e-4, 0.2, 0.5))
row("rmsprop centred", lambda p: o.RMSprop(p, 0.01, centered=True))
row("rmsprop centred momentum", lambda p: o.RMSprop(p, 0.01, 0.95, 1e-4, 0.2, 0.5, centered=True))
row("rprop", lambda p: o.Rprop(p))
row("rprop bounds", lambda p: o.Rprop(p, 0.02, (0.4, 1.3), (1e-3, 0.1)))



def rows_of(g):
    """The gradient of six rows of one number, as PyTorch has those of rows."""
    return torch.sparse_coo_tensor(torch.arange(6)[None], g.reshape(6, 1), (6, 1))


def trajectory_of_rows(make):
    p = torch.tensor(START.reshape(6, 1), requires_grad=True)
    optimizer = make([p])
    found = []
    for t, noise in enumerate(noises(STEPS[-1]), 1):
        p.grad = rows_of(torch.tensor(SLOPES) * p.detach().flatten() + torch.tensor(noise))
        optimizer.step()
        if t in STEPS:
            found.append(p.detach().numpy().flatten())
    return np.array(found)


TABLE = np.array([[1.0, -2.0], [0.125, 3.0], [0.5, -0.25], [2.0, 1.0], [-1.0, 4.0]])
LOOKED_UP = [[0, 1, 0], [3, 3, 3], [1, 2, 4], [0, 4, 4]] * 3


def looked_up(make):
    """Twelve steps of a table with sparse=True, of which each looks up three rows."""
    table = torch.nn.Embedding(5, 2, sparse=True, dtype=torch.float64)
    with torch.no_grad():
        table.weight.copy_(torch.tensor(TABLE))
    optimizer = make(table.parameters())
    found = []
    for ids, noise in zip(LOOKED_UP, noises(len(LOOKED_UP))):
        optimizer.zero_grad()
        (table(torch.tensor(ids)).square() * torch.tensor(noise).reshape(3, 2)).sum().backward()
        optimizer.step()
        found.append(table.weight.detach().numpy().copy())
    return np.array(found)


literals.add("sparse adam", [START], trajectory_of_rows(lambda p: o.SparseAdam(p, 0.01)))
literals.add("sparse adam epsilon", [START], trajectory_of_rows(lambda p: o.SparseAdam(p, 0.02, (0.8, 0.95), 1e-3)))
for name, make in (("sparse adam", lambda p: o.SparseAdam(list(p), 0.05)), ("sgd", lambda p: o.SGD(p, 0.1)),
                   ("adagrad", lambda p: o.Adagrad(p, 0.1, 0.01))):
    literals.add(name + " of rows", [TABLE], looked_up(make))


def nadam(lr, beta1, beta2, eps, decay, psi, one_more):
    """The paper's algorithm; one_more: with PyTorch 1.13's factor."""
    p, m, v, product = START.copy(), np.zeros(6), np.zeros(6), 1.0
    found = []
    for t, noise in enumerate(noises(STEPS[-1]), 1):
        g = SLOPES * p + noise + decay * p
        mu = beta1 * (1 - 0.5 * 0.96 ** (t * psi))
        after = beta1 * (1 - 0.5 * 0.96 ** ((t + 1) * psi))
        product *= mu
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        d = np.sqrt(v / (1 - beta2**t)) + eps
        p = p - lr * (1 - mu) / (1 - product) * g / d
        p = p - lr * after / (1 - product * after * (mu if one_more else 1)) * m / d
        if t in STEPS:
            found.append(p.copy())
    return np.array(found)


for name, options in (("nadam", (0.01, 0.9, 0.999, 1e-8, 0, 4e-3)), ("nadam decay", (0.01, 0.8, 0.95, 1e-3, 0.2, 0.01))):
    lr, beta1, beta2, eps, decay, psi = options
    theirs = trajectory(lambda p: o.NAdam(p, lr, (beta1, beta2), eps, decay, psi))
    assert torch.__version__ >= "2" or np.allclose(theirs, nadam(*options, True), 0, 1e-7)  # their product is a float32
    literals.add(name, [START], nadam(*options, False))


def rosenbrock(make, steps, start=(-1.2, 1.0)):
    """Of a point after each of some steps."""
    p = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    optimizer = make([p])

    def closure():
        optimizer.zero_grad()
        loss = 100 * (p[1] - p[0] ** 2) ** 2 + (1 - p[0]) ** 2
        loss.backward()
        return loss

    found = []
    for _ in range(steps):
        optimizer.step(closure)
        found.append(p.detach().numpy().copy())
    literals_start = [np.array([-1.2, 1.0])]
    return literals_start, np.array(found)


literals.add("lbfgs wolfe", *rosenbrock(lambda p: o.LBFGS(p, max_iter=4, history_size=5, line_search_fn="strong_wolfe"), 9))
literals.add("lbfgs wolfe once", *rosenbrock(lambda p: o.LBFGS(p, max_iter=1, line_search_fn="strong_wolfe"), 30))
literals.add("lbfgs", *rosenbrock(lambda p: o.LBFGS(p, lr=0.01, max_iter=4), 10))


def hundred(make):
    """Ten steps from each of a hundred points: in a thousand from one, L-BFGS makes much of roundings."""
    starts = np.array([4 * noise[:2] for noise in noises(100)])
    found = []
    for start in starts:
        steps = rosenbrock(make, 10, start)[1]
        found.append(steps[[0, 1, 2, 4, 9]])
    return [starts], np.array(found)


literals.add("lbfgs hundred", *hundred(lambda p: o.LBFGS(p, max_iter=2, history_size=5, line_search_fn="strong_wolfe")))
literals.write()
