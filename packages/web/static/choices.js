// Moves schools without a round trip: the same commands as ui/choices/commands.ts.
const list = document.querySelector("[data-choices]");
if (list) enliven(list);

function enliven(list) {
  const selects = [...list.querySelectorAll("select")];

  // The facts under each select were written by the server for the school it chose; they move along.
  function swap(one, other) {
    [one.value, other.value] = [other.value, one.value];
    const factsOf = (select) => select.closest("li").querySelector(".school");
    const [mine, its] = [factsOf(one), factsOf(other)];
    if (its) one.closest(".field").after(its);
    if (mine) other.closest(".field").after(mine);
  }

  function clear(index) {
    for (let place = index; place + 1 < selects.length; place++) {
      swap(selects[place], selects[place + 1]);
    }
    forget(selects.at(-1));
  }

  function forget(select) {
    select.value = "";
    select.closest("li").querySelector(".school")?.remove();
  }

  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    const match = /^(up|down|clear):(\d+)$/.exec(button?.value ?? "");
    if (!match) return;
    event.preventDefault();
    const index = Number(match[2]) - 1;
    if (match[1] === "clear") return clear(index);
    const other = match[1] === "up" ? index - 1 : index + 1;
    swap(selects[index], selects[other]);
    const moved = selects[other].closest("li");
    (moved.querySelector(`button[value="${match[1]}:${other + 1}"]`) ?? selects[other]).focus();
  });

  // A newly chosen school takes the place of the facts about the last one; its option says the same.
  list.addEventListener("change", (event) => {
    event.target.closest("li").querySelector(".school")?.remove();
  });
}
