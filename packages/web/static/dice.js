// Counts the digits that are read and says where two readings differ, while they are typed. The
// page may put newer fields in place of these: each time they are looked up anew.
const digitsOf = (field) => field.value.replace(/\s/g, "");
const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function update() {
  const live = document.querySelector("[data-dice]");
  const readings = ["dice", "diceAgain"]
    .map((name) => document.querySelector(`textarea[name="${name}"]`))
    .filter(Boolean)
    .map(digitsOf);
  if (!live || readings.length === 0) return;
  const [one, other = one] = readings;
  const parts = [fill(live.dataset.counted, { first: one.length, second: other.length })];
  const shorter = Math.min(one.length, other.length);
  const missing = Number(live.dataset.dice) - shorter;
  if (missing > 0) parts.push(fill(live.dataset.short, { missing }));
  let place = 0;
  while (place < shorter && one[place] === other[place]) place++;
  if (place < shorter) parts.push(fill(live.dataset.differ, { place: place + 1 }));
  else if (readings.length === 2 && missing <= 0 && one.length === other.length) {
    parts.push(live.dataset.same);
  }
  live.textContent = parts.join(" ");
}

document.addEventListener("input", update);
update();
