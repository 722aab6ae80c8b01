/** The kernel: everything slices plug into. It knows no slice. */
export { addressOf, API_BASE } from './contract.ts';
export type { Contract, InputOf } from './contract.ts';
export { actsOf, authorize, defineAuthority } from './authority.ts';
export { createAuthenticate, sessionCookieName, sessionSecret } from './authenticate.ts';
export { hashOfSecret, newSecret, newTokenText, readTokenText } from './credentials.ts';
export type { NewTokenText } from './credentials.ts';
export { createCursors } from './cursors.ts';
export type { Cursors } from './cursors.ts';
export { createEvents } from './events.ts';
export { issueWords } from './issue-words.ts';
export { keepReasonOf } from './keep-reason.ts';
export { readJson } from './json-body.ts';
export { createLog, faultForLog } from './log.ts';
export { dayIn, sayIn } from './letter-words.ts';
export type { Say } from './letter-words.ts';
export { createMailer, MailFault } from './mailer.ts';
export type { Letter, Mailer } from './mailer.ts';
export { createMetrics } from './metrics.ts';
export { startMetricsServer } from './metrics-server.ts';
export type { MetricsServer } from './metrics-server.ts';
export { createDocs, DOCS_PATH, OPENAPI_PATH, openApiOf } from './openapi.ts';
export type { OpenApi } from './openapi.ts';
export { Answer, bind } from './operation.ts';
export type {
  BoundOperation,
  Caller,
  CallerContext,
  Client,
  Operation,
  PersonContext,
  PublicContext,
  Standing,
} from './operation.ts';
export { namedOrigin } from './named-origin.ts';
export { problemPage } from './problem-page.ts';
export { pathOf } from './problems.ts';
export { sendProblem } from './answers.ts';
export { addressKey, createRates } from './rates.ts';
export type { Rates } from './rates.ts';
export { hidden, isRefusal, refuse, Refused, refusedBy } from './refusal.ts';
export type { Fault } from './refusal.ts';
export { addRoute } from './routes.ts';
export type { RouteParts } from './routes.ts';
export { createSeals } from './seals.ts';
export { createServer, NOT_AGREED } from './server.ts';
export { NODE_ROLES, readSettings, SettingsError, settingsOf, settingsShape } from './settings.ts';
export type { NodeRole, Settings, SettingsSources } from './settings.ts';
export { CLOSED_GATE, createSetupGate } from './setup-gate.ts';
export type { SetupGate } from './setup-gate.ts';
export type { HubServices, Slice, Unreadable } from './slice.ts';
export { createAsSource, hashOfTicket, withoutTickets } from './source-tickets.ts';
export { createThrottle } from './throttle.ts';
export { createTickets } from './tickets.ts';
export { instantText } from './times.ts';
export { addWebApp, NO_WEB_APP } from './web-app.ts';
export type { WebApp } from './web-app.ts';
