/** Somebody of the story who is signed in. */
export interface Session {
  send(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object): Promise<string>;
}
