// After a refused form the keyboard and the screen reader start at what must be corrected.
register("error-summary", (box) => {
  if (!box.closest("[data-specimen]")) box.focus();
});
