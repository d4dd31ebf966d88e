"""What PyTorch's layers give, in float64, for the rows of ImageLayers.java.

It prints what stands in images.txt of the tests' resources.
"""

import torch
from torch import nn


def ramp(shape, step, of):
    n = torch.Size(shape).numel()
    return torch.tensor([(i * step % of - of // 2) / 4 for i in range(n)], dtype=torch.float64).reshape(
        shape
    )


def row(name, layer, *shape, lift=0):
    layer = layer.double().eval()
    with torch.no_grad():
        for key, tensor in layer.state_dict().items():
            if key.endswith("running_var"):
                tensor.copy_(ramp(tensor.shape, 1, 1000).sub_(-126))
            elif tensor.is_floating_point():
                tensor.copy_(ramp(tensor.shape, 5, 7))
                if key.endswith(".bias"):
                    tensor.add_(lift)
        y = layer(ramp(shape, 7, 61) / 4)
    print(f"{name}: {' '.join(repr(v) for v in y.flatten().tolist())}")


class RMSNorm(nn.Module):  # PyTorch has it from 2.4 on
    def __init__(self, size):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))

    def forward(self, x):
        return x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + 2.0**-52) * self.weight


print(f"# By layers.py with PyTorch {torch.__version__}.")
row("Conv1d", nn.Conv1d(2, 3, 2), 2, 2, 4)
row("Conv1d circular", nn.Conv1d(2, 2, 3, padding=1, padding_mode="circular"), 1, 2, 4)
row("Conv2d", nn.Conv2d(2, 3, 3, padding=1), 1, 2, 3, 4)
row(
    "Conv2d in groups",
    nn.Conv2d(4, 2, (3, 2), stride=2, padding=(1, 0), dilation=(1, 2), groups=2, bias=False),
    1, 4, 4, 5,
)
row("Conv2d of the same size", nn.Conv2d(1, 2, (2, 3), padding="same"), 1, 1, 3, 3)
row("Conv2d reflecting", nn.Conv2d(1, 1, 3, padding=1, padding_mode="reflect"), 1, 1, 3, 3)
row("Conv3d", nn.Conv3d(1, 2, 2), 1, 1, 2, 3, 3)
row("ConvTranspose1d", nn.ConvTranspose1d(2, 1, 3, dilation=2), 1, 2, 3)
row(
    "ConvTranspose2d",
    nn.ConvTranspose2d(2, 4, 3, stride=2, padding=1, output_padding=(1, 0), groups=2),
    1, 2, 2, 3,
)
row("ConvTranspose3d", nn.ConvTranspose3d(1, 2, 2, bias=False), 1, 1, 1, 2, 2)
row("MaxPool1d", nn.MaxPool1d(2), 1, 2, 5)
row("MaxPool2d", nn.MaxPool2d(3, stride=2, padding=1), 1, 2, 4, 5)
row("MaxPool3d", nn.MaxPool3d(2), 1, 1, 2, 3, 4)
row("AvgPool1d", nn.AvgPool1d(2), 1, 2, 5)
row("AvgPool2d", nn.AvgPool2d(3, 2, 1, ceil_mode=True, count_include_pad=False), 1, 2, 4, 4)
row("AvgPool3d", nn.AvgPool3d(2), 1, 1, 2, 3, 4)
row("AdaptiveAvgPool2d", nn.AdaptiveAvgPool2d((2, 3)), 1, 2, 3, 4)
row("BatchNorm2d", nn.BatchNorm2d(2), 2, 2, 2, 2)
row("BatchNorm3d", nn.BatchNorm3d(2), 1, 2, 2, 1, 2)
row("LayerNorm", nn.LayerNorm(4), 2, 3, 4)
row("LayerNorm over two axes", nn.LayerNorm((2, 3), elementwise_affine=False), 2, 2, 3)
row("RMSNorm", RMSNorm(5), 2, 5)
row("GroupNorm", nn.GroupNorm(2, 4), 1, 4, 3)
row("InstanceNorm1d", nn.InstanceNorm1d(2), 2, 2, 3)
row("InstanceNorm2d", nn.InstanceNorm2d(2, affine=True), 1, 2, 2, 3)
row("InstanceNorm3d", nn.InstanceNorm3d(2, affine=True, track_running_stats=True), 2, 2, 1, 2, 2)
row("LocalResponseNorm", nn.LocalResponseNorm(2), 1, 4, 3)
row("LocalResponseNorm of 3", nn.LocalResponseNorm(3, 1, 0.5, 2), 2, 4, 1, 2)
norm = torch.nn.utils.weight_norm
row("WeightNorm", norm(nn.Linear(3, 2)), 2, 3)
row("WeightNorm over all", norm(nn.ConvTranspose1d(2, 3, 2, bias=False), dim=None), 1, 2, 3)
row("WeightNorm of the second axis", norm(nn.Conv2d(2, 3, 2), dim=1), 1, 2, 2, 3)
spectral = torch.nn.utils.spectral_norm
row("SpectralNorm", spectral(nn.Linear(3, 2)), 2, 3)
row("SpectralNorm of ConvTranspose1d", spectral(nn.ConvTranspose1d(2, 3, 2)), 1, 2, 3)


