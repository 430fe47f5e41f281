export interface Drawing {
  name: string;
}

/** A time line as SVG. */
export function draw(drawing: Drawing): string;
