/** One purchase of the CDNOW history, as an order and an event will tell of it. */
export interface Purchase {
  /** The order's external id: its place in the file, as the data has no order numbers. */
  orderId: string;
  /** The customer's id in the whole history, the same in sample and master. */
  customer: string;
  email: string;
  /** ISO 8601, midnight UTC: the data has days only. */
  date: string;
  quantity: number;
  /** In US dollars. */
  total: number;
}

/** What a line holds: the sample has an id of its own besides the master's. */
const lineForms = {
  sample: /^\s*(\d{5})\s+\d{4}\s+(\d{4})(\d{2})(\d{2})\s+(\d+)\s+(\d+\.\d{2})\s*$/,
  master: /^\s*(\d{5})\s+(\d{4})(\d{2})(\d{2})\s+(\d+)\s+(\d+\.\d{2})\s*$/,
};
export type DataSet = keyof typeof lineForms;

/**
 * The purchases of a CDNOW file, in its order. Two of one customer on one day stay two.
 * @throws Error that names the first line that is none
 */
export function parsePurchases(text: string, set: DataSet): Purchase[] {
  const purchases: Purchase[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const isHeading = index === 0 && /[a-z]/i.test(line);
    if (isHeading || line.trim() === "" || line === "\u001a") continue;
    const match = lineForms[set].exec(line);
    if (match === null) throw new Error(`line ${index + 1} is no purchase: ${line.slice(0, 80)}`);
    const [, customer = "", year, month, day, quantity, total] = match;
    purchases.push({
      orderId: `CDNOW-${String(purchases.length + 1).padStart(5, "0")}`,
      customer,
      email: `customer-${customer}@cdnow.example`,
      date: `${year}-${month}-${day}T00:00:00Z`,
      quantity: Number(quantity),
      total: Number(total),
    });
  }
  return purchases;
}