class Joined(nn.ModuleList):
    def __init__(self, join, *branches):
        super().__init__(branches)
        self.join = join

    def forward(self, x):
        return self.join([branch(x) for branch in self])


class Repeat(nn.Module):
    def __init__(self, layer, times):
        super().__init__()
        self.layer, self.times = layer, times

    def forward(self, x):
        for _ in range(self.times):
            x = self.layer(x)
        return x


row("Parallel", Joined(lambda y: torch.cat(y, 1), nn.Conv1d(2, 1, 1), nn.Identity(), nn.ReLU()), 1, 2, 3)
row("Parallel adding", Joined(sum, nn.Linear(3, 3), nn.ReLU(), nn.Linear(3, 3)), 2, 3)
row("Repeat", Repeat(nn.Linear(2, 2), 3), 2, 2)
shapes = {1: (1, 2, 4), 2: (1, 1, 3, 4), 3: (1, 1, 2, 2, 3)}
sizes = {1: 3, 2: (2, 3), 3: (1, 2, 2)}
for n in 1, 2, 3:
    for kind in ("Avg", "Max")[n == 2:]:
        name = f"Adaptive{kind}Pool{n}d"
        row(name, getattr(nn, name)(sizes[n]), *shapes[n])
row("LPPool1d", nn.LPPool1d(2, 2), 1, 2, 5)
row("LPPool2d", nn.LPPool2d(2, (2, 1), 1), 1, 1, 3, 2)
row("Upsample", nn.Upsample(scale_factor=2), 1, 2, 2, 3)
row("Upsample bilinear", nn.Upsample(scale_factor=(2, 1.5), mode="bilinear"), 1, 1, 3, 3)
row("Upsample bicubic", nn.Upsample((5, 4), mode="bicubic", align_corners=True), 1, 1, 3, 3)
row(
    "Upsample linear",
    nn.Upsample(scale_factor=1.5, mode="linear", recompute_scale_factor=True),
    1, 2, 5,
)
row("PixelShuffle", nn.PixelShuffle(2), 1, 4, 2, 3)
row("PixelUnshuffle", nn.PixelUnshuffle(2), 1, 1, 4, 2)
row("ChannelShuffle", nn.ChannelShuffle(2), 1, 6, 1, 2)
row("Unfold", nn.Unfold(2, padding=1), 1, 2, 2, 3)
row("Fold", nn.Fold((3, 4), 2), 1, 4, 6)


class Padded(nn.Module):  # PyTorch has some of these later than others
    def __init__(self, mode, *amounts, **value):
        super().__init__()
        self.mode, self.amounts, self.value = mode, amounts, value

    def forward(self, x):
        return nn.functional.pad(x, self.amounts, self.mode, **self.value)


modes = {"Zero": "constant", "Reflection": "reflect", "Replication": "replicate", "Circular": "circular"}
shapes = {1: (1, 2, 3), 2: (1, 1, 3, 3), 3: (1, 1, 2, 3, 2)}
amounts = {1: (2, 1), 2: (1, 2, 0, 1), 3: (1,) * 6}
for n in 1, 2, 3:
    for kind, mode in modes.items():
        row(f"{kind}Pad{n}d", Padded(mode, *amounts[n]), *shapes[n])
    row(f"ConstantPad{n}d", Padded("constant", *amounts[n], value=0.5), *shapes[n])
row("ZeroPad2d cutting", nn.ZeroPad2d((-1, 1, 2, -1)), 1, 1, 3, 3)


