"""Carries out statements of the equation language as NumPy source, in extended precision.

Each line of the input is JSON: {"code": statements, "values": {name: numbers}}. Each line of the output is JSON: {name: [number, error] as text},
where the error is how far double precision is from it: log(exp(x)) loses what x itself has.
"""

import ast
import json
import sys

import numpy as np

# The precision of the present pass.
TYPE = np.longdouble
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

    def visit_Constant(self, node):
        return self.call("number", ast.Constant(float(node.value)))

    def visit_AugAssign(self, node):
        self.generic_visit(node)
        return ast.Assign([node.target], ast.BinOp(ast.Name(node.target.id, ast.Load()), node.op, node.value))


def run(code, numbers, precision):
    """The values of the variables after the statements, in a precision."""
    global TYPE
    TYPE = precision
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
    wide, double = (run(code, request["values"], precision) for precision in (np.longdouble, np.float64))
    results = {
        name: [[repr(float(x)), repr(float(abs(x - y)) if np.isfinite(y) else float("inf"))] for x, y in zip(wide[name], double[name])]
        for name in wide
    }
    print(json.dumps(results), flush=True)
