// A training in the browser: what it fetches, shows and reports, and its thread's messages.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { isRead, kept } from "./database.js";
import { parentOf } from "./page.js";

const { digitsIn, fetchDigits, joined } = await import("../../views/parts/component/digits_file.js");
const { strongestConnections } = await import("../../model/explain/strongest.js");
const { overfittingBegins, reportOf } = await import("../../model/training/snapshot.js");
const { barOf, duration, picturesOf, racing } = await import("../../views/training/here/pictures_of.js");
const { scientific, whole } = await import("../../views/training/charts/sizes.js");
const { default: meters } = await import("../../views/training/charts/meters.js");
const { base64Of, bytesOf, floatsOf } = await import("../../model/base64.js");
const { thread } = await import("../../views/training/here/learning_thread.js");
const { following } = await import("../../views/parts/component/following.js");
const { trainings } = await import("../../views/parts/component/reading.js");
const { buildChosen, withOwn } = await import("../../model/training/fitting.js");

const PIXELS = 784;
const CHOICES = { hidden_layers: 1, units: 4, activation: "relu", optimizer: "Adam", learning_rate: 0.01, batch_size: 4, images: 12, epochs: 2, seed: 1, whose: "everybody" };
const point = (step, loss, testLoss = loss) => ({ step, loss, accuracy: 0.5, testLoss, testAccuracy: 0.25 });
const SNAPSHOT = {
  weights: buildChosen(CHOICES).layers.filter(({ kernel }) => kernel).flatMap(({ kernel, bias }) => [kernel, bias]),
  now: point(3, 1.5), curve: [point(0, 2), point(1, 1.75)], gradientSizes: [0.5, 2e-7], dead: [1], seconds: 2,
};

function fileOf(count) {
  const bytes = Uint8Array.from({ length: count * (1 + PIXELS) }, (_, i) => (i < count ? i % 10 : i % 251));
  return { bytes, zipped: gzipSync(bytes) };
}

const WRITERS = gzipSync(new Uint8Array(Uint16Array.from({ length: 70_000 }, (_, i) => 2000 + (i % 200)).buffer)); // of the last 20, ten are students
const answering = (files) => async (address) => {
  const file = files[address];
  return file ? new Response(file, { headers: { "content-length": file.length } }) : new Response(null, { status: 404 });
};

test("a file has labels and then images, and any other is refused", async () => {
  const { bytes, zipped } = fileOf(3);
  globalThis.fetch = answering({ there: zipped });
  const progress = [];
  const { images, labels } = await fetchDigits("there", (...come) => progress.push(come));
  assert.deepEqual([...labels], [0, 1, 2]);
  assert.deepEqual(images, bytes.subarray(3));
  assert.deepEqual(progress.at(-1), [zipped.length, zipped.length]);
  assert.throws(() => digitsIn(new Uint8Array(PIXELS)));
  assert.throws(() => digitsIn(new Uint8Array(0)));
});

test("several files are one, in their order", () => {
  const parts = [3, 5, 2].map((count) => digitsIn(fileOf(count).bytes));
  const { images, labels } = joined(parts);
  assert.deepEqual([...labels], [0, 1, 2, 0, 1, 2, 3, 4, 0, 1]);
  assert.deepEqual([...images], parts.flatMap((part) => [...part.images]));
  assert.equal(joined(parts.slice(1, 2)), parts[1]);
  assert.equal(joined([]).labels.length, 0);
});

test("a failed download is retried a few times, and then given up", async (t) => {
  const files = answering({ there: fileOf(3).zipped });
  const tried = async (failures) => {
    let [attempts, failed, waited] = [0, 0, 0];
    globalThis.fetch = (address) => (attempts++ < failures ? Promise.reject(new TypeError()) : files(address));
    t.mock.method(globalThis, "setTimeout", (done, wait) => (waited += wait) && queueMicrotask(done));
    const end = await fetchDigits("there", () => {}, () => failed++).then(({ labels }) => labels.length, () => "given up");
    return [end, attempts, failed, waited];
  };
  assert.deepEqual(await tried(0), [3, 1, 0, 0]);
  assert.deepEqual(await tried(2), [3, 3, 2, 4500]);
  assert.deepEqual(await tried(9), ["given up", 5, 4, 22500]);
});

