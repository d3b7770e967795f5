"""Homeostat from Python: start runs, follow them, read what they leave, and predict.

One file; it needs Python 3.9 and NumPy. It runs the command `homeostat`, and talks to it by its JSON lines and
its .npz files, so that everything it returns is what the command writes.

    import homeostat

    run = homeostat.learn("digits", model="pc", epochs=3)
    for event in run:                       # dictionaries, as they happen
        if event["event"] == "test":
            print(event["epoch"], event["accuracy"])
    run.arrays()["input_to_hidden1.w"]      # weights, [post x pre]
    run.predict(images)["classes"]          # images: [samples x pixels] from 0 to 1
"""

import csv
import io
import json
import os
import shutil
import subprocess
import tempfile
import urllib.error
import urllib.parse
import urllib.request

import numpy

__all__ = ["HomeostatError", "Run", "Session", "Studio", "command", "learn", "live", "load", "simulate"]


class HomeostatError(RuntimeError):
    """The command refused, with its own message."""


def command():
    """The command as a list of words.

    It is the environment variable HOMEOSTAT, else `homeostat` on the path, else the program of the clone that this
    file is in, as it was built last.
    """
    if os.environ.get("HOMEOSTAT"):
        return os.environ["HOMEOSTAT"].split()
    if shutil.which("homeostat"):
        return ["homeostat"]
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    built = [os.path.join(root, "src", "Homeostat.Cli", "bin", name, "net10.0", "Homeostat.Cli.dll") for name in ("Release", "Debug")]
    built = sorted(filter(os.path.exists, built), key=os.path.getmtime)
    if built:
        return ["dotnet", built[-1]]
    return ["dotnet", "run", "-c", "Release", "--project", os.path.join(root, "src", "Homeostat.Cli"), "--"]


def learn(data="digits", y=None, *, run=None, **options):
    """Starts to train a model and gives the run, which is followed by iterating over it.

    data     The name of a data set, the path of a folder, a CSV file or an .npz file, or an array of samples
             [samples x inputs].
    y        With an array of samples: the class of each sample, as whole numbers, or the numbers to be predicted.
    run      The folder of the run; a new one in runs/ unless given.
    options  The options of `homeostat learn` with underscores: model="pc", layers=[784, 64, 10], epochs=5,
             no_compare=True, target="species".
    """
    if not isinstance(data, (str, os.PathLike)):
        run = run or tempfile.mkdtemp(prefix="homeostat-")
        os.makedirs(run, exist_ok=True)
        arrays = {"x": _numbers(data)}
        if y is not None:
            arrays["y"] = _answers(y)
        data = os.path.join(run, "data.npz")
        numpy.savez(data, **arrays)
    elif y is not None:
        raise HomeostatError("y is given with an array of samples; a file or data set has its own answers.")
    return Run._start("learn", ["--data", os.fspath(data)], "--run", run, options)


def simulate(network, *, out=None, **options):
    """Starts to simulate a network of spiking neurons; spikes are kept: seconds=0.5, seed=2, record=["cells.v"]."""
    return Run._start("simulate", [network], "--out", out, options)


def live(habitat, *, out=None, **options):
    """Starts a life: steps=2000, seed=3."""
    return Run._start("live", [habitat], "--out", out, options)


def load(path):
    """A run that was made before, from its folder."""
    if not os.path.exists(os.path.join(path, "settings.json")):
        raise HomeostatError(f"{path}: no run is there (a folder with settings.json).")
    return Run(path, None)


