// A controller is a function that gets an element marked data-controller="its name".
// Everything works without this script; a controller only makes something quicker or quieter.
const controllers = {};
const register = (name, connect) => { controllers[name] = connect; };
const on = (element, type, listener) => element.addEventListener(type, listener);
const typing = (target) => target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
// A menu made of details/summary: closes on Escape, on a click outside and when focus leaves it.
register("menu", (details) => {
  const close = () => { details.open = false; };
  on(details, "keydown", (event) => {
    if (event.key === "Escape" && details.open) {
      close();
      details.querySelector("summary").focus();
    }
  });
  on(document, "click", (event) => { if (!details.contains(event.target)) close(); });
  on(details, "focusout", (event) => {
    if (event.relatedTarget && !details.contains(event.relatedTarget)) close();
  });
});
// The key "/" goes to the search field, as in the tools people know.
register("search", (form) => {
  const field = form.querySelector("input[type=search]");
  on(document, "keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) {
      event.preventDefault();
      field.focus();
    }
  });
});
// A form is sent once, however many times an impatient hand clicks.
register("once", (form) => {
  on(form, "submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  on(window, "pageshow", () => { delete form.dataset.sent; });
});
// A button that prints: hidden until it can.
register("print", (button) => {
  button.hidden = false;
  on(button, "click", () => window.print());
});
