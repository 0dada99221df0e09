/** What the sandbox rejects with when a request shall get no answer: whoever serves it ends the connection. */
export class ConnectionCut extends Error {
  override readonly name = "ConnectionCut";

  constructor() {
    super("The sandbox was told to cut this connection.");
  }
}
