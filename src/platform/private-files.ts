import { chmodSync, existsSync, mkdirSync, openSync, closeSync } from "node:fs";

/** A folder that only its owner may look into, made or tightened: below it all is private. */
export function privateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}

/** The same for a file; it is made where it is missing, empty. */
export function privateFile(file: string): void {
  closeSync(openSync(file, "a", 0o600));
  chmodSync(file, 0o600);
}

/** Tightens a file if it is there. */
export function tighten(file: string): void {
  if (existsSync(file)) chmodSync(file, 0o600);
}
