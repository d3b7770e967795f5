"""Tests of python/homeostat.py: the numbers of Python are those of the command. Run by PythonDoorTests."""

import os
import subprocess
import sys
import tempfile

import numpy

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "python"))
import homeostat


def said(*words):
    return subprocess.run(homeostat.command() + list(words), stdout=subprocess.PIPE, text=True, encoding="utf-8", check=True).stdout


def refused(wrong, part):
    try:
        wrong()
    except homeostat.HomeostatError as error:
        assert part in str(error), error
    else:
        raise AssertionError(f"nothing was said of {part}")


def trains_follows_and_predicts(folder):
    random = numpy.random.default_rng(1)
    y = numpy.arange(300) % 3
    x = numpy.eye(3)[y] + 0.3 * random.standard_normal((300, 3))
    run = homeostat.learn(x, y, run=os.path.join(folder, "own"), layers=[3, 16, 3], batch=20, epochs=8, no_compare=True)
    tests = [event for event in run if event["event"] == "test"]
    assert [event["epoch"] for event in tests] == list(range(1, 9)), tests
    assert tests[-1]["accuracy"] > 0.8, tests[-1]
    assert run.events("test") == tests
    assert run.arrays()["input_to_hidden1.w"].shape == (16, 3)
    assert run.settings()["layers"] == [3, 16, 3]

    # The same answers as the command writes, and probabilities that agree with them.
    answers = run.predict(x)
    assert answers["classes"].shape == (300,) and (answers["classes"] == y).mean() > 0.8
    numpy.savez(os.path.join(folder, "x.npz"), x=x)
    said("predict", run.folder, "--data", os.path.join(folder, "x.npz"), "--out", os.path.join(folder, "out.npz"))
    with numpy.load(os.path.join(folder, "out.npz")) as written:
        assert (written["predictions"][:, 0] == answers["classes"]).all()
    chances = run.predict(x, values="probabilities")["values"]
    assert numpy.allclose(chances.sum(1), 1) and (chances.argmax(1) == answers["classes"]).all()

    # The forward pass by hand, from the arrays: the weights are what they are called.
    assert homeostat.load(run.folder).predict(x)["classes"].tolist() == answers["classes"].tolist()


def predicts_numbers(folder):
    x = numpy.linspace(-1, 1, 200)[:, None]
    run = homeostat.learn(x, 2 * x[:, 0] + 0.25, run=os.path.join(folder, "line"), model="bp", layers=[1, 16, 1], batch=20, epochs=100, eta=0.01, no_compare=True).wait()
    found = run.predict(numpy.array([[0.5]]))
    assert found["classes"] is None and abs(found["values"][0, 0] - 1.25) < 0.1, found


def reads_spikes_and_lives(folder):
    run = homeostat.simulate("cuba", out=os.path.join(folder, "cuba"), seconds=0.05, seed=2).wait()
    found = run.events("found")[-1]
    spikes = run.spikes("cells")
    assert len(spikes["units"]) == len(spikes["times"]) == sum(group["spikes"] for group in found["groups"]) > 0, found
    assert (numpy.diff(spikes["times"]) >= 0).all()
    life = homeostat.live("thermostat", out=os.path.join(folder, "life"), steps=60, seed=3).wait()
    assert len(life.arrays()["biography/temperature"]) == 60


def acts_in_a_studio(folder):
    os.chdir(folder)
    with homeostat.Studio() as studio:
        net = studio.begin(network="izhikevich", seed=2)
        net.control(play=False)
        assert [session["id"] for session in studio.sessions()] == ["1"] and net.describe()["name"] == "izhikevich"
        before = net.arrays("cells.v")["cells.v"]
        step = net.act("stimulate", variable="cells.v", units=[0, 3], by=0.001)
        changed = net.arrays("cells.v", "cells.u")
        assert numpy.allclose(numpy.flatnonzero(changed["cells.v"] != before), [0, 3]) and set(changed) == {"cells.v", "cells.u"}
        assert "cells.v" in net.arrays() and net.act("silence", population="cells", units=[1], isSilent=True) == step
        refused(lambda: net.arrays("cells.w"), "no variable 'cells.w'")
        refused(lambda: net.act("silence", population="cell", units=[1], isSilent=True), "cell")
        folder_of_net = net.describe()["folder"]
        net.close()

        learner = studio.begin(learner="pc", data="digits", train=200, test=50, epochs=1)
        events = [event["event"] for event in learner]
        assert "test" in events and events[-1] == "finish", events
        assert learner.arrays()["input_to_hidden1.w"].ndim == 2
    acts = homeostat.load(folder_of_net).events("act")
    assert [act["act"]["act"] for act in acts] == ["stimulate", "silence"], acts


def says_what_is_wrong(folder):
    refused(lambda: homeostat.learn("digits", model="pd", run=os.path.join(folder, "a")).wait(), "pd")
    refused(lambda: homeostat.learn("nothing.csv", target="x", run=os.path.join(folder, "b")).wait(), "no such file")
    refused(lambda: homeostat.learn("digits", numpy.zeros(3)), "y is given with an array")
    refused(lambda: homeostat.load(folder), "no run is there")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        for test in (trains_follows_and_predicts, predicts_numbers, reads_spikes_and_lives, acts_in_a_studio, says_what_is_wrong):
            test(place)
            print("passed", test.__name__)
