// Keeps “closes in 3 days 4 hours” going; the server wrote the first value and the patterns.
const MINUTE = 60_000;

function update(element) {
  const { until, days, hours, minutes } = element.dataset;
  const rest = Math.max(0, Date.parse(until) - Date.now());
  const values = {
    days: Math.floor(rest / (24 * 60 * MINUTE)),
    hours: Math.floor(rest / (60 * MINUTE)) % 24,
    minutes: Math.floor(rest / MINUTE) % 60,
  };
  const pattern = values.days > 0 ? days : values.hours > 0 ? hours : minutes;
  // As in text/translate.ts: {name} is the value, {name|one|other} the word that goes with it.
  element.textContent = pattern.replace(
    /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g,
    (_, name, one, other) => (one === undefined ? values[name] : values[name] === 1 ? one : other),
  );
}

const clocks = document.querySelectorAll("[data-until]");
setInterval(() => clocks.forEach(update), MINUTE / 2);
