document.documentElement.dataset.js = "yes";
document.querySelectorAll("[data-controller]").forEach((element) => {
  element.dataset.controller.split(" ").forEach((name) => controllers[name] && controllers[name](element));
});
