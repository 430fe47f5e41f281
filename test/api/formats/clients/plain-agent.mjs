import { Agent } from "node:https";
import { connect } from "node:net";

/**
 * For a client that speaks https only: it gets its line to an address from here, and the stand-in
 * has no certificate.
 */
export function plainAgent(url) {
  class PlainAgent extends Agent {
    createConnection() {
      return connect(Number(new URL(url).port), "127.0.0.1");
    }
  }
  return new PlainAgent();
}
