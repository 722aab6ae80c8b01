/** The hub: starts and stops a Tocsin server. */
export { startHub, STOP_GRACE_MS } from './start-hub.ts';
export type { Hub, HubPorts } from './start-hub.ts';
export { serve } from './serve.ts';
export { describeApi } from './describe-api.ts';
export { SLICES } from './slices.ts';
export {
  createLog,
  createMailer,
  hashOfSecret,
  newSecret,
  newTokenText,
  readSettings,
  readTokenText,
  SettingsError,
  settingsShape,
} from './kernel/index.ts';
export type { NewTokenText, Settings, SettingsSources } from './kernel/index.ts';
export { hashPassword } from './membership/index.ts';
export type { Persona } from './membership/index.ts';
