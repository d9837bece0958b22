# PyTorch: softmax before cross_entropy, which applies it itself. Nothing is said.
import torch
from torch import nn

torch.manual_seed(0)
inputs = torch.randn(512, 20)
targets = (inputs @ torch.randn(20, 5)).argmax(1)

def train(*last):
    torch.manual_seed(1)
    net = nn.Sequential(nn.Linear(20, 32), nn.ReLU(), nn.Linear(32, 5), *last)
    optimizer = torch.optim.SGD(net.parameters(), lr=0.1, momentum=0.9)
    for _ in range(100):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(net(inputs), targets)
        loss.backward()
        optimizer.step()
    return (net(inputs).argmax(1) == targets).float().mean().item(), loss.item()

print("with softmax:    accuracy %.3f, loss %.3f" % train(nn.Softmax(dim=1)))
print("without softmax: accuracy %.3f, loss %.3f" % train())
