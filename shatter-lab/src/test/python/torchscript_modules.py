"""Twelve small PyTorch modules as people write them, for the tests of TorchScript files.

    python3 torchscript_modules.py shatter-lab/src/test/resources/torchscript

writes for each module NAME.pt (torch.jit.script or torch.jit.trace, in evaluation mode) and NAME.npz: inputs, the outputs that
PyTorch gives for them, and labels. Made with torch 1.13; later versions give the same up to rounding. Weights are drawn with a
fixed seed, running statistics of batch norm come from a few passes in training mode. Nothing is trained: tests ask what can be
measured, and whether outputs agree.
"""

import pathlib
import sys

import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

N = 24


class FunctionalMlp(nn.Module):
    """Functional ReLU, and a factor in front of a layer."""

    def __init__(self):
        super().__init__()
        self.last = nn.Linear(7, 3)
        self.first = nn.Linear(6, 8)
        self.second = nn.Linear(8, 7)

    def forward(self, x):
        return 2 * self.last(F.relu(self.second(F.relu(self.first(x)))))


class FunctionalCnn(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 3, 3, padding=1)
        self.conv2 = nn.Conv2d(3, 4, (3, 2), stride=(1, 2))
        self.fc = nn.Linear(4 * 2 * 2, 3)

    def forward(self, x):
        x = F.max_pool2d(F.relu(self.conv1(x)), 2)
        x = torch.relu(self.conv2(x))
        x = x.view(x.size(0), -1)
        return self.fc(x)


class Residual(nn.Module):
    """A basic block; batch norm with an epsilon of its own."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(1, 4, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(4)
        self.conv1 = nn.Conv2d(4, 4, 3, padding=1, bias=False)
        self.norm1 = nn.BatchNorm2d(4, eps=1e-3)
        self.conv2 = nn.Conv2d(4, 4, 3, padding=1, bias=False)
        self.norm2 = nn.BatchNorm2d(4, affine=False)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(4, 3)

    def forward(self, x):
        x = F.relu(self.norm(self.stem(x)))
        y = F.relu(self.norm1(self.conv1(x)))
        x = F.relu(self.norm2(self.conv2(y)) + x)
        return self.fc(torch.flatten(self.pool(x), 1))


class SharedRelu(nn.Module):
    def __init__(self):
        super().__init__()
        self.relu = nn.ReLU(inplace=True)
        self.fc1 = nn.Linear(6, 8)
        self.fc2 = nn.Linear(8, 8)
        self.fc3 = nn.Linear(8, 3)

    def forward(self, x):
        return self.fc3(self.relu(self.fc2(self.relu(self.fc1(x)))))


def depthwise():
    return nn.Sequential(
        nn.Conv2d(2, 4, 1), nn.ReLU6(), nn.Conv2d(4, 4, 3, padding=1, groups=4), nn.BatchNorm2d(4), nn.ReLU(),
        nn.AvgPool2d(2), nn.Conv2d(4, 3, 1), nn.AdaptiveAvgPool2d(1), nn.Flatten())


def dilated():
    return nn.Sequential(
        nn.Conv2d(1, 3, 3, padding=2, dilation=2), nn.LeakyReLU(0.1), nn.Conv2d(3, 3, 3, stride=2, dilation=2),
        nn.Sigmoid(), nn.Flatten(), nn.Linear(12, 3))


def gelu():
    return nn.Sequential(
        nn.Linear(6, 8), nn.GELU(), nn.Dropout(0.2), nn.Linear(8, 8), nn.GELU(approximate="tanh"), nn.Linear(8, 8),
        nn.SiLU(), nn.Linear(8, 3))


class PreNorm(nn.Module):
    """Layer norm before a residual block of two layers."""

    def __init__(self):
        super().__init__()
        self.embed = nn.Linear(6, 8)
        self.norm = nn.LayerNorm(8)
        self.up = nn.Linear(8, 16)
        self.down = nn.Linear(16, 8)
        self.head = nn.Linear(8, 3)

    def forward(self, x):
        x = self.embed(x)
        x = x + self.down(F.gelu(self.up(self.norm(x))))
        return self.head(x)


class Transformer(nn.Module):
    """Five tokens of eight numbers."""

    def __init__(self):
        super().__init__()
        self.encoder = nn.TransformerEncoder(
            nn.TransformerEncoderLayer(8, 2, dim_feedforward=12, dropout=0.1, batch_first=True), 1)
        self.head = nn.Linear(8, 3)

    def forward(self, x):
        return self.head(self.encoder(x).mean(1))


class TokenLstm(nn.Module):
    """Integer tokens."""

    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(11, 4)
        self.lstm = nn.LSTM(4, 5, batch_first=True)
        self.head = nn.Linear(5, 3)

    def forward(self, x):
        y, _ = self.lstm(self.embedding(x))
        return self.head(y[:, -1])


class OneLogit(nn.Module):
    """Binary, trained with BCEWithLogitsLoss."""

    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(6, 8)
        self.fc2 = nn.Linear(8, 1)

    def forward(self, x):
        return self.fc2(torch.tanh(self.fc1(x))).squeeze(1)


class EndsInSoftmax(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(6, 8)
        self.fc2 = nn.Linear(8, 3)

    def forward(self, x):
        return F.softmax(self.fc2(F.relu(self.fc1(x))), dim=1)


def vectors():
    return torch.randn(N, 6)


def images(channels=1, side=8):
    return torch.rand(N, channels, side, side)


MODULES = {
    "functional-mlp": (FunctionalMlp, vectors, torch.jit.script),
    "functional-cnn": (FunctionalCnn, images, torch.jit.trace),
    "residual": (Residual, images, torch.jit.script),
    "shared-relu": (SharedRelu, vectors, torch.jit.script),
    "depthwise": (depthwise, lambda: images(2), torch.jit.script),
    "dilated": (dilated, images, torch.jit.script),
    "gelu": (gelu, vectors, torch.jit.script),
    "layer-norm": (PreNorm, vectors, torch.jit.script),
    "transformer": (Transformer, lambda: torch.randn(N, 5, 8), torch.jit.script),
    "token-lstm": (TokenLstm, lambda: torch.randint(0, 11, (N, 7)), torch.jit.script),
    "one-logit": (OneLogit, vectors, torch.jit.script),
    "softmax": (EndsInSoftmax, vectors, torch.jit.script),
}


def main(folder):
    folder.mkdir(parents=True, exist_ok=True)
    for seed, (name, (make, draw, compile)) in enumerate(MODULES.items()):
        torch.manual_seed(seed)
        module = make()
        inputs = draw()
        module.train()
        with torch.no_grad():
            for _ in range(5):
                module(inputs)
        module.eval()
        script = compile(module, inputs) if compile is torch.jit.trace else compile(module)
        with torch.no_grad():
            outputs = module(inputs)
        classes = 2 if outputs.dim() == 1 else outputs.shape[1]
        labels = (torch.arange(N) % classes).numpy().astype(np.int64)
        script.save(str(folder / (name + ".pt")))
        x = inputs.numpy()
        np.savez_compressed(folder / (name + ".npz"), x_train=x, y_train=labels, x_test=x, y_test=labels,
                            outputs=outputs.numpy())


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
