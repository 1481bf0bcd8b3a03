(() => {
  "use strict";
  const table = document.querySelector("table[data-people]");
  const form = document.querySelector("form[data-filters]");
  if (!table || !form) return;
  const people = [...table.tBodies];
  const output = form.querySelector("output");
  const opener = form.querySelector("[data-open]");
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const words = new Map(people.map((body) => [body, body.rows[0].textContent.toLowerCase()]));

  const filter = () => {
    const text = form.elements.text.value.trim().toLowerCase();
    const unit = form.elements.unit.value;
    const predicate = form.elements.predicate.value;
    let shown = 0;
    for (const body of people) {
      const fits = words.get(body).includes(text)
        && (!unit || body.dataset.unit === unit)
        && (!predicate || body.dataset.predicate === predicate);
      body.hidden = !fits;
      shown += fits;
    }
    output.textContent = output.dataset.shown
      .replace("{shown}", shown).replace("{all}", people.length);
  };

  const sort = (button) => {
    const heading = button.closest("th");
    const column = heading.cellIndex;
    const up = heading.getAttribute("aria-sort") !== "ascending";
    const numeric = button.dataset.sort === "number";
    const key = (body) => body.rows[0].cells[column].dataset.key;
    const order = (a, b) => (numeric ? key(a) - key(b) : compare(key(a), key(b)));
    for (const other of table.tHead.querySelectorAll("th[aria-sort]")) {
      other.setAttribute("aria-sort", "none");
    }
    heading.setAttribute("aria-sort", up ? "ascending" : "descending");
    const sorted = [...table.tBodies].sort((a, b) => (up ? order(a, b) : order(b, a)));
    table.append(...sorted);
  };

  for (const button of table.tHead.querySelectorAll("button")) {
    button.disabled = false;
    button.addEventListener("click", () => sort(button));
  }
  opener.addEventListener("click", () => {
    const details = people.flatMap((body) => [...body.querySelectorAll("details")]);
    const open = !details.every((one) => one.open);
    for (const one of details) one.open = open;
    opener.textContent = open ? opener.dataset.close : opener.dataset.open;
  });
  form.addEventListener("input", filter);
  form.addEventListener("reset", () => setTimeout(filter));
  form.hidden = false;
  filter();
})();