test("one's own digits follow the training digits, each as often as it counts", () => {
  const digits = digitsIn(fileOf(5).bytes);
  const own = { images: new Uint8Array(2 * PIXELS).fill(7, 0, PIXELS).fill(9, PIXELS), labels: [4, 8], times: 3 };
  const { images, labels } = withOwn(digits, 2, own);
  assert.deepEqual([...labels], [0, 1, 4, 4, 4, 8, 8, 8]);
  assert.deepEqual([...labels].map((_, i) => images[i * PIXELS]), [digits.images[0], digits.images[PIXELS], 7, 7, 7, 9, 9, 9]);
  assert.equal(withOwn(digits, 2, null).labels.length, 2);
});

test("the pictures show the current snapshot", () => {
  const network = buildChosen(CHOICES);
  const image = new Float32Array(PIXELS).fill(1, 300, 320);
  const looks = { weight: 0.3, lines: 5, thickest: 3, brightest: 3 };
  const changes = picturesOf(SNAPSHOT, network, image, looks, true);
  const chart = changes.live_Loss({ title: "Loss", positions: [], series: [{ name: "unseen", values: [] }, { name: "training", values: [] }] });
  assert.deepEqual(chart, { title: "Loss", positions: [0, 1, 3], series: [{ name: "unseen", values: [2, 1.75, 1.5] }, { name: "training", values: [2, 1.75, 1.5] }] });
  const { bars } = changes.drawing_bars();
  assert.ok(Math.abs(bars.reduce((sum, { share }) => sum + share, 0) - 1) < 1e-5);
  assert.equal(changes.verdict().text, `### It says ${bars.findIndex(({ share }) => share === Math.max(...bars.map((bar) => bar.share)))}`);
  const { dead, gradientSizes } = changes.meters({ heads: [], layers: [] });
  assert.deepEqual([dead, gradientSizes], [SNAPSHOT.dead, SNAPSHOT.gradientSizes]);
  const { living } = changes.architecture({});
  assert.equal(living.lines[0].length, 5);
  assert.ok(living.moves && living.lit[0].length === 4);
  const lane = racing(SNAPSHOT, 1).race_curves({ series: [{ values: [9] }, { values: [] }] });
  assert.deepEqual(lane.series, [{ values: [9] }, { values: [0.25, 0.25, 0.25], positions: [0, 1, 3] }]);
});

test("dead neurons and gradients are under their headings", () => {
  const parentElement = parentOf("ink-meters");
  const shown = (data) => {
    meters({ data: { layers: [{ name: "Hidden 1", units: 50 }, { name: "Output", units: 10 }], dead: null, gradientSizes: null, ...data }, parentElement });
    return [...parentElement.querySelectorAll("tbody tr")].map((row) => [...row.querySelectorAll("td")].map(({ lastChild }) => lastChild.textContent));
  };
  const bars = () => [...parentElement.querySelectorAll("td")].map(({ firstChild }) => [firstChild.style.visibility, firstChild.firstChild?.style.width]);
  const heads = ["Layer", "Dead", "Gradient"];
  assert.deepEqual(shown({ heads }), [["", ""], ["", ""]]);
  assert.deepEqual(shown({ heads, dead: [10], gradientSizes: [0.5, 2e-7] }), [["10 of 50", "0.5"], ["", "2.0e−7"]]);
  assert.deepEqual(bars(), [["visible", "20%"], ["visible", `${(100 * (Math.log10(0.5) + 6)) / 8}%`], ["hidden", "0%"], ["visible", "0%"]]); // an output is never dead
  assert.deepEqual(shown({ heads: ["Layer", "Gradient"], gradientSizes: [1, null] }), [["1"], ["no number"]]);
  for (const [size, width] of [[0, 0], [1e-4, 25], [0.01, 50], [1e5, 100], [Infinity, 0]]) {
    shown({ heads: ["Layer", "Gradient"], gradientSizes: [size, size] });
    assert.deepEqual(bars(), Array(2).fill(["visible", `${width}%`]));
  }
});

