// Before anything is drawn, so that a dark page does not flash white. Mantine's own script would
// stand inline, which the Content-Security-Policy forbids.
(function () {
  var chosen = localStorage.getItem("campanile-color-scheme");
  var dark =
    chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
