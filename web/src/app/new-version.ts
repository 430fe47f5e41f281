const key = "campanile-reloaded-at";
const pause = 60_000;

/**
 * A tab that was open while a new version was put in place asks for parts that are gone: it is
 * reloaded, but not again and again if the reason is another one. What the builder had not
 * saved is kept and offered afterwards.
 */
export function reloadForNewVersion(): void {
  window.addEventListener("vite:preloadError", (event) => {
    if (!navigator.onLine) return;
    const last = Number(sessionStorage.getItem(key) ?? 0);
    if (Date.now() - last < pause) return;
    sessionStorage.setItem(key, String(Date.now()));
    event.preventDefault();
    location.reload();
  });
}
