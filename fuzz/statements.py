"""Carries out statements of the equation language as NumPy source, in extended precision.

Each line of the input is JSON: {"code": statements, "values": {name: numbers}}. Each line of the output is JSON: {name: [number, error] as text},
where the error is how far double precision is from it: log(exp(x)) loses what x itself has. Steps such as ceil(x) can turn the last bit of x into a whole
number, so statements are also carried out with every inexact result off by a random part of a rounding; what differs between such passes is error too.
A unit in which 0/0 or 0*inf arises has an infinite error: zero times or over anything is zero in the equation language, and not a number in NumPy.
"""

import ast
import json
import sys

import numpy as np

# The precision of the present pass; the generator of its rounding errors, if it has any; the units in which 0/0 or 0*inf arose.
TYPE = np.longdouble
ROUNDING = None
UNDEFINED = np.array(False)
PASSES = 4


def rounded(x):
    """The value, off by up to two roundings of double precision where it is inexact."""
    if ROUNDING is None or np.asarray(x).dtype == bool:
        return x
    inexact = (x != np.asarray(x, dtype=np.float64)) & np.isfinite(x)
    return np.where(inexact, x * (1 + np.longdouble(2.0**-52) * ROUNDING.uniform(-1, 1, np.shape(x))), x)


def defined(result, left, right):
    """The result, noting where it is not a number although both operands are."""
    global UNDEFINED
    UNDEFINED = UNDEFINED | (np.isnan(result) & ~np.isnan(left) & ~np.isnan(right))
    return result


FUNCTIONS = {
    name: getattr(np, name)
    for name in "exp log log10 sin cos tan arcsin arccos arctan sinh cosh tanh expm1 log1p floor ceil rint sqrt abs sign minimum maximum where".split()
}
FUNCTIONS |= {
    "sigmoid": lambda x: TYPE(1) / (1 + np.exp(-x)),
    "softplus": lambda x: np.logaddexp(TYPE(0), x),
    "exprel": lambda x: np.where(x == 0, TYPE(1), np.expm1(x) / np.where(x == 0, TYPE(1), x)),
    "int": lambda x: np.trunc(np.asarray(x, dtype=TYPE)),
    "relu": lambda x: np.maximum(x, TYPE(0)),
    "clip": lambda x, low, high: np.minimum(np.maximum(x, low), high),
    "number": lambda x: TYPE(x),
    "both": np.logical_and,
    "either": np.logical_or,
    "neither": np.logical_not,
    "rounded": rounded,
    "defined": defined,
}


class Arrays(ast.NodeTransformer):
    """Conditions of arrays are functions in NumPy; numbers are extended; += makes a new array."""

    def call(self, name, *arguments):
        return ast.Call(ast.Name(name, ast.Load()), list(arguments), [])

    def visit_BoolOp(self, node):
        self.generic_visit(node)
        result = node.values[0]
        for value in node.values[1:]:
            result = self.call("both" if isinstance(node.op, ast.And) else "either", result, value)
        return result

    def visit_UnaryOp(self, node):
        self.generic_visit(node)
        return self.call("neither", node.operand) if isinstance(node.op, ast.Not) else node

    def visit_Call(self, node):
        self.generic_visit(node)
        return self.call("rounded", node)

    def visit_BinOp(self, node):
        self.generic_visit(node)
        if isinstance(node.op, (ast.Mult, ast.Div)):
            return self.call("rounded", self.call("defined", node, node.left, node.right))
        return self.call("rounded", node)

    def visit_Constant(self, node):
        return self.call("number", ast.Constant(float(node.value)))

    def visit_AugAssign(self, node):
        return ast.Assign([node.target], self.visit_BinOp(ast.BinOp(ast.Name(node.target.id, ast.Load()), node.op, node.value)))


def run(code, numbers, precision, rounding=None):
    """The values of the variables after the statements, in a precision."""
    global TYPE, ROUNDING, UNDEFINED
    TYPE, ROUNDING, UNDEFINED = precision, rounding, np.array(False)
    values = {name: np.array(x, dtype=precision) for name, x in numbers.items()}
    count = len(next(iter(values.values())))
    scope = FUNCTIONS | values
    with np.errstate(all="ignore"):
        exec(code, {"__builtins__": {}}, scope)
    return {name: [precision(x) for x in np.broadcast_to(scope[name], count)] for name in values}


for line in sys.stdin:
    request = json.loads(line)
    tree = ast.fix_missing_locations(Arrays().visit(ast.parse(request["code"])))
    code = compile(tree, "statements", "exec")
    wide = run(code, request["values"], np.longdouble)
    undefined = np.broadcast_to(UNDEFINED, len(next(iter(wide.values()))))
    passes = [run(code, request["values"], np.float64)]
    passes += [run(code, request["values"], np.longdouble, np.random.default_rng(k)) for k in range(PASSES)]

    def error(name, unit):
        others = [result[name][unit] for result in passes]
        if undefined[unit] or not all(np.isfinite(y) for y in others):
            return float("inf")
        return float(max(abs(wide[name][unit] - y) for y in others))

    results = {name: [[repr(float(x)), repr(error(name, unit))] for unit, x in enumerate(wide[name])] for name in wide}
    print(json.dumps(results), flush=True)
