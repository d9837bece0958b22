# PyTorch: the optimizer is changed, its arguments are not.
import torch

net = torch.nn.Linear(10, 10)
torch.optim.Adam(net.parameters(), learning_rate=1e-3, momentum=0.9)
