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
    # With gradients on, PyTorch keeps to the formulas; its other way through attention is not used.
    y = use(module, ramp(shape, 7, 61) / 4)
    numbers = torch.cat([t.flatten() for t in tensors(y)]).tolist()
    print(f"{name}: {' '.join(map(repr, numbers))}")


print(f"# By sequences.py with PyTorch {torch.__version__}.")

ids = torch.tensor([[1, 4], [0, 1]])
row("Embedding", nn.Embedding(5, 3), lambda m, x: m(ids) * x, 2, 2, 3)
for mode in "sum", "mean", "max":
    row(f"EmbeddingBag {mode}", nn.EmbeddingBag(5, 3, mode=mode), lambda m, x: m(ids) * x, 2, 3)
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


class SwiGLU(nn.Module):
    def __init__(self, width, hidden):
        super().__init__()
        self.w1, self.w2 = nn.Linear(width, hidden), nn.Linear(hidden, width)
        self.w3 = nn.Linear(width, hidden)

    def forward(self, x):
        return self.w2(nn.functional.silu(self.w1(x)) * self.w3(x))


row("SwiGLU", SwiGLU(3, 2), plain, 2, 2, 3)
angles = torch.arange(3.0).double()[:, None] * 10000 ** -(torch.tensor([0, 0, 2, 2, 4]).double() / 5)
waves = torch.where(torch.arange(5) % 2 == 0, angles.sin(), angles.cos())
row("SinusoidalPositions", nn.Identity(), lambda m, x: x + waves, 2, 3, 5)
row("LearnedPositions", nn.Embedding(4, 2), lambda m, x: x + m(torch.arange(1, 4)), 2, 3, 2)

Attention = nn.MultiheadAttention
keys, values = ramp((2, 5, 3), 3, 11), ramp((2, 5, 2), 4, 9)
may = torch.tensor([[True, True, False], [False, True, True], [True, False, True]])
real = torch.tensor([[True, True, True], [True, True, False]])
row("MultiheadAttention", Attention(4, 2, **first()), lambda m, x: m(x, x, x), 2, 3, 4)
row(
    "MultiheadAttention of other widths",
    Attention(4, 2, kdim=3, vdim=2, **first()),
    lambda m, x: m(x, keys, values, average_attn_weights=False),
    2, 3, 4,
)
row(
    "MultiheadAttention masked",
    Attention(4, 2, bias=False),
    lambda m, x: m(x, x, x, key_padding_mask=~real, attn_mask=~may, need_weights=False)[0],
    3, 2, 4,
)
slopes = torch.tensor([2.0**-4, 2.0**-8])[:, None, None]
far = (torch.arange(3)[:, None] - torch.arange(3)).abs()
ahead = torch.ones(3, 3, dtype=torch.bool).triu(1)
row(
    "MultiheadAttention causal with a bias",
    Attention(4, 2, **first()),
    lambda m, x: m(
        x, x + 1, x,
        attn_mask=(-slopes * far).masked_fill(ahead, float("-inf")).repeat(2, 1, 1).double(),
        need_weights=False,
    )[0],
    2, 3, 4,
)


def layer(kind, **options):
    return kind(4, 2, 3, **options)


memory = ramp((2, 5, 4), 3, 11)
no_key = torch.tensor([[False] * 5, [False] * 3 + [True] * 2])
row("TransformerEncoderLayer", layer(nn.TransformerEncoderLayer, **first()), plain, 2, 3, 4)
pre = first(norm_first=True, activation="gelu", layer_norm_eps=1e-3)
row("TransformerEncoderLayer pre-norm", layer(nn.TransformerEncoderLayer, **pre), plain, 2, 3, 4)
row(
    "TransformerDecoderLayer",
    layer(nn.TransformerDecoderLayer, **first()),
    lambda m, x: m(x, memory, tgt_mask=ahead, memory_key_padding_mask=no_key),
    2, 3, 4,
)
row(
    "TransformerEncoder",
    nn.TransformerEncoder(layer(nn.TransformerEncoderLayer, **pre), 2, nn.LayerNorm(4, eps=1e-3)),
    lambda m, x: m(x, src_key_padding_mask=~real),
    2, 3, 4,
)
row(
    "TransformerDecoder",
    nn.TransformerDecoder(layer(nn.TransformerDecoderLayer, **pre), 1),
    lambda m, x: m(x, memory, tgt_mask=ahead),
    2, 3, 4,
)
row(
    "Transformer",
    nn.Transformer(4, 2, 1, 1, 3),
    lambda m, x: m(memory.transpose(0, 1), x, tgt_mask=ahead, memory_key_padding_mask=no_key),
    3, 2, 4,
)


