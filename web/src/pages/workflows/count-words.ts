const most = 10_000;

/** A bounded count: from its bound on it reads "10,000 or more". */
export function countWords(count: number): string {
  return count >= most ? `${most.toLocaleString("en")} or more` : count.toLocaleString("en");
}
