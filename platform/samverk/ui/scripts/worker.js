// The browser's worker keeps what is the same for everybody, and one page for when the network is gone.
register("worker", () => {
  if (!navigator.serviceWorker) return;
  navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  navigator.serviceWorker.ready.then((found) => found.active.postMessage("signed-in"));
});
