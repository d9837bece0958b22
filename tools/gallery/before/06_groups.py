# PyTorch: a search over width and groups; some of the pairs do not part.
from torch import nn

for width in (8, 16, 24, 32):
    for groups in (2, 4, 16):
        nn.Conv2d(width, width, kernel_size=3, groups=groups)
        print(f"built: width {width}, groups {groups}")
