import { bind } from '../../kernel/index.ts';
import type { BoundOperation } from '../../kernel/index.ts';
import * as contract from './attestation.contract.ts';
import { confirmAttestation } from './confirm-attestation.ts';
import { confirmPrograms } from './confirm-programs.ts';
import { setAttestationRule } from './set-attestation-rule.ts';
import { showAttestation } from './show-attestation.ts';
import { showAttestationSetting } from './show-attestation-setting.ts';

/** What opening something means is told and confirmed before (requirements row 112; marking rules M5). */
export const attestationOperations: readonly BoundOperation[] = [
  bind(contract.showAttestation, showAttestation),
  bind(contract.confirmAttestation, confirmAttestation),
  bind(contract.showAttestationSetting, showAttestationSetting),
  bind(contract.setAttestationRule, setAttestationRule),
  bind(contract.confirmPrograms, confirmPrograms),
];
