"""What a network in Brian 2 is made of, for brian.py to build, run and count."""
from dataclasses import dataclass, field


@dataclass
class Model:
    """A declared network. Populations are (spike monitor, first unit, unit after the last)."""

    objects: list
    populations: dict
    synapses: list
    extra: callable = field(default=dict)
    """Further results once it has run, such as a histogram of weights."""
