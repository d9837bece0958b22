"""The cases of benches/pytorch as PyTorch's users write them, and the ways to make each fast.

A model takes hpm's names of the parameters through `names`: hpm's name of each of its own.
"""

import re

import torch
import torch.nn.functional as F
from torch import nn

CLASSES = 10


class MLP(nn.Module):
    def __init__(self, *sizes):
        super().__init__()
        self.dense = nn.ModuleList(nn.Linear(a, b) for a, b in zip(sizes, sizes[1:]))
        self.output = nn.Linear(sizes[-1], CLASSES)

    def forward(self, x):
        for layer in self.dense:
            x = F.relu(layer(x))
        return self.output(x)

    def names(self, name):
        return re.sub(r"dense\.(\d+)", lambda found: f"dense{int(found[1]) + 1}", name)


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 32, 3)
        self.conv2 = nn.Conv2d(32, 64, 3)
        self.drop = 0.25
        self.dense1 = nn.Linear(64 * 12 * 12, 128)
        self.output = nn.Linear(128, CLASSES)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv2(F.relu(self.conv1(x)))), 2)
        x = F.dropout(x, self.drop, self.training) if self.drop else x
        return self.output(F.relu(self.dense1(x.flatten(1))))

    def names(self, name):
        return name


class Block(nn.Module):
    def __init__(self, channels, filters, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, filters, 3, stride, 1, bias=False)
        self.batch_norm1 = nn.BatchNorm2d(filters)
        self.conv2 = nn.Conv2d(filters, filters, 3, 1, 1, bias=False)
        self.batch_norm2 = nn.BatchNorm2d(filters)
        self.projects = stride != 1 or channels != filters
        if self.projects:
            self.projection = nn.Conv2d(channels, filters, 1, stride, bias=False)
            self.projection_norm = nn.BatchNorm2d(filters)

    def forward(self, x):
        y = F.relu(self.batch_norm1(self.conv1(x)), inplace=True)
        y = self.batch_norm2(self.conv2(y))
        x = self.projection_norm(self.projection(x)) if self.projects else x
        return F.relu(y + x, inplace=True)


