"""The texts of a neuron's card and the Neurons page by key, marked for translators: `_` translates them."""

from __future__ import annotations

from views.parts.language.language import N_

NO_THRESHOLD = {  # for a neuron with this activation function
    "tanh": N_(
        "This neuron is never just on or off. Any sum gives a number from −1 to 1, and a sum of 0 gives 0."
    ),
    "sigmoid": N_(
        "This neuron is never just on or off. Any sum gives a number from 0 to 1, and a sum of 0 gives 0.5."
    ),
    "linear": N_("This neuron is never just on or off, because it passes on the sum unchanged."),
    "leaky_relu": N_("This neuron is never quite off. It passes on a small part of any sum below 0."),
    "elu": N_("This neuron is never quite off. A sum below 0 gives a small number below 0."),
    "selu": N_("This neuron is never quite off. A sum below 0 gives a small number below 0."),
    "gelu": N_(
        "This neuron has no sharp threshold. A sum far below 0 gives nearly 0, and one far above 0 hardly "
        "changes."
    ),
    "silu": N_(
        "This neuron has no sharp threshold. A sum far below 0 gives nearly 0, and one far above 0 hardly "
        "changes."
    ),
    "softplus": N_(
        "This neuron is never quite off. Any sum gives a number above 0, and a sum of 0 gives 0.69."
    ),
}
FORMULAS = {  # of activation functions; {parameter} is a number in the network's file
    "relu": N_("ReLU(z) = max(0, z)"),
    "softmax": N_("softmax(z) = e^z / Σ e^z of all outputs"),
    "tanh": N_("tanh(z)"),
    "sigmoid": N_("sigmoid(z) = 1 / (1 + e^−z)"),
    "step": N_("step(z) = 1 if z > 0, else 0"),
    "linear": N_("a = z"),
    "capped_relu": N_("capped ReLU(z) = min(max(0, z), {parameter})"),
    "leaky_relu": N_("leaky ReLU(z) = z if z > 0, else {parameter} × z"),
    "elu": N_("ELU(z) = z if z > 0, else {parameter} × (e^z − 1)"),
    "selu": N_("SELU(z) = 1.0507 × z if z > 0, else 1.7581 × (e^z − 1)"),
    "gelu": N_("GELU(z) = z × the area under the bell curve up to z"),
    "silu": N_("SiLU(z) = z / (1 + e^−z)"),
    "softplus": N_("softplus(z) = ln(1 + e^z)"),
}
MODES = {  # ways to see why an output is what it is
    # Translators: on a switch of three: through the neurons, on the drawing, stroke by stroke
    "neurons": N_("Neurons"),
    "drawing": N_("Drawing"),
    "strokes": N_("Strokes"),
}
WITHOUT_DIGITS = 2  # of these, which don't need digits
ORDERS = {  # how a layer's neurons can be sorted
    "number": N_("their number"),
    "activation": N_("how strongly they react to the drawing"),
    "selectivity": N_("how specific they are to one digit"),
    "liveliness": N_("how often they fire"),
}
