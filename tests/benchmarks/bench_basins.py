"""Measures basin maps beside a hand-fused C kernel, Keras's fit, float64 with erfc, and dense evaluation, in one run.

Run: uv run python tests/benchmarks/bench_basins.py
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import psutil
from scipy.special import ndtr

from reluviz.landscape.landscape import Landscape
from reluviz.scenario.model import Data, Model, Target, Training
from reluviz.training.basins import BasinQuestion, compute_basins
from reluviz.training.basins_numpy import EngineStarts, numpy_starts
from reluviz.training.basins_remote import starts_when_ready
from reluviz.training.fates import judge_indices
from reluviz.training.tensorflow_process import TensorflowProcess

SIZE, STEPS, REACH = 400, 2000, 12.0
REPEATS = 3

KERNEL = r"""
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#define P0 0.3989422804014327f
#define SIZE 400
#define BLOCK 2000
static inline void gradient(float w, float b, float *by_w, float *by_b) {
  float a = fabsf(w) + 1e-36f, t = (fabsf(b) + 1e-30f) / a, s = 1.0f / (1.0f + 0.375f * t);
  float mills = s * (0.37499996f + s * (0.37501037f + s * (0.32184898f + s * (0.22298288f + s * (0.03633317f +
      s * (0.13255659f + s * (-0.47385654f + s * (0.34683573f + s * -0.08339729f))))))));
  float edge = P0 * expf(-0.5f * t * t), tail = edge * mills, second = tail + t * edge;
  float above = b > 0 ? 1.0f : 0.0f, side = (w > 0 ? 1.0f : 0.0f) - above, on = b > 0 ? 1.0f - tail : tail;
  *by_w = 2.0f * (w * on - (0.5f * above + side * second));
  *by_b = 2.0f * (a * edge + b * on - (P0 * above + side * edge));
}
static float w[BLOCK], b[BLOCK], mw[BLOCK], mb[BLOCK], vw[BLOCK], vb[BLOCK];
int main(int argc, char **argv) {
  int adam = !strcmp(argv[1], "adam"), steps = atoi(argv[2]);
  float eta = atof(argv[3]);
  double sum = 0;
  clock_t begun = clock();
  for (int first = 0; first < SIZE * SIZE; first += BLOCK) {
    for (int j = 0; j < BLOCK; j++) {
      w[j] = -12.0f + 24.0f / (SIZE - 1) * ((first + j) % SIZE);
      b[j] = -12.0f + 24.0f / (SIZE - 1) * ((first + j) / SIZE);
      mw[j] = mb[j] = vw[j] = vb[j] = 0;
    }
    double p1 = 1, p2 = 1;
    for (int k = 0; k < steps; k++) {
      if (adam) {
        p1 *= 0.9; p2 *= 0.999;
        float alpha = eta * sqrt(1 - p2) / (1 - p1);
        for (int j = 0; j < BLOCK; j++) {
          float x, y; gradient(w[j], b[j], &x, &y);
          mw[j] += (x - mw[j]) * 0.1f; mb[j] += (y - mb[j]) * 0.1f;
          vw[j] += (x * x - vw[j]) * 0.001f; vb[j] += (y * y - vb[j]) * 0.001f;
          float u = w[j] - alpha * mw[j] / (sqrtf(vw[j]) + 1e-7f), v = b[j] - alpha * mb[j] / (sqrtf(vb[j]) + 1e-7f);
          int inside = (fabsf(u) <= 1e6f) & (fabsf(v) <= 1e6f);
          w[j] = inside ? u : w[j]; b[j] = inside ? v : b[j];
        }
      } else
        for (int j = 0; j < BLOCK; j++) {
          float x, y; gradient(w[j], b[j], &x, &y);
          float u = w[j] - eta * x, v = b[j] - eta * y;
          int inside = (fabsf(u) <= 1e6f) & (fabsf(v) <= 1e6f);
          w[j] = inside ? u : w[j]; b[j] = inside ? v : b[j];
        }
    }
    for (int j = 0; j < BLOCK; j++) sum += w[j] + b[j];
  }
  printf("%.6f %g\n", (double)(clock() - begun) / CLOCKS_PER_SEC, sum);
  return 0;
}
"""

FIT = """
import sys, time
import keras, numpy as np
model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1), keras.layers.ReLU()])
model.compile(loss="mse", optimizer=sys.argv[1])
x = np.random.default_rng(0).normal(size=(1000 * 300, 1)).astype("float32")
model.fit(x[:1000 * 20], np.maximum(x, 0)[:1000 * 20], batch_size=1000, shuffle=False, verbose=0)
begun = time.process_time()
model.fit(x, np.maximum(x, 0), batch_size=1000, shuffle=False, verbose=0)
print((time.process_time() - begun) / 300)
"""


def plane(training: Training, size: int) -> BasinQuestion:
    """Return the question after every start of weight and bias within ± 12."""
    landscape = Landscape(Data(), (Target(),), Model(variant="weight-bias"))
    ends = (-REACH, REACH)
    return BasinQuestion(landscape, training, "weight", "bias", ends, ends, size, size, (0.0, 0.0))


def kernel(folder: Path) -> Callable[[str, float], float] | None:
    """Build the C kernel, and return what measures its CPU seconds; None where there is no gcc."""
    if shutil.which("gcc") is None:
        return None
    source, program = folder / "kernel.c", folder / "kernel"
    source.write_text(KERNEL, encoding="utf-8")
    flags = ["-O3", "-march=native", "-ffast-math"]
    subprocess.run(["gcc", *flags, str(source), "-o", str(program), "-lm"], check=True)

    def seconds(optimizer: str, rate: float) -> float:
        words = [str(program), optimizer, str(STEPS), str(rate)]
        answers = [subprocess.run(words, check=True, capture_output=True, text=True) for _ in range(REPEATS)]
        return min(float(answer.stdout.split()[0]) for answer in answers)

    return seconds


def fit_seconds(optimizer: str) -> float:
    """Return the CPU seconds of one step of Keras's fit, with batches of 1,000."""
    settings = {"KERAS_BACKEND": "tensorflow", "CUDA_VISIBLE_DEVICES": "-1", "TF_CPP_MIN_LOG_LEVEL": "3"}
    answer = subprocess.run(
        [sys.executable, "-c", FIT, optimizer], check=True, capture_output=True, text=True, env=os.environ | settings
    )
    return float(answer.stdout.split()[-1])


