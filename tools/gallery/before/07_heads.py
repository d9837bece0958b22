# PyTorch: a search over the embedding and its heads.
from torch import nn

for size in (32, 48, 64):
    for heads in (2, 3, 4):
        nn.MultiheadAttention(size, heads)
        print(f"built: embedding {size}, heads {heads}")
