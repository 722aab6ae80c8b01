/** The caller is no longer anybody here: person disabled, token revoked, organization left. */
export class NotAReader extends Error {
  override name = 'NotAReader';
  constructor() {
    super('This sign-in or token no longer reads anything here');
  }
}

/** The community has not agreed on its classification scheme yet, so nothing can be shared (ISO 22396 6.4.4 s4). */
export class SchemeNotAgreed extends Error {
  override name = 'SchemeNotAgreed';
  constructor() {
    super('The classification scheme is not agreed yet');
  }
}

/** What was asked for does not exist for this reader; nothing says whether it exists at all. */
export class NotFound extends Error {
  override name = 'NotFound';
  constructor() {
    super('There is no such thing here');
  }
}
