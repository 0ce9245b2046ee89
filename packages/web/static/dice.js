// Counts the digits of both readings and says where they differ, while they are typed.
const live = document.querySelector("[data-dice]");
if (live) {
  const [first, second] = ["dice", "diceAgain"].map((name) =>
    document.querySelector(`textarea[name="${name}"]`),
  );
  const digitsOf = (field) => field.value.replace(/\s/g, "");
  const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const update = () => {
    const [one, other] = [digitsOf(first), digitsOf(second)];
    const parts = [fill(live.dataset.counted, { first: one.length, second: other.length })];
    const missing = Number(live.dataset.dice) - Math.min(one.length, other.length);
    if (missing > 0) parts.push(fill(live.dataset.short, { missing }));
    let place = 0;
    const shorter = Math.min(one.length, other.length);
    while (place < shorter && one[place] === other[place]) place++;
    if (place < shorter) parts.push(fill(live.dataset.differ, { place: place + 1 }));
    else if (missing <= 0 && one.length === other.length) parts.push(live.dataset.same);
    live.textContent = parts.join(" ");
  };
  first.addEventListener("input", update);
  second.addEventListener("input", update);
  update();
}
