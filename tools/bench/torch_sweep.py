"""Optuna's side of tools/bench-sweep, as a good user writes it: data as tensors, batches sliced by
hand, the fused optimizer; processes with one thread each, or one process with all threads.

    torch_sweep.py CASE PARTS TRIALS JOBS THREADS SEED [CONFIGS]

Prints JSON: when the program began and each epoch ended, with its validation accuracy. With a file
of configurations it trains these, in their order, instead of what Optuna suggests.
"""

import time

BEGAN = time.time()

import concurrent.futures
import json
import multiprocessing
import sys

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from torch import nn

EPOCHS = {"digits": 15, "mnist": 3}


def digits(config):
    layers, size = [], 64
    for _ in range(config["depth"]):
        layers += [nn.Linear(size, config["width"]), nn.ReLU(), nn.Dropout(config["dropout"])]
        size = config["width"]
    return nn.Sequential(*layers, nn.Linear(size, 10))


def mnist(config):
    layers, channels, side = [nn.Unflatten(1, (1, 28, 28))], 1, 28
    for at in range(config["depth"]):
        filters = config["filters"] << at
        layers += [nn.Conv2d(channels, filters, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2)]
        channels, side = filters, side // 2
    flat = channels * side * side
    layers += [nn.Flatten(), nn.Dropout(config["dropout"]), nn.Linear(flat, config["units"])]
    return nn.Sequential(*layers, nn.ReLU(), nn.Linear(config["units"], 10))


def suggest(case, trial):
    config = {"depth": trial.suggest_int("depth", 1, 3 if case == "digits" else 2)}
    if case == "digits":
        config["width"] = trial.suggest_int("width", 16, 128, log=True)
    else:
        config["filters"] = trial.suggest_int("filters", 8, 32, log=True)
        config["units"] = trial.suggest_int("units", 32, 128, log=True)
    config["dropout"] = trial.suggest_float("dropout", 0.0, 0.5)
    config["learning_rate"] = trial.suggest_float("learning_rate", 1e-4, 1e-1, log=True)
    config["batch_size"] = trial.suggest_categorical("batch_size", [32, 64])
    return config


def train(case, config, parts):
    """Parameters, and the time and the validation accuracy of each epoch."""
    torch.manual_seed(config.get("seed", 0))
    model = {"digits": digits, "mnist": mnist}[case](config)
    optimizer = torch.optim.Adam(model.parameters(), lr=config["learning_rate"], fused=True)
    curve = []
    for _ in range(EPOCHS[case]):
        model.train()
        order = torch.randperm(len(parts["train_y"]))
        xs = parts["train_x"][order].split(config["batch_size"])
        ys = parts["train_y"][order].split(config["batch_size"])
        for x, y in zip(xs, ys):
            optimizer.zero_grad(set_to_none=True)
            F.cross_entropy(model(x), y).backward()
            optimizer.step()
        model.eval()
        with torch.inference_mode():
            right = model(parts["validation_x"]).argmax(1) == parts["validation_y"]
        curve.append((time.time(), right.float().mean().item()))
    return sum(one.numel() for one in model.parameters()), curve


PARTS = {}


def in_process(case, config):
    torch.set_num_threads(1)
    return train(case, config, PARTS)


def search(case, trials, jobs, ask, tell):
    """Keeps as many trials running as there are jobs."""
    results = []
    if jobs == 1:
        for _ in range(trials):
            asked, config = ask()
            results.append(train(case, config, PARTS))
            tell(asked, results[-1])
        return results
    # Forked processes have PyTorch and the data at once.
    context = multiprocessing.get_context("fork")
    with concurrent.futures.ProcessPoolExecutor(jobs, mp_context=context) as pool:
        running, left = {}, trials
        while running or left:
            while left and len(running) < jobs:
                asked, config = ask()
                running[pool.submit(in_process, case, config)] = asked
                left -= 1
            done, _ = concurrent.futures.wait(running, return_when="FIRST_COMPLETED")
            for future in done:
                results.append(future.result())
                tell(running.pop(future), results[-1])
    return results


def main():
    case, parts, trials, jobs, threads, seed, *configs = sys.argv[1:]
    torch.set_num_threads(int(threads))
    PARTS.update(load_file(parts))
    if configs:
        given = iter(json.load(open(configs[0])))
        ask, tell = lambda: (None, next(given)), lambda asked, result: None
    else:
        import optuna

        optuna.logging.set_verbosity(optuna.logging.WARNING)
        sampler = optuna.samplers.TPESampler(seed=int(seed))
        study = optuna.create_study(direction="maximize", sampler=sampler)

        def ask():
            trial = study.ask()
            return trial, {**suggest(case, trial), "seed": trial.number}

        def tell(trial, result):
            study.tell(trial, max(accuracy for _, accuracy in result[1]))

    began = time.time()
    results = search(case, int(trials), int(jobs), ask, tell)
    told = {"began": BEGAN, "search_began": began, "ended": time.time()}
    told["trials"] = [{"params": params, "curve": curve} for params, curve in results]
    print(json.dumps(told))


if __name__ == "__main__":
    main()
