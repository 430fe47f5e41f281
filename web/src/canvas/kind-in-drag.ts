/** What the palette puts into a drag, and the canvas takes out of it. */
export const kindInDrag = "application/x-campanile-kind";
