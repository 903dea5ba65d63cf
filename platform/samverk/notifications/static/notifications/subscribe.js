// Asks the browser for a subscription and sends it as an ordinary form: the answer is an ordinary page.
(() => {
  "use strict";
  const form = document.querySelector("form[data-push-key]");
  if (!form || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const bytes = (value) => Uint8Array.from(atob(value.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const fill = (subscription) => {
    form.elements.endpoint.value = subscription.endpoint;
    form.elements.p256dh.value = text(subscription.getKey("p256dh"));
    form.elements.auth.value = text(subscription.getKey("auth"));
  };
  navigator.serviceWorker.getRegistration().then((registration) => {
    if (!registration) return;
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      if (form.elements.endpoint.value) return;
      event.preventDefault();
      registration.pushManager
        .subscribe({ userVisibleOnly: true, applicationServerKey: bytes(form.dataset.pushKey) })
        .then((subscription) => { fill(subscription); form.submit(); })
        .catch(() => { const told = form.querySelector("[data-denied]"); told.textContent = told.dataset.denied; });
    });
  });
})();
