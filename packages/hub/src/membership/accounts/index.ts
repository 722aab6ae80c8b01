import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { addPasskey } from './add-passkey.ts';
import { changePassword } from './change-password.ts';
import { endSession } from './end-session.ts';
import { joinByInvitation } from './join-by-invitation.ts';
import { listSessions } from './list-sessions.ts';
import { removePasskey } from './remove-passkey.ts';
import * as ownAccount from './own-account.contract.ts';
import * as registration from './registration.contract.ts';
import * as signingIn from './sign-in.contract.ts';
import { renewRecoveryCodes } from './renew-recovery-codes.ts';
import { resetTotp } from './reset-totp.ts';
import { setUp } from './set-up.ts';
import { showInvitation } from './show-invitation.ts';
import { showMe } from './show-me.ts';
import { showSetup } from './show-setup.ts';
import { signInWithPasskey } from './sign-in-with-passkey.ts';
import { signInWithPassword } from './sign-in-with-password.ts';
import { signInWithRecoveryCode } from './sign-in-with-recovery-code.ts';
import { signOut } from './sign-out.ts';
import { startOwnPasskey } from './start-own-passkey.ts';
import { startPasskey } from './start-passkey.ts';
import { startPasskeySignIn } from './start-passkey-sign-in.ts';
import { startTotp } from './start-totp.ts';
import { switchOrganization } from './switch-organization.ts';

export { hashPassword } from './passwords.ts';
export { withTries } from './tries.ts';

/** How people come to have an account, sign in, and keep it in order. */
export const accountOperations: readonly BoundOperation[] = [
  bind(registration.showSetup, showSetup),
  bind(registration.setUp, setUp),
  bind(registration.startTotp, startTotp),
  bind(registration.startPasskey, startPasskey),
  bind(registration.showInvitation, showInvitation),
  bind(registration.acceptInvitation, acceptInvitation),
  bind(registration.joinByInvitation, joinByInvitation),
  bind(signingIn.signInWithPassword, signInWithPassword),
  bind(signingIn.signInWithRecoveryCode, signInWithRecoveryCode),
  bind(signingIn.startPasskeySignIn, startPasskeySignIn),
  bind(signingIn.signInWithPasskey, signInWithPasskey),
  bind(signingIn.signOut, signOut),
  bind(ownAccount.showMe, showMe),
  bind(ownAccount.switchOrganization, switchOrganization),
  bind(ownAccount.listSessions, listSessions),
  bind(ownAccount.endSession, endSession),
  bind(ownAccount.startOwnPasskey, startOwnPasskey),
  bind(ownAccount.addPasskey, addPasskey),
  bind(ownAccount.removePasskey, removePasskey),
  bind(ownAccount.changePassword, changePassword),
  bind(ownAccount.resetTotp, resetTotp),
  bind(ownAccount.renewRecoveryCodes, renewRecoveryCodes),
];
