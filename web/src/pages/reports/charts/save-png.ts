/** What a drawing's look is made of: its styles are the page's, which the file does not have. */
const looks = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "font-size",
  "font-family",
  "font-weight",
  "font-variant-numeric",
] as const;

/** Twice as sharp as on the page: for slides and print. */
const scale = 2;
const margin = 16;
const headHeight = 34;

/**
 * Gives the reader a drawing as a PNG, with its title above and the page's background.
 * @throws Error when the browser can't draw it
 */
export async function savePng(svg: SVGSVGElement, title: string, fileName: string): Promise<void> {
  const width = Number(svg.getAttribute("width"));
  const height = Number(svg.getAttribute("height"));
  const picture = await pictureOf(svg, width, height);
  const canvas = document.createElement("canvas");
  canvas.width = (width + 2 * margin) * scale;
  canvas.height = (height + headHeight + 2 * margin) * scale;
  const brush = canvas.getContext("2d");
  if (brush === null) throw new Error("the browser gave no canvas");
  const page = getComputedStyle(document.body);
  brush.scale(scale, scale);
  brush.fillStyle = page.backgroundColor;
  brush.fillRect(0, 0, canvas.width, canvas.height);
  brush.fillStyle = page.color;
  brush.font = `650 16px ${page.fontFamily}`;
  brush.fillText(title, margin, margin + 16, width);
  brush.drawImage(picture, margin, margin + headHeight, width, height);
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
  if (blob === null) throw new Error("the browser made no picture");
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}

async function pictureOf(
  svg: SVGSVGElement,
  width: number,
  height: number,
): Promise<HTMLImageElement> {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const drawn = svg.querySelectorAll<SVGElement>("*");
  for (const [index, element] of copy.querySelectorAll<SVGElement>("*").entries()) {
    const original = drawn[index];
    if (original === undefined) continue;
    const style = getComputedStyle(original);
    for (const look of looks) element.style.setProperty(look, style.getPropertyValue(look));
    element.removeAttribute("class");
  }
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const picture = new Image(width, height);
  const text = new XMLSerializer().serializeToString(copy);
  picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await picture.decode();
  return picture;
}