class Run:
    """A run and its folder. Iterate over it to follow it; `wait` waits for its end."""

    def __init__(self, folder, process):
        self.folder = folder
        self._process = process
        self._messages = None

    @classmethod
    def _start(cls, name, words, place, folder, options):
        if folder is None:
            folder = tempfile.mkdtemp(prefix="homeostat-")
        arguments = command() + [name, *words, place, folder, "--json", *_options(options)]
        messages = tempfile.TemporaryFile("w+", encoding="utf-8")
        started = cls(folder, subprocess.Popen(
            arguments, stdout=subprocess.PIPE, stderr=messages, stdin=subprocess.DEVNULL, text=True, encoding="utf-8"))
        started._messages = messages
        return started

    def __iter__(self):
        """The events of the run as dictionaries, as they happen; of a run that ended, those that were kept."""
        if self._process is None:
            yield from self.events()
            return
        for line in self._process.stdout:
            yield json.loads(line)
        self._end()

    def wait(self):
        """Waits for the end of the run, and gives the run."""
        for _ in self if self._process is not None else ():
            pass
        return self

    def stop(self):
        """Asks the run to save and stop; `homeostat resume` goes on with it."""
        if self._process is not None:
            _terminate(self._process)
            self._process = None

    def events(self, kind=None):
        """The events that were kept, from metrics.jsonl; only those of a kind, such as "test", if it is given."""
        with open(os.path.join(self.folder, "metrics.jsonl"), encoding="utf-8") as lines:
            events = [json.loads(line) for line in lines]
        return [event for event in events if kind in (None, event["event"])]

    def settings(self):
        """The settings of the run."""
        with open(os.path.join(self.folder, "settings.json"), encoding="utf-8") as file:
            return json.load(file)

    def arrays(self):
        """The saved arrays by name: weights and states of a learner, the state of a network, the biography of a life."""
        for name in ("state.npz", "life.npz"):
            if os.path.exists(os.path.join(self.folder, name)):
                return _read(os.path.join(self.folder, name))
        saved = [name for name in os.listdir(self.folder) if name.startswith("checkpoint-") and name.endswith(".npz")]
        if not saved:
            raise HomeostatError(f"{self.folder}: nothing is saved yet.")
        return _read(os.path.join(self.folder, max(saved, key=lambda name: int(name[11:-4]))))

    def spikes(self, population):
        """The spikes of a population: arrays `units` and `times` (in seconds), and numbers."""
        path = os.path.join(self.folder, f"{population}.spikes.npz")
        if not os.path.exists(path):
            known = [name[: -len(".spikes.npz")] for name in sorted(os.listdir(self.folder)) if name.endswith(".spikes.npz")]
            raise HomeostatError(f"{self.folder}: no spikes of '{population}' are kept, only of {known}.")
        return _read(path)

    def predict(self, samples, values="answers"):
        """The answers of a trained model to samples, which it does not learn from.

        samples  An array [samples x inputs], or the path of a CSV file, a folder of images or a data set.
        values   "answers", "probabilities", "features" or "reconstruction".

        Gives a dictionary: `names` of the columns, `values` [samples x columns] of numbers, and `classes`, the
        numbers or names of classes, for answers that are classes.
        """
        self.wait()
        with tempfile.TemporaryDirectory() as folder:
            given = samples
            if not isinstance(samples, (str, os.PathLike)):
                given = os.path.join(folder, "samples.npz")
                numpy.savez(given, x=_numbers(samples))
            written = os.path.join(folder, "predictions.csv")
            done = subprocess.run(
                command() + ["predict", self.folder, "--data", os.fspath(given), "--values", values, "--out", written],
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, encoding="utf-8", check=False)
            if done.returncode != 0:
                raise HomeostatError(done.stderr.strip())
            with open(written, encoding="utf-8", newline="") as file:
                names, *rows = csv.reader(file)
        if names[0] == "file":
            names, rows = names[1:], [row[1:] for row in rows]
        if values != "answers":
            return {"names": names, "values": numpy.array(rows, dtype=float)}
        column = numpy.array([row[0] for row in rows])
        if names == ["class"]:
            return {"names": names, "classes": column.astype(int), "values": None}
        try:
            return {"names": names, "classes": None, "values": column.astype(float)[:, None]}
        except ValueError:
            return {"names": names, "classes": column, "values": None}

    def _end(self):
        process, self._process = self._process, None
        if process.wait() != 0:
            self._messages.seek(0)
            raise HomeostatError(self._messages.read().strip() or f"The command ended with {process.returncode}.")


