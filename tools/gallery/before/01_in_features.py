# PyTorch: the first dense layer after a convolution needs the size of the flattened image.
import torch
from torch import nn

net = nn.Sequential(
    nn.Conv2d(1, 16, kernel_size=3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(16, 32, kernel_size=3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
    nn.Flatten(),
    nn.Linear(32 * 8 * 8, 10),
)
net(torch.randn(64, 1, 28, 28))