test("overflowed weights give no answer, and gaps in the curves", () => {
  const network = buildChosen(CHOICES);
  network.layers.find(({ kernel }) => kernel).kernel.fill(NaN);
  const changes = picturesOf({ ...SNAPSHOT, now: point(3, NaN) }, network, new Float32Array(PIXELS).fill(1), { weight: 0.3, lines: 5, thickest: 3, brightest: 3 }, false);
  assert.match(changes.verdict().text, /No answer/);
  assert.equal(changes.live_Loss({ series: [{}, {}] }).series[1].values.at(-1), null);
  assert.ok(changes.drawing_bars().bars.every(({ share }) => share === 0));
  assert.deepEqual(changes.architecture({}).living.lines.flat(), []);
});

test("the strongest connections come first", () => {
  const found = strongestConnections(Float32Array.of(0, 2, 1), Float32Array.of(9, 9, 0.5, -1, 0.75, 0), 3);
  assert.deepEqual(found, [[1, 1, -2], [1, 0, 1], [2, 0, 0.75]]);
});

test("overfitting begins where it begins in Python", () => {
  assert.equal(overfittingBegins([point(0, 2), point(5, 1, 1.2), point(9, 0.5, 1.5)]).step, 5);
  assert.equal(overfittingBegins([point(0, 2), point(5, 1, 1.2), point(9, 0.5, 1.25)]), null); // within chance
  assert.equal(overfittingBegins([point(0, 2), point(5, 1, 1.2), point(9, 1.5, 1.5)]), null); // it explodes
  assert.equal(overfittingBegins([]), null);
});

test("the bar shows the progress", () => {
  const at = (state, more = {}) => barOf({ state, choices: CHOICES, fetched: null, judged: null, snapshot: SNAPSHOT, ...more }, true);
  assert.deepEqual(at("running"), { share: 0.5, text: "[Step](words#training-step) 3 of 6, [epoch](words#epoch) 2 of 2 · about 2 s left" });
  assert.match(at("paused").text, /^Paused\. \[Step\]/);
  assert.match(at("stopped").text, /^Stopped\. \[Step\].* 2$/);
  assert.match(at("judging", { judged: 0.25 }).text, /: 25\.0%$/);
  assert.match(at("fetching", { snapshot: null, fetched: 0.5 }).text, /: 50\.0%$/);
  assert.equal(at("fetching", { snapshot: null }).text, "Starting …");
  assert.match(at("fetching", { snapshot: null, isRetrying: true }).text, /Trying again/);
  assert.equal(barOf({ state: "running", choices: CHOICES, snapshot: SNAPSHOT }, false).text, "3 of 6");
});

test("figures are written as Python writes them", () => {
  assert.deepEqual([60000, 1234567, 999].map(whole), ["60,000", "1,234,567", "999"]);
  assert.deepEqual([0, 0.0123, 4.6e-7, 2e12, Infinity].map(scientific), ["0", "0.0123", "4.6e−7", "2.0e12", "no number"]);
  assert.deepEqual([3.4, 99, 100, 600].map(duration), ["3 s", "99 s", "2 min", "10 min"]);
});

test("the report has all weights in parts, and the figures with each", () => {
  const groups = { adults: { right: 4, count: 5 }, students: { right: 2, count: 6 } };
  const parts = reportOf("ab", SNAPSHOT, { state: "done", testAccuracy: 0.9375, seconds: 2, groups }, 1000);
  assert.deepEqual(parts[0].read, [[4, 5], [2, 6]]);
  assert.deepEqual(parts.map(({ run, state, part }) => [run, state, part]), [0, 1, 2, 3].map((part) => ["ab", "done", part]));
  const all = SNAPSHOT.weights.flatMap((each) => [...each]);
  assert.deepEqual(parts.flatMap(({ weights }) => [...floatsOf(weights)]), all);
  assert.deepEqual([...floatsOf(parts[0].figures)], [2, 0.9375, 0.5, Math.fround(2e-7), 1, 0, 2, 0.5, 2, 0.25, 1, 1.75, 0.5, 1.75, 0.25, 3, 1.5, 0.5, 1.5, 0.25]);
  assert.deepEqual([...bytesOf(base64Of(Float32Array.of(1)))], [0, 0, 128, 63]);
});