class Product(nn.Module):  # GPT-2's Conv1D
    def __init__(self, i, o):
        super().__init__()
        self.weight, self.bias = nn.Parameter(torch.empty(i, o)), nn.Parameter(torch.empty(o))

    def forward(self, x):
        return x @ self.weight + self.bias


class SelfAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.c_attn, self.c_proj = heads, Product(width, 3 * width), Product(width, width)

    def forward(self, x):
        b, t, w = x.shape
        q, k, v = (p.view(b, t, self.heads, -1).transpose(1, 2) for p in self.c_attn(x).chunk(3, -1))
        scores = q @ k.transpose(-1, -2) / (w / self.heads) ** 0.5
        p = scores.masked_fill(torch.ones(t, t, dtype=torch.bool).triu(1), float("-inf")).softmax(-1)
        return self.c_proj((p @ v).transpose(1, 2).reshape(b, t, w))


class Mlp(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.c_fc, self.c_proj = Product(width, 4 * width), Product(4 * width, width)

    def forward(self, x):
        return self.c_proj(nn.functional.gelu(self.c_fc(x), approximate="tanh"))


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.ln_1, self.attn = nn.LayerNorm(width), SelfAttention(width, heads)
        self.ln_2, self.mlp = nn.LayerNorm(width), Mlp(width)

    def forward(self, x):
        y = x + self.attn(self.ln_1(x))
        return y + self.mlp(self.ln_2(y))


class GPT(nn.Module):
    def __init__(self, vocabulary, context, width, heads, layers):
        super().__init__()
        self.wte, self.wpe = nn.Embedding(vocabulary, width), nn.Embedding(context, width)
        self.h = nn.ModuleList(Block(width, heads) for _ in range(layers))
        self.ln_f = nn.LayerNorm(width)

    def forward(self, x):
        x = x + self.wpe.weight[: x.shape[1]]
        for block in self.h:
            x = block(x)
        return self.ln_f(x) @ self.wte.weight.T


row("GPT", GPT(3, 4, 6, 2, 2), plain, 2, 3, 6)


class RNNModel(nn.Module):
    def __init__(self, vocabulary, width, layers):
        super().__init__()
        self.encoder = nn.Embedding(vocabulary, width)
        self.rnn = nn.LSTM(width, width, layers, batch_first=True)
        self.decoder = nn.Linear(width, vocabulary)

    def forward(self, x):
        return self.decoder(self.rnn(x)[0])


steps = torch.tensor([[1, 0, 2], [2, 1, 0]])
row("RNNModel", RNNModel(3, 2, 2), lambda m, x: m(m.encoder(steps) * x), 2, 3, 2)


class Dense(nn.Module):  # a product under the name that BERT's files give it
    def __init__(self, i, o):
        super().__init__()
        self.dense = nn.Linear(i, o)


class Output(Dense):
    def __init__(self, i, o, eps):
        super().__init__(i, o)
        self.LayerNorm = nn.LayerNorm(o, eps=eps)

    def forward(self, x, around):
        return self.LayerNorm(self.dense(x) + around)


class BertAttention(nn.Module):
    def __init__(self, width, heads, eps):
        super().__init__()
        self.heads, self.self = heads, nn.Module()
        self.self.query, self.self.key = nn.Linear(width, width), nn.Linear(width, width)
        self.self.value, self.output = nn.Linear(width, width), Output(width, width, eps)

    def forward(self, x, real):
        b, t, w = x.shape
        q, k, v = (
            part(x).view(b, t, self.heads, -1).transpose(1, 2)
            for part in (self.self.query, self.self.key, self.self.value)
        )
        scores = q @ k.transpose(-1, -2) / (w / self.heads) ** 0.5
        p = scores.masked_fill(~real[:, None, None], float("-inf")).softmax(-1)
        return self.output((p @ v).transpose(1, 2).reshape(b, t, w), x)


class BertLayer(nn.Module):
    def __init__(self, width, heads, wide, eps):
        super().__init__()
        self.attention = BertAttention(width, heads, eps)
        self.intermediate, self.output = Dense(width, wide), Output(wide, width, eps)

    def forward(self, x, real):
        y = self.attention(x, real)
        return self.output(nn.functional.gelu(self.intermediate.dense(y)), y)


class BERT(nn.Module):
    def __init__(self, vocabulary, context, segments, width, heads, wide, layers, eps):
        super().__init__()
        self.embeddings, self.encoder = nn.Module(), nn.Module()
        self.embeddings.word_embeddings = nn.Embedding(vocabulary, width)
        self.embeddings.position_embeddings = nn.Embedding(context, width)
        self.embeddings.token_type_embeddings = nn.Embedding(segments, width)
        self.embeddings.LayerNorm = nn.LayerNorm(width, eps=eps)
        self.encoder.layer = nn.ModuleList(BertLayer(width, heads, wide, eps) for _ in range(layers))
        self.pooler = Dense(width, width)

    def forward(self, x, kinds, real):
        e = self.embeddings
        x = e.word_embeddings(steps) * x + e.token_type_embeddings(kinds) + e.position_embeddings.weight[: x.shape[1]]
        x = e.LayerNorm(x)
        for block in self.encoder.layer:
            x = block(x, real)
        return x, self.pooler.dense(x[:, 0]).tanh()


kinds = torch.tensor([[0, 0, 1], [0, 1, 1]])
row("BERT", BERT(3, 4, 2, 4, 2, 6, 2, 1e-12), lambda m, x: m(x, kinds, real), 2, 3, 4)


class Classifier(nn.Module):
    def __init__(self, vocabulary, context, width, classes, body=None, transformer=False):
        super().__init__()
        self.embedding = nn.Embedding(vocabulary + 1, width, padding_idx=vocabulary)
        if transformer:
            self.positions = nn.Embedding(context, width)
            self.encoder = body
        elif body is not None:
            self.rnn = body
        self.head = nn.Linear(width if body is None or transformer else 2 * width, classes)

    def forward(self, x, ids):
        real = ids != self.embedding.padding_idx
        lengths = real.sum(1)
        if hasattr(self, "encoder"):
            x = x + self.positions.weight[: x.shape[1]]
            x = self.encoder(x, src_key_padding_mask=~real)
        elif hasattr(self, "rnn"):
            packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
            x = pad_packed_sequence(self.rnn(packed)[0], batch_first=True)[0]
        return self.head((x * real[..., None]).sum(1) / lengths[:, None])


def classifier(name, width=2, **body):
    # The row of what is padding is 0 at the start only, and multiplied by x like the others.
    row(
        f"SequenceClassifier {name}",
        Classifier(3, 4, width, 2, **body),
        lambda m, x: m(m.embedding(ended) * x, ended),
        2, 3, width,
    )


ended = torch.tensor([[1, 0, 2], [2, 1, 3]])
both = first(bidirectional=True)
classifier("of a bag")
classifier("by RNN", body=nn.RNN(2, 2, **both))
classifier("by GRU", body=nn.GRU(2, 2, **both))
classifier("by LSTM", body=nn.LSTM(2, 2, 2, **both))
small = nn.TransformerEncoderLayer(4, 1, 16, norm_first=True, **first())
classifier(
    "by a transformer",
    width=4,
    body=nn.TransformerEncoder(small, 1, nn.LayerNorm(4)),
    transformer=True,
)


class RecurrentRegressor(nn.Module):
    def __init__(self, i, width, o):
        super().__init__()
        self.rnn, self.decoder = nn.GRU(i, width, batch_first=True), nn.Linear(width, o)

    def forward(self, x):
        return self.decoder(self.rnn(x)[0][:, -1])


row("RecurrentRegressor", RecurrentRegressor(3, 2, 2), plain, 2, 4, 3)
