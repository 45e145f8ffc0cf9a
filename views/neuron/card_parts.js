// What a neuron's card says below its switch, part by part.

import ledger from "../parts/ledger.js";
import pixels from "../parts/pixels.js";
import { together } from "../parts/together.js";
import activationCurves from "./activation_curves.js";
import likes from "./likes.js";

export default together({ activation_curves: activationCurves, ledger, likes, pixels });
