// Keeps “closes in 3 days 4 hours” going; the server wrote the words and the first value.
const MINUTE = 60_000;

function update(element) {
  const rest = Math.max(0, Date.parse(element.dataset.until) - Date.now());
  const values = {
    days: Math.floor(rest / (24 * 60 * MINUTE)),
    hours: Math.floor(rest / (60 * MINUTE)) % 24,
    minutes: Math.floor(rest / MINUTE) % 60,
  };
  const { dataset } = element;
  const words = values.days > 0 ? dataset.days : values.hours > 0 ? dataset.hours : dataset.minutes;
  element.textContent = words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

const clocks = document.querySelectorAll("[data-until]");
setInterval(() => clocks.forEach(update), MINUTE / 2);
