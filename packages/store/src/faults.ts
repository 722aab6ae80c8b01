/** The caller is no longer anybody here: person disabled, token revoked, organization left. */
export class NotAReader extends Error {
  override name = 'NotAReader';
  constructor() {
    super('This sign-in or token no longer reads anything here');
  }
}

/** What was asked for does not exist for this reader; nothing says whether it exists at all. */
export class NotFound extends Error {
  override name = 'NotFound';
  constructor() {
    super('There is no such thing here');
  }
}
