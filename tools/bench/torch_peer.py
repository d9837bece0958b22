"""PyTorch's side of tools/bench-pytorch, told over standard input what to do.

    torch_peer.py data CASE FOLDER           the batches of a case, for both sides
    torch_peer.py tune CASE FOLDER THREADS   the fastest way to train it
    torch_peer.py train CASE FOLDER THREADS WAY [--no-dropout] [--double]

`train` answers each line with one line: `load FILE` takes hpm's weights, `epochs N` trains and tells
the losses. A way is JSON: the optimizer's implementation, the layout in memory, whether compiled.
"""

import json
import pathlib
import sys
import time

import numpy
import torch
import torch.nn.functional as F
from torch_cases import CASES, CLASSES

# fused, one call for many tensors (foreach), or tensor by tensor.
OPTIMIZERS = [{"fused": True}, {"foreach": True}, {"foreach": False}]
TUNING_SECONDS = 0.5


def make_data(case, folder):
    """All batches for timing, and one for parity, with labels that can be learned."""
    random = numpy.random.default_rng(0)
    samples = case.batch * case.batches
    x = random.standard_normal((samples, *case.shape), dtype=numpy.float32)
    flat = x.reshape(samples, -1)
    y = (flat @ random.standard_normal((flat.shape[1], CLASSES))).argmax(1)
    y[:CLASSES] = range(CLASSES)
    for name, count in [("parity", case.batch), ("timing", samples)]:
        (folder / name).mkdir(parents=True, exist_ok=True)
        numpy.savez(folder / name / "batches.npz", x=x[:count], y=y[:count])


class Training:
    def __init__(self, case, folder, way, dropout=True, double=False):
        way = dict(way)
        layout = torch.channels_last if way.pop("memory", None) else torch.contiguous_format
        compiled = way.pop("compiled", False)
        implementation = {name: way.pop(name) for name in ("fused", "foreach") if name in way}
        model = case.model(**way).to(memory_format=layout).train()
        if not dropout:
            model.drop = 0.0
        arrays = numpy.load(folder / "batches.npz")
        arranged = getattr(model, "arranged", lambda x: x)
        xs = torch.from_numpy(arrays["x"]).split(case.batch)
        if double:
            model, xs = model.double(), [x.double() for x in xs]
        if len(case.shape) == 3:
            xs = [x.to(memory_format=layout) for x in xs]
        self.xs = [arranged(x) for x in xs]
        self.ys = torch.from_numpy(arrays["y"]).split(case.batch)
        self.model, self.network = model, torch.compile(model) if compiled else model
        # hpm decays weights, neither biases nor what scales a norm.
        decayed = [one for one in model.parameters() if one.ndim > 1]
        others = [one for one in model.parameters() if one.ndim <= 1]
        groups = [{"params": decayed, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}]
        self.optimizer = torch.optim.AdamW(groups, lr=1e-3, **implementation)

    def load(self, file):
        from safetensors.torch import load_file

        theirs = load_file(file)
        with torch.no_grad():
            for name, parameter in self.model.named_parameters():
                value = theirs.pop(self.model.names(name))
                if value.shape == parameter.shape[::-1] != parameter.shape:
                    # Positions: hpm's have their features first.
                    value = value.t()
                # A dense layer at each step is a convolution with a kernel of 1 to hpm.
                parameter.copy_(value.reshape(parameter.shape))
        left = [name for name in theirs if "running_" not in name]
        assert not left, f"hpm has more parameters: {left}"

    def epoch(self):
        losses = []
        for x, y in zip(self.xs, self.ys):
            self.optimizer.zero_grad(set_to_none=True)
            loss = F.cross_entropy(self.network(x), y)
            loss.backward()
            self.optimizer.step()
            losses.append(loss.detach())
        return torch.stack(losses).mean().item()


def seconds(training):
    """Of an epoch; the best one, so that a busy machine disturbs little."""
    best, end = float("inf"), time.perf_counter() + TUNING_SECONDS
    training.epoch()
    while time.perf_counter() < end:
        before = time.perf_counter()
        training.epoch()
        best = min(best, time.perf_counter() - before)
    return best


def tune(case, folder):
    """The layouts first, then the optimizer."""
    time_of = lambda way: seconds(Training(case, folder, way))
    # The first one of all also warms the machine.
    time_of({**case.ways[0], **OPTIMIZERS[0]})
    way = min(case.ways, key=lambda way: time_of({**way, **OPTIMIZERS[0]}))
    implementation = min(OPTIMIZERS, key=lambda one: time_of({**way, **one}))
    return {**way, **implementation}


def obey(training):
    print("ready", flush=True)
    for line in sys.stdin:
        word, rest = line.split(maxsplit=1)
        if word == "load":
            training.load(rest.strip())
            print("loaded", flush=True)
        else:
            print(*(training.epoch() for _ in range(int(rest))), flush=True)


def main():
    what, name, folder, *rest = sys.argv[1:]
    case, folder = CASES[name], pathlib.Path(folder)
    if what == "data":
        return make_data(case, folder)
    torch.set_num_threads(int(rest[0]))
    if what == "tune":
        return print(json.dumps(tune(case, folder)))
    torch.manual_seed(0)
    way = json.loads(rest[1])
    obey(Training(case, folder, way, "--no-dropout" not in rest, "--double" in rest))


if __name__ == "__main__":
    main()