class Studio:
    """A studio, in which runs are watched and acted on while they go on, here and in a browser.

    address  The address that `homeostat studio` printed. Unless given, a studio is started, and ended by `close` or at
             the end of a `with` block; its runs are kept in the folder runs/.
    """

    def __init__(self, address=None):
        self._process = None
        if address is None:
            self._process = subprocess.Popen(
                command() + ["studio", "--no-browser"], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True, encoding="utf-8")
            words = (word for line in self._process.stdout for word in line.split())
            address = next((word for word in words if word.startswith("http")), None)
            if address is None:
                raise HomeostatError("The studio did not start.")
        self.address = address
        parts = urllib.parse.urlsplit(address)
        self._root = f"{parts.scheme}://{parts.netloc}/api/"
        self._token = urllib.parse.parse_qs(parts.query)["token"][0]

    def begin(self, **what):
        """Begins a run and gives its session: network="cuba", life="thermostat" or learner="pc", and seed=2."""
        return Session(self, self._json("sessions", what)["id"])

    def sessions(self):
        """The runs that are open, as dictionaries."""
        return self._json("sessions")

    def session(self, name):
        """An open run by its `id`."""
        return Session(self, name)

    def close(self):
        """Ends a studio that was started here; runs that go on are saved."""
        if self._process is not None:
            _terminate(self._process)
            self._process = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def _json(self, path, body=None, method=None):
        with self._open(path, body, method) as answer:
            return json.load(answer)

    def _open(self, path, body=None, method=None, timeout=60):
        content = None if body is None else json.dumps(body).encode()
        headers = {"Authorization": "Bearer " + self._token, "Content-Type": "application/json"}
        request = urllib.request.Request(self._root + path, data=content, headers=headers, method=method)
        try:
            return urllib.request.urlopen(request, timeout=timeout)
        except urllib.error.HTTPError as refused:
            text = refused.read().decode("utf-8", "replace")
            try:
                text = json.loads(text)["error"]
            except (ValueError, KeyError, TypeError):
                pass
            raise HomeostatError(text or f"The studio answered {refused.code}.") from None


class Session:
    """A run that goes on in a studio. Iterate over it to follow it."""

    def __init__(self, studio, name):
        self._studio = studio
        self._path = f"sessions/{name}"

    def describe(self):
        """What the run is, as a dictionary."""
        return self._studio._json(self._path)

    def act(self, act, **fields):
        """Acts on the run between two time steps, and gives the number of the step."""
        return self._studio._json(self._path + "/acts", {"act": act, **fields})["step"]

    def control(self, **pace):
        """Sets the pace: play=True or False, step=10, speed=0.5."""
        self._studio._json(self._path + "/control", pace)

    def arrays(self, *names):
        """Variables of the circuit at this moment by their names; all if none is given."""
        query = urllib.parse.urlencode([("name", name) for name in names])
        with self._studio._open(f"{self._path}/arrays?{query}") as answer:
            return _read(io.BytesIO(answer.read()))

    def close(self):
        """Ends the run and saves it."""
        self._studio._json(self._path, method="DELETE")

    def __iter__(self):
        """The events of the run as dictionaries, from the first on, until it has ended."""
        with self._studio._open(self._path + "/happenings") as lines:
            for line in lines:
                if not line.startswith(b"data: "):
                    continue
                event = json.loads(line[len(b"data: "):])
                yield event
                if event["event"] in ("finish", "stop", "failure"):
                    return


def _terminate(process):
    # What it still writes is read, so that it can end.
    process.terminate()
    process.stdout.read()
    process.wait()


def _options(options):
    words = []
    for name, value in options.items():
        if value is None or value is False:
            continue
        words.append("--" + name.replace("_", "-"))
        if value is not True:
            words.append(",".join(str(part) for part in value) if isinstance(value, (list, tuple)) else str(value))
    return words


def _numbers(samples):
    samples = numpy.asarray(samples)
    if samples.dtype not in (numpy.float32, numpy.float64, numpy.uint8):
        samples = samples.astype(numpy.float64)
    return samples.reshape(len(samples), -1) if samples.ndim == 1 else samples


def _answers(y):
    y = numpy.asarray(y)
    return y.astype(numpy.int32) if y.dtype.kind in "iub" else y.astype(numpy.float64)


def _read(path):
    # Arrays only: nothing that is loaded is code.
    with numpy.load(path, allow_pickle=False) as file:
        return {name: file[name] for name in file.files}
