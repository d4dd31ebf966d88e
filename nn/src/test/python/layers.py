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


def row(name, layer, *shape):
    layer = layer.double().eval()
    with torch.no_grad():
        for key, tensor in layer.state_dict().items():
            if key.endswith("running_var"):
                tensor.copy_(ramp(tensor.shape, 1, 1000).sub_(-126))
            elif tensor.is_floating_point():
                tensor.copy_(ramp(tensor.shape, 5, 7))
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
row("GroupNorm of single channels", nn.InstanceNorm2d(2), 1, 2, 2, 3)