class ResNet(nn.Module):
    def __init__(self, depth):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.batch_norm1 = nn.BatchNorm2d(16)
        stages, channels = [], 16
        for stage in range(3):
            blocks = []
            for at in range((depth - 2) // 6):
                blocks.append(Block(channels, 16 << stage, 2 if stage and not at else 1))
                channels = 16 << stage
            stages.append(nn.Sequential(*blocks))
        self.stage = nn.Sequential(*stages)
        self.output = nn.Linear(64, CLASSES)

    def forward(self, x):
        x = F.relu(self.batch_norm1(self.conv1(x)), inplace=True)
        return self.output(self.stage(x).mean((2, 3)))

    def names(self, name):
        name = re.sub(r"stage\.(\d+)\.(\d+)\.", r"stage[\1].block[\2].residual1.", name)
        return name


class Separable(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 32, 3, 1, 1, bias=False)
        self.norms = nn.ModuleList([nn.BatchNorm2d(32)])
        self.depthwise, self.pointwise = nn.ModuleList(), nn.ModuleList()
        channels = 32
        for filters, stride in [(32, 1), (64, 2), (64, 1), (128, 2)]:
            self.depthwise.append(
                nn.Conv2d(channels, channels, 3, stride, 1, groups=channels, bias=False)
            )
            self.pointwise.append(nn.Conv2d(channels, filters, 1, bias=False))
            self.norms.extend([nn.BatchNorm2d(channels), nn.BatchNorm2d(filters)])
            channels = filters
        self.output = nn.Linear(channels, CLASSES)

    def forward(self, x):
        norms = iter(self.norms)
        x = F.relu(next(norms)(self.first(x)), inplace=True)
        for depthwise, pointwise in zip(self.depthwise, self.pointwise):
            x = F.relu(next(norms)(depthwise(x)), inplace=True)
            x = F.relu(next(norms)(pointwise(x)), inplace=True)
        return self.output(x.mean((2, 3)))

    def names(self, name):
        name = re.sub(r"norms\.(\d+)", lambda found: f"batch_norm{int(found[1]) + 1}", name)
        name = re.sub(r"depthwise\.(\d+)", lambda found: f"depthwise_conv{int(found[1]) + 1}", name)
        name = re.sub(r"pointwise\.(\d+)", lambda found: f"conv{int(found[1]) + 2}", name)
        return name.replace("first", "conv1")


class Recurrent(nn.Module):
    def __init__(self, kind, batch_first):
        super().__init__()
        self.kind, self.batch_first = kind, batch_first
        self.cell = getattr(nn, kind)(28, 128, batch_first=batch_first)
        self.output = nn.Linear(128, CLASSES)

    def forward(self, x):
        _, state = self.cell(x)
        return self.output((state[0] if self.kind == "LSTM" else state)[0])

    def arranged(self, x):
        return x if self.batch_first else x.transpose(0, 1).contiguous()

    def names(self, name):
        return re.sub(r"cell\.(\w+)_l0", rf"{self.kind.lower()}1.\1", name)


class Attention(nn.Module):
    """The block of hpm's `transformer`: the norm in front, exact gelu."""

    def __init__(self, units, heads, hidden, way):
        super().__init__()
        self.heads, self.way = heads, way
        self.norm1, self.norm2 = nn.LayerNorm(units), nn.LayerNorm(units)
        self.attention = nn.MultiheadAttention(units, heads, batch_first=True)
        self.expand, self.contract = nn.Linear(units, hidden), nn.Linear(hidden, units)

    def attend(self, x):
        one = self.attention
        if self.way == "module":
            return one(x, x, x, need_weights=False)[0]
        batch, length, units = x.shape
        projected = F.linear(x, one.in_proj_weight, one.in_proj_bias)
        parts = projected.view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        query, key, value = parts.unbind(0)
        if self.way == "scaled_dot_product":
            seen = F.scaled_dot_product_attention(query, key, value)
        else:
            scores = query @ key.transpose(-2, -1) * query.shape[-1] ** -0.5
            seen = scores.softmax(-1) @ value
        return one.out_proj(seen.transpose(1, 2).reshape(batch, length, units))

    def forward(self, x):
        x = x + self.attend(self.norm1(x))
        return x + self.contract(F.gelu(self.expand(self.norm2(x))))


class Encoder(nn.Module):
    def __init__(self, way):
        super().__init__()
        self.embed = nn.Linear(32, 64)
        self.positions = nn.Parameter(torch.zeros(32, 64))
        self.block = nn.Sequential(*(Attention(64, 4, 128, way) for _ in range(2)))
        self.norm = nn.LayerNorm(64)
        self.output = nn.Linear(64, CLASSES)

    def forward(self, x):
        x = self.block(self.embed(x) + self.positions)
        return self.output(self.norm(x).mean(1))

    def names(self, name):
        name = re.sub(r"^block\.(\d+)\.", r"block[\1].transformer1.", name)
        name = name.replace("out_proj.", "out_proj_")
        return {"positions": "positions1.weight"}.get(
            name, re.sub("^norm", "layer_norm1", re.sub("^embed", "conv1", name))
        )


class Case:
    """`shape`: of a sample as PyTorch has it; `batches`: how many lie ready for timing."""

    def __init__(self, shape, batch, batches, model, ways=({},)):
        self.shape, self.batch, self.batches = shape, batch, batches
        self.model, self.ways = model, list(ways)


IMAGE = [{}, {"memory": "channels_last"}]
SERIES = [{"batch_first": True}, {"batch_first": False}]
ATTENTION = [{"way": way} for way in ("scaled_dot_product", "module", "matmul")]

CASES = {
    "mlp": Case((784,), 128, 16, lambda: MLP(784, 256, 128)),
    "cnn": Case((1, 28, 28), 64, 8, CNN, IMAGE),
    "resnet8": Case((3, 32, 32), 64, 4, lambda: ResNet(8), IMAGE),
    "resnet20": Case((3, 32, 32), 64, 2, lambda: ResNet(20), IMAGE),
    "lstm": Case((28, 28), 64, 8, lambda batch_first: Recurrent("LSTM", batch_first), SERIES),
    "tiny_mlp": Case((64,), 32, 64, lambda: MLP(64, 32)),
    "gru": Case((28, 28), 64, 8, lambda batch_first: Recurrent("GRU", batch_first), SERIES),
    "separable": Case((3, 32, 32), 64, 4, Separable, IMAGE),
    "attention": Case((32, 32), 64, 8, Encoder, ATTENTION),
}
