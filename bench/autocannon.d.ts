/** What we use of autocannon, which brings no types. */
declare module "autocannon" {
  function autocannon(options: autocannon.Options): Promise<autocannon.Result>;

  namespace autocannon {
    interface Request {
      method: "GET" | "POST";
      headers?: Record<string, string>;
      body?: string;
      path?: string;
      /** Makes each request from the one given here. */
      setupRequest?(request: Request): Request;
    }
    interface Options {
      url: string;
      connections: number;
      /** Seconds. */
      duration: number;
      requests: Request[];
    }
    interface Result {
      "2xx": number;
      non2xx: number;
      errors: number;
      /** Seconds. */
      duration: number;
      /** Milliseconds. */
      latency: { p50: number; p99: number };
    }
  }
  export default autocannon;
}
