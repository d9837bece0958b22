# Optuna: a space whose wide and deep networks are over budget, and whose deepest ones do not exist.
import optuna
import torch
from torch import nn

optuna.logging.set_verbosity(optuna.logging.ERROR)

def objective(trial):
    depth, layers, channels = trial.suggest_int("depth", 1, 5), [], 1
    for stage in range(depth):
        filters = trial.suggest_int(f"filters{stage}", 8, 64, log=True)
        layers += [nn.Conv2d(channels, filters, trial.suggest_categorical("kernel", [3, 5])), nn.ReLU(), nn.MaxPool2d(2)]
        channels = filters
    nn.Sequential(*layers, nn.Flatten())(torch.randn(2, 1, 64, 64))
    return 0.0  # stands for an hour of training

study = optuna.create_study(sampler=optuna.samplers.TPESampler(seed=0))
study.optimize(objective, n_trials=40, catch=(RuntimeError,))
failed = [trial for trial in study.trials if trial.state == optuna.trial.TrialState.FAIL]
print(f"{len(failed)} of {len(study.trials)} trials failed, the first one as trial {failed[0].number}")
print(failed[0].params)
