const nowhere = "http://local.invalid";

/**
 * Where to go after signing in: a path of this site, and not that of signing in, else the home page. Read the way a browser
 * reads it, which takes `\` for `/` and drops tabs, so that nothing leads elsewhere.
 */
export function localPath(next: unknown): string {
  if (typeof next !== "string" || !next.startsWith("/") || !URL.canParse(next, nowhere)) return "/";
  const url = new URL(next, nowhere);
  // "/.//elsewhere" is a path here, and "//elsewhere" as an address.
  if (url.origin !== nowhere || url.pathname.startsWith("//")) return "/";
  if (url.pathname === "/sign-in") return "/";
  return `${url.pathname}${url.search}${url.hash}`;
}
