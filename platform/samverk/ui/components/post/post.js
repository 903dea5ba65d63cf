// What somebody writes is saved a moment after the last key, so that a closed lid or a lost net loses nothing.
register("keeps", (form) => {
  const status = form.querySelector("[data-kept-status]");
  const field = form.querySelector("[data-kept]");
  const thrown = form.querySelector("button[formaction][hidden]");
  let waiting = 0;
  const save = async () => {
    const data = new FormData(form);
    [...data].forEach(([name, value]) => { if (typeof value !== "string") data.delete(name); });
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body: data, redirect: "error" });
      const told = answer.ok ? status?.dataset.text : answer.status === 422 ? status?.dataset.refused : "";
      if (status) status.textContent = told;
      if (thrown && answer.ok) thrown.hidden = false;
    } catch {
      if (status) status.textContent = "";
    }
  };
  on(field, "input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, 1500);
  });
  on(form, "submit", (event) => {
    clearTimeout(waiting);
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  on(window, "pageshow", () => { delete form.dataset.sent; });
});
// A link to the form opens it.
if (location.hash === "#skriv") document.querySelector("details#skriv")?.setAttribute("open", "");
