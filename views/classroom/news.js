// Polls for news of a class, and makes Python run if there is any. It is invisible.

const MOST_LEFT_OUT = 5; // polls, while an answer is on its way: then it's lost

/**
 * Poll for news.
 *
 * @param {object} data - address: answers with `News`, see classes.py, and 404 if Python has to look at the class first; seen: its fields that count, with their
 *   last values; every: milliseconds
 *   Reports `again`: that there is news, until `seen` changes.
 */
export default function ({ data: { address, seen, every }, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".ink-news");
  clearInterval(root.timer);
  let asked = -Infinity;
  const look = async () => {
    if (performance.now() - asked < MOST_LEFT_OUT * every) return;
    asked = performance.now();
    const isNews = await hasNews(address, seen);
    asked = -Infinity;
    if (isNews && root.timer === timer) setTriggerValue("again", true);
  };
  const timer = setInterval(look, every);
  root.timer = timer;
  return () => {
    clearInterval(root.timer);
    delete root.timer; // ignore an answer that is on its way
  };
}

/** Whether one of these fields has changed; false if nobody answers. */
async function hasNews(address, seen) {
  try {
    const answer = await fetch(address);
    if (answer.status === 404) return Object.values(seen).some((value) => value !== null); // otherwise there is no such class, and we don't try a wrong code again
    const news = answer.ok ? await answer.json() : seen;
    return Object.entries(seen).some(([name, value]) => news[name] !== value);
  } catch {
    return false; // the connection is lost
  }
}