def gradient_by_erfc(w: np.ndarray, b: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return the gradient in float64, region by region, as the mathematics has it."""
    p0 = 1 / np.sqrt(2 * np.pi)
    a = np.abs(w)
    t = np.abs(b) / a
    height, tail = p0 * np.exp(-t * t / 2), ndtr(-t)
    share, second = np.where(b > 0, 1 - tail, tail), tail + t * height
    regions = [(w > 0) & (b >= 0), (w > 0) & (b < 0), (w < 0) & (b > 0)]
    by_w = np.select(regions, [0.5, second, 0.5 - second], 0.0)
    by_b = np.select(regions, [p0, height, p0 - height], 0.0)
    return 2 * (w * share - by_w), 2 * (a * height + b * share - by_b)


def labels_by_erfc(question: BasinQuestion) -> np.ndarray:
    """Return the fates in float64, the update rules written out once more."""
    training, ends = question.training, []
    for rows in np.array_split(question.starts().astype(np.float64), 40):
        state = rows.T.copy()
        momentum, velocity = np.zeros_like(state), np.zeros_like(state)
        for step in range(1, training.steps + 1):
            gradient = np.array(gradient_by_erfc(*state))
            if training.optimizer == "sgd":
                state -= training.learning_rate * gradient
                continue
            momentum += (gradient - momentum) * (1 - 0.9)
            velocity += (gradient**2 - velocity) * (1 - 0.999)
            rate = training.learning_rate * np.sqrt(1 - 0.999**step) / (1 - 0.9**step)
            state -= rate * momentum / (np.sqrt(velocity) + 1e-7)
        ends.append(state.T)
    return judge_indices(question.landscape, np.concatenate(ends)).reshape(question.rows, question.columns)


def whole_maps(process: TensorflowProcess, c_seconds: Callable[[str, float], float] | None) -> None:
    """Print the CPU time of maps beside C's and Keras's, and how many labels are wrong."""
    for optimizer, rate in (("sgd", 0.01), ("adam", 0.01)):
        training = Training(gradient="exact", optimizer=optimizer, learning_rate=rate, steps=STEPS)
        question = plane(training, SIZE)
        starts = starts_when_ready(process, question)
        child = psutil.Process(process.pid)

        def child_seconds(child: psutil.Process = child) -> float:
            times = child.cpu_times()
            return times.user + times.system

        found, trained, judged = None, np.inf, np.inf
        for _ in range(REPEATS):
            before, own = child_seconds(), time.process_time()
            found = compute_basins(question, starts, piece_seconds=0.2)[0]
            seconds, own = child_seconds() - before, time.process_time() - own
            if seconds + own < trained + judged:
                trained, judged = seconds, own
        assert found is not None
        print(
            f"{SIZE}×{SIZE} starts × {STEPS:,} steps, weight and bias, exact gradient, {optimizer} {rate:g}: CPU time"
        )
        print(f"  TensorFlow's process             {trained:8.2f} s")
        print(f"  here: pipes, and the fates       {judged:8.2f} s")
        if c_seconds is not None:
            reference = c_seconds(optimizer, rate)
            print(
                f"  reference: steps alone, in C     {reference:8.2f} s   {reference / trained:.0%} of its rate; "
                f"with the fates {reference / (trained + judged):.0%} (reach: 55 %)"
            )
        fit = fit_seconds(optimizer) * STEPS
        a_start = (trained + judged) / SIZE**2
        print(f"  reference: fit, for one start    {fit:8.2f} s   {fit / a_start:,.0f} × faster (reach: 100,000 ×)")
        wrong = int((labels_by_erfc(question) != found.fate).sum())
        print(
            f"  labels other than in float64     {wrong:8}     of {SIZE**2:,} (reach: {0 if optimizer == 'sgd' else 5})"
        )


def coarse_maps(process: TensorflowProcess) -> None:
    """Print how long the first map takes after a control has moved (reach: 100 ms)."""
    for optimizer in ("sgd", "adam"):
        training = Training(gradient="exact", optimizer=optimizer, steps=STEPS)
        question = plane(training, 50)
        starts_when_ready(process, question)
        durations = []
        for rate in np.linspace(0.01, 0.5, 20).tolist():
            asked = replace(question, training=replace(training, learning_rate=rate))
            begun = time.perf_counter()
            compute_basins(asked, starts_when_ready(process, asked))
            durations.append(time.perf_counter() - begun)
        middle, longest = np.median(durations) * 1e3, max(durations) * 1e3
        print(f"50×50 starts, {optimizer}, after another learning rate: {middle:.0f} ms, at most {longest:.0f} ms")


def mini_batches() -> None:
    """Print the CPU time with mini-batches beside that of evaluating every input for every start."""
    question = plane(Training(gradient="batch", batch_size=1000, steps=STEPS), 100)
    begun = time.process_time()
    compute_basins(question, numpy_starts(question))
    sorted_seconds = time.process_time() - begun
    few = replace(question, columns=20, rows=25)
    begun = time.process_time()
    compute_basins(few, EngineStarts(few))
    dense = (time.process_time() - begun) * 20
    print(f"100×100 starts × {STEPS:,} steps with mini-batches of 1,000: CPU time")
    print(f"  sorted, with sums                {sorted_seconds:8.2f} s")
    print(
        f"  reference: all inputs (500 starts × 20) {dense:.2f} s   {dense / sorted_seconds:.0f} × faster (reach: 5 ×)"
    )


def main() -> None:
    """Print every figure."""
    mini_batches()
    with tempfile.TemporaryDirectory() as folder, closing(TensorflowProcess()) as process:
        coarse_maps(process)
        whole_maps(process, kernel(Path(folder)))


if __name__ == "__main__":
    main()