def conv(i, o, kernel, stride):
    return nn.Conv2d(i, o, kernel, stride, kernel // 2, bias=False)


class Block(nn.Module):  # torchvision's BasicBlock and Bottleneck
    def __init__(self, i, convs, stride):
        super().__init__()
        self.count = len(convs)
        for n, c in enumerate(convs, 1):
            setattr(self, f"conv{n}", c)
            setattr(self, f"bn{n}", nn.BatchNorm2d(c.out_channels))
        o = convs[-1].out_channels
        self.downsample = None
        if stride > 1 or i != o:
            self.downsample = nn.Sequential(conv(i, o, 1, stride), nn.BatchNorm2d(o))

    def forward(self, x):
        y = x
        for n in range(1, self.count + 1):
            y = getattr(self, f"bn{n}")(getattr(self, f"conv{n}")(y))
            y = torch.relu(y) if n < self.count else y
        return torch.relu(y + (x if self.downsample is None else self.downsample(x)))


def basic(i, o, stride):
    return Block(i, [conv(i, o, 3, stride), conv(o, o, 3, 1)], stride)


row("BasicBlock", basic(2, 2, 2), 1, 2, 4, 4)
row("Bottleneck", Block(4, [conv(4, 1, 1, 1), conv(1, 1, 3, 1), conv(1, 4, 1, 1)], 1), 1, 4, 3, 3)


class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = conv(1, 1, 7, 2), nn.BatchNorm2d(1)
        self.layer1 = nn.Sequential(basic(1, 1, 1))
        self.layer2 = nn.Sequential(basic(1, 2, 2))
        self.fc = nn.Linear(2, 2)

    def forward(self, x):
        x = nn.functional.max_pool2d(torch.relu(self.bn1(self.conv1(x))), 3, 2, 1)
        return self.fc(self.layer2(self.layer1(x)).mean((2, 3)))


row("ResNet", ResNet(), 1, 1, 12, 12)


def convolution(i, o, kernel, stride=1, groups=1):  # torchvision's Conv2dNormActivation
    c = nn.Conv2d(i, o, kernel, stride, kernel // 2, groups=groups, bias=False)
    return nn.Sequential(c, nn.BatchNorm2d(o), nn.ReLU6())


class InvertedResidual(nn.Module):
    def __init__(self, i, o, stride, expansion):
        super().__init__()
        h = i * expansion
        wide = [convolution(i, h, 1)] if expansion > 1 else []
        deep, narrow = convolution(h, h, 3, stride, h), nn.Conv2d(h, o, 1, bias=False)
        self.conv = nn.Sequential(*wide, deep, narrow, nn.BatchNorm2d(o))
        self.beside = stride == 1 and i == o

    def forward(self, x):
        return x + self.conv(x) if self.beside else self.conv(x)


row("InvertedResidual", InvertedResidual(1, 1, 1, 2), 1, 1, 3, 3)
row("InvertedResidual of steps", InvertedResidual(2, 3, 2, 1), 1, 2, 4, 4)


class MobileNetV2(nn.Module):
    def __init__(self):
        super().__init__()
        blocks = InvertedResidual(2, 3, 1, 1), InvertedResidual(3, 3, 2, 2), InvertedResidual(3, 3, 1, 2)
        self.features = nn.Sequential(convolution(1, 2, 3, 2), *blocks, convolution(3, 3, 1))
        self.classifier = nn.Sequential(nn.Dropout(0.2), nn.Linear(3, 2))

    def forward(self, x):
        return self.classifier(self.features(x).mean((2, 3)))


row("MobileNetV2", MobileNetV2(), 1, 1, 8, 8, lift=1)


class VGG(nn.Module):
    def __init__(self, norm, places, *counts):
        super().__init__()
        layers, i = [], 2
        for stage, count in enumerate(counts):
            for _ in range(count):
                layers += [nn.Conv2d(i, 1 << stage, 3, 1, 1)]
                i = 1 << stage
                layers += [nn.BatchNorm2d(i)] if norm else []
                layers += [nn.ReLU()]
            layers += [nn.MaxPool2d(2, ceil_mode=True)]
        self.features = nn.Sequential(*layers)
        self.avgpool = nn.AdaptiveAvgPool2d(places)
        rest = nn.ReLU(), nn.Dropout(), nn.Linear(3, 3), nn.ReLU(), nn.Dropout(), nn.Linear(3, 2)
        self.classifier = nn.Sequential(nn.Linear(i * places * places, 3), *rest)

    def forward(self, x):
        return self.classifier(self.avgpool(self.features(x)).flatten(1))


row("VGG", VGG(False, 2, 1, 2), 1, 2, 5, 5)
row("VGG with batch norm", VGG(True, 1, 1, 1), 2, 2, 5, 5)