// A thread's messages about a task until one of kind `until`.
function asked(messages, until) {
  return new Promise((resolve) => {
    const sent = [];
    const onMessage = thread((said) => {
      sent.push(structuredClone(said));
      if (until(said)) resolve(sent);
    }, setImmediate);
    for (const data of messages) onMessage({ data });
  });
}

const task = (run, more = {}) => ({ run, choices: CHOICES, mnist: 12, addresses: { train: ["train"], test: "test", writers: "writers" }, own: null, weights: null, measured: 8, longest: 60, ...more });

test("the thread fetches once, trains, and reports only the newest task", async () => {
  let fetched = 0;
  const files = answering({ train: fileOf(20).zipped, test: fileOf(10).zipped, writers: WRITERS });
  globalThis.fetch = (address) => (fetched++, files(address));
  const sent = await asked([task("old"), task("new")], ({ outcome }) => outcome);
  assert.equal(fetched, 3);
  assert.deepEqual([...new Set(sent.map(({ run }) => run))].at(-1), "new");
  assert.equal(sent.at(-1).outcome.state, "done");
  assert.equal(sent.filter(({ snapshot }) => snapshot).at(-1).snapshot.now.step, 6);
});

test("more digits come part by part, and only the parts asked for last are kept", async () => {
  let [open, most, fetched] = [0, 0, []];
  const files = answering({ a: fileOf(20).zipped, b: fileOf(30).zipped, c: fileOf(8).zipped, test: fileOf(10).zipped });
  globalThis.fetch = async (address) => {
    fetched.push(address);
    if (address !== "test") most = Math.max(most, ++open);
    await new Promise(setImmediate);
    if (address !== "test") open--;
    return files(address);
  };
  const shares = [];
  const onMessage = thread(({ run, fetched: share, outcome }) => (outcome ? ended[run](outcome.state) : share && shares.push(share)), setImmediate);
  const ended = {};
  const train = (run, parts) => new Promise((resolve) => {
    ended[run] = resolve;
    onMessage({ data: task(run, { mnist: 20_000 * parts, addresses: { train: ["a", "b", "c"], test: "test", writers: "writers" } }) });
  });
  assert.equal(await train("all", 3), "done");
  assert.deepEqual([fetched.splice(0).sort(), most], [["a", "b", "c", "test"], 1]);
  assert.deepEqual([shares, shares.at(-1)], [[...shares].sort((one, other) => one - other), 1]);
  await train("again", 3);
  assert.deepEqual(fetched.splice(0), []);
  await train("fewer", 1);
  assert.deepEqual(fetched, ["a"]);
});

test("given weights are the first ones, and missing digits are reported", async (t) => {
  globalThis.fetch = answering({ train: fileOf(20).zipped, test: fileOf(10).zipped });
  const begun = SNAPSHOT.weights.map((each) => each.map((_, i) => i / 1e4));
  const all = Float32Array.from(begun.flatMap((each) => [...each]));
  const [first] = (await asked([task("a", { weights: all })], ({ snapshot }) => snapshot)).slice(-1);
  assert.deepEqual(first.snapshot.weights.map((each) => [...each]), begun.map((each) => [...each]));
  globalThis.fetch = answering({});
  t.mock.method(globalThis, "setTimeout", (done) => queueMicrotask(done));
  const sent = await asked([task("a")], ({ unreachable }) => unreachable);
  assert.deepEqual([sent[0], sent.at(-1)], [{ run: "a", isRetrying: true }, { run: "a", unreachable: true }]);
});

