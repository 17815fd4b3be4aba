/** A failure that a person can understand as it stands: a stable word for scripts, and a Portuguese sentence. */
export class Failure extends Error {
  override name = "Failure";
  constructor(readonly code: string, message: string, options: ErrorOptions = {}) {
    super(message, options);
  }
}
