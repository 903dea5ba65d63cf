// Names after an @: a list to choose from; what is chosen is also kept by key, so that two of the same name differ.
register("mention", (area) => {
  const form = area.form;
  const address = area.dataset.names || "/namna/";
  if (!form) return;
  const list = document.createElement("ul");
  list.className = "sv-mention-list";
  list.id = `${area.id || "text"}-namn`;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", area.dataset.namesLabel || "@");
  list.hidden = true;
  area.after(list);
  area.setAttribute("aria-autocomplete", "list");
  area.setAttribute("aria-controls", list.id);
  let found = [];
  let at = -1;
  let timer = 0;
  let asked = 0;
  const close = () => {
    list.hidden = true;
    found = [];
    area.removeAttribute("aria-activedescendant");
  };
  const word = () => /(?:^|[^\w@.])@([\p{L}][\p{L}\p{N}’'-]*(?: [\p{L}\p{N}’'-]*)?)$/u.exec(area.value.slice(0, area.selectionStart));
  const mark = (index) => {
    at = index;
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === index)));
    area.setAttribute("aria-activedescendant", list.children[index].id);
  };
  const choose = (each) => {
    const here = word();
    if (!here) return;
    const end = area.selectionStart;
    area.setRangeText(`@${each.name} `, end - here[1].length - 1, end, "end");
    const kept = document.createElement("input");
    kept.type = "hidden";
    kept.name = "namn";
    kept.value = each.value;
    form.append(kept);
    close();
    area.focus();
  };
  const draw = () => {
    list.replaceChildren(...found.map((each, number) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${number}`;
      item.setAttribute("role", "option");
      const name = document.createElement("strong");
      const note = document.createElement("span");
      name.textContent = each.name;
      note.textContent = each.note;
      item.append(name, note);
      on(item, "mousedown", (event) => { event.preventDefault(); choose(each); });
      return item;
    }));
    list.hidden = !found.length;
    if (found.length) mark(0);
  };
  on(area, "input", () => {
    clearTimeout(timer);
    const here = word();
    if (!here || here[1].length < 2) return close();
    const number = ++asked;
    timer = setTimeout(async () => {
      const answer = await fetch(`${address}?q=${encodeURIComponent(here[1])}`).catch(() => null);
      if (!answer || !answer.ok || number !== asked) return;
      found = (await answer.json()).found;
      draw();
    }, 150);
  });
  on(area, "keydown", (event) => {
    if (list.hidden) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark((at + step + found.length) % found.length);
    else if (event.key === "Enter" || event.key === "Tab") choose(found[at]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
  on(area, "blur", close);
});
// What is typed and not sent comes back, in this tab only; gone when the answer shows that it arrived.
register("keep", (area) => {
  const key = `samverk-text-${area.dataset.keep}`;
  const store = window.sessionStorage;
  if (store.getItem(`${key}-sent`) && location.search.includes("kommentar=")) store.removeItem(key);
  store.removeItem(`${key}-sent`);
  if (!area.value && store.getItem(key)) area.value = store.getItem(key);
  on(area, "input", () => store.setItem(key, area.value));
  on(area.form, "submit", () => store.setItem(`${key}-sent`, "yes"));
});
