import type { CheerioAPI } from "cheerio";
import { compile } from "html-to-text";

const headings = ["h1", "h2", "h3", "h4", "h5", "h6"];
const blocks = "table,div,p,ul,ol,dl,hr,blockquote,pre,section,article,h1,h2,h3,h4,h5,h6";
/** No class that anybody writes. */
const dataTable = "campanile-data-table";

/** Made once: it builds a decision tree of its selectors, which takes as long as reading a mail. */
const convert = compile({
  selectors: [
    ...headings.map((selector) => ({ selector, options: { uppercase: false } })),
    { selector: "table", format: "block" },
    { selector: "tr", format: "block" },
    ...["td", "th"].map((selector) => ({ selector, format: "block" })),
    {
      selector: `table.${dataTable}`,
      format: "dataTable",
      options: { uppercaseHeaderCells: false },
    },
  ],
});

/**
 * Marks the tables of texts: they are written in columns; of one that lays other things out, each cell
 * begins a line.
 */
export function markedTables(page: CheerioAPI): CheerioAPI {
  page("table").each((_index, element) => {
    const table = page(element);
    const isWide = table.find("tr").is((_, row) => page(row).children("td,th").length > 1);
    if (isWide && table.find(blocks).length === 0) table.addClass(dataTable);
  });
  return page;
}

/**
 * The plain-text part of a mail that has none of its own. What is in capitals there is in capitals
 * here, and nothing else.
 *
 * @param html with its tables marked
 */
export function textOf(html: string): string {
  return convert(html);
}
