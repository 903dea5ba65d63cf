// Marks the part of the page one is reading. Addresses to other pages are left alone.
register("toc", (nav) => {
  const links = [...nav.querySelectorAll('a[href^="#"]')].filter((link) => link.hash.length > 1);
  const parts = new Map(links.map((link) => [document.getElementById(decodeURIComponent(link.hash.slice(1))), link]));
  parts.delete(null);
  if (!parts.size) return;
  const watch = new IntersectionObserver((entries) => {
    entries.filter((entry) => entry.isIntersecting).forEach((entry) => {
      links.forEach((link) => link.removeAttribute("aria-current"));
      parts.get(entry.target).setAttribute("aria-current", "true");
    });
  }, { rootMargin: "-15% 0px -70% 0px" });
  parts.forEach((link, part) => watch.observe(part));
});
