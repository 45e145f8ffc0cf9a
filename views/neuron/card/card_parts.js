// The parts of a neuron's card below its switch.

import ledger from "../../parts/charts/ledger.js";
import pixels from "../../parts/pictures/pixels.js";
import { together } from "../../parts/component/together.js";
import activationCurves from "./activation_curves.js";
import likes from "./likes.js";
import slidingWindow from "./sliding_window.js";

export default together({ activation_curves: activationCurves, ledger, likes, pixels, sliding_window: slidingWindow });
