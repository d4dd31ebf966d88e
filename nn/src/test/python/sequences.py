"""What PyTorch's layers for sequences give, in float64, for the rows of SequenceLayers.java.

It prints what stands in sequences.txt of the tests' resources.
"""

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence


def ramp(shape, step, of):
    n = torch.Size(shape).numel()
    return torch.tensor([(i * step % of - of // 2) / 4 for i in range(n)], dtype=torch.float64).reshape(
        shape
    )


def tensors(y):
    return [y] if isinstance(y, torch.Tensor) else [t for part in y for t in tensors(part)]


def row(name, module, use, *shape):
    """The tensors that a use of the module and x gives, one after another."""
    module = module.double().eval()
    with torch.no_grad():
        for tensor in module.state_dict().values():
            tensor.copy_(ramp(tensor.shape, 5, 7))
        y = use(module, ramp(shape, 7, 61) / 4)
    numbers = torch.cat([t.flatten() for t in tensors(y)]).tolist()
    print(f"{name}: {' '.join(map(repr, numbers))}")


print(f"# By sequences.py with PyTorch {torch.__version__}.")

ids = torch.tensor([[1, 4], [0, 1]])
row("Embedding", nn.Embedding(5, 3), lambda m, x: m(ids) * x, 2, 2, 3)
row("Embedding of a norm", nn.Embedding(5, 3, max_norm=0.5), lambda m, x: m(ids) * x, 2, 2, 3)
bags = torch.tensor([[1, 4, 2], [0, 1, 0]])
for mode in "sum", "mean", "max":
    row(f"EmbeddingBag {mode}", nn.EmbeddingBag(5, 3, mode=mode), lambda m, x: m(bags) * x, 2, 3)
starts = torch.tensor([0, 2, 2])
flat = torch.tensor([1, 4, 2, 0, 3])
row(
    "EmbeddingBag from starts",
    nn.EmbeddingBag(5, 3, mode="mean", padding_idx=3),
    lambda m, x: m(flat, starts) * x,
    3, 3,
)


def plain(m, x):
    return m(x)


def first(**options):
    return {"batch_first": True, **options}


row("RNN", nn.RNN(3, 2, **first()), plain, 2, 3, 3)
row("RNN relu", nn.RNN(3, 2, bias=False, nonlinearity="relu"), plain, 3, 2, 3)
row("RNN deep", nn.RNN(2, 2, 2, bidirectional=True, **first()), plain, 2, 3, 2)
row("LSTM", nn.LSTM(3, 2, **first()), plain, 2, 3, 3)
row("LSTM deep", nn.LSTM(2, 2, 2, dropout=0.5, bidirectional=True), plain, 3, 2, 2)
row("LSTM projected", nn.LSTM(2, 3, 2, proj_size=2, bidirectional=True, **first()), plain, 2, 2, 2)
row(
    "LSTM from a state",
    nn.LSTM(2, 2, bias=False, **first()),
    lambda m, x: m(x, (ramp((1, 2, 2), 3, 5), ramp((1, 2, 2), 2, 5))),
    2, 2, 2,
)
row("GRU", nn.GRU(3, 2, **first()), plain, 2, 3, 3)
row("GRU deep", nn.GRU(2, 2, 2, bidirectional=True, **first()), plain, 2, 3, 2)
row("GRU from a state", nn.GRU(2, 2), lambda m, x: m(x, ramp((1, 2, 2), 3, 5)), 2, 2, 2)


def packed(m, x):
    packed = pack_padded_sequence(x, torch.tensor([2, 4, 1]), batch_first=True, enforce_sorted=False)
    y, state = m(packed)
    return pad_packed_sequence(y, batch_first=True)[0], state


row("RNN of lengths", nn.RNN(2, 2, **first()), packed, 3, 4, 2)
row("LSTM of lengths", nn.LSTM(2, 2, 2, bidirectional=True, **first()), packed, 3, 4, 2)
row("GRU of lengths", nn.GRU(2, 2, bidirectional=True, **first()), packed, 3, 4, 2)
row("RNNCell", nn.RNNCell(3, 2, nonlinearity="relu"), plain, 2, 3)
row("LSTMCell", nn.LSTMCell(3, 2), lambda m, x: m(x, m(x)), 2, 3)
row("GRUCell", nn.GRUCell(3, 2, bias=False), lambda m, x: m(x, m(x)), 2, 3)
