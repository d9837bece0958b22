# PyTorch: predictions of shape (64, 1), targets of shape (64): mse_loss compares all with all.
import torch
from torch import nn

inputs, targets = torch.randn(64, 10), torch.randn(64)
print("loss:", nn.Linear(10, 1)(inputs).sub(targets).pow(2).shape, "instead of 64 differences")
loss = nn.functional.mse_loss(nn.Linear(10, 1)(inputs), targets)