test("a component follows its training as long as it's there", () => {
  const shown = [];
  const component = following(({ data }) => (shown.push(data.text), () => shown.push("gone")));
  const parentElement = parentOf("ink-run-bar");
  const news = (run, text) => trainings.publish({ run, changes: { bar: (data) => ({ ...data, text }) } });
  news("a", "before");
  const end = component({ data: { text: "sent", follows: ["a", "bar"] }, parentElement });
  news("b", "another's");
  trainings.publish({ run: "a", changes: {} });
  news("a", "new");
  assert.deepEqual(shown.splice(0), ["before", "new"]);
  component({ data: { text: "ended" }, parentElement });
  news("a", "late");
  assert.deepEqual(shown.splice(0), ["ended"]);
  component({ data: { text: "sent", follows: ["b", "bar"] }, parentElement });
  end();
  assert.deepEqual(shown.splice(0), ["sent", "gone"]);
});

test("Stop is answered at once, its last measures follow, the network is saved, and a browser without threads can't train", async (t) => {
  const [ordered, reports, bars] = [[], [], []];
  let worker;
  globalThis.Worker = class {
    constructor() {
      worker = this;
    }
    postMessage(message) {
      ordered.push(message);
    }
    terminate() {}
  };
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { default: show } = await import("../../views/training/here/training_here.js");
  document.baseURI = "https://inkling.test/";
  const data = { ...task("a"), choices: CHOICES, image: base64Of(new Float32Array(PIXELS)), looks: { weight: 0.3, lines: 5, thickest: 3, brightest: 3 }, lane: 0, received: 0, most: 10 ** 6, about: { title: "1 × 4", choices: {} } };
  const parentElement = parentOf("ink-training-here");
  const end = trainings.subscribe(parentElement, ({ changes }) => bars.push([changes.race_bar_0?.().text, "race_curves" in changes, "architecture" in changes, "meters" in changes]));
  show({ data, parentElement, setTriggerValue: (name, part) => reports.push([name, part.state]) });
  worker.onmessage({ data: { run: "a", snapshot: SNAPSHOT } });
  const [halt, stop] = parentElement.querySelector(".ink-training-here").children;
  stop.onclick();
  assert.deepEqual([globalThis.inklingTraining.state, halt.disabled, stop.disabled, ordered.at(-1), reports], ["stopped", true, true, "stop", []]);
  worker.onmessage({ data: { run: "a", snapshot: { ...SNAPSHOT, now: point(5, 1) } } });
  assert.equal(globalThis.inklingTraining.state, "stopped");
  assert.deepEqual(bars.at(-1), ["5 of 6", false, false, false]);
  worker.onmessage({ data: { run: "a", outcome: { state: "stopped", testAccuracy: null, seconds: 2 } } });
  assert.deepEqual([reports, bars.at(-1)], [[["picked", "stopped"]], ["5 of 6", true, true, false]]);
  await isRead();
  const { time, parts, ...saved } = kept.get("a");
  assert.deepEqual(saved, { title: "1 × 4", choices: {}, run: "a", accuracy: null });
  assert.equal(parts, globalThis.inklingTraining.parts);
  kept.clear();
  worker.onmessage({ data: { run: "a", outcome: { state: "blew up", testAccuracy: null, seconds: 2 } } });
  await isRead();
  assert.equal(kept.size, 0);
  const cantTrain = () => [globalThis.inklingTraining.state, globalThis.inklingTraining.why];
  worker.onerror();
  assert.deepEqual(cantTrain(), ["unable", "worker"]);
  globalThis.Worker = class {
    constructor() {
      throw new Error("no threads");
    }
  };
  show({ data: { ...data, run: "b" }, parentElement, setTriggerValue() {} });
  assert.deepEqual(cantTrain(), ["unable", "worker"]);
  end?.();
  delete globalThis.Worker;
});

test("Spanish and Italian write four digits together, German doesn't", () => {
  const spoken = globalThis.inklingLanguage;
  for (const [groupedFrom, four] of [[5, "7840"], [4, "7.840"]]) {
    globalThis.inklingLanguage = { thousands: ".", point: ",", groupedFrom, words: {} };
    assert.deepEqual([7840, 17840, 1017840, 78].map(whole), [four, "17.840", "1.017.840", "78"]);
  }
  globalThis.inklingLanguage = spoken;
});
