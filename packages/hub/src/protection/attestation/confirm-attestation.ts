import { authorize, hidden, isRefusal, refuse, Refused, refusedBy } from '../../kernel/index.ts';
import type { Operation } from '../../kernel/index.ts';
import type { confirmAttestation as contract } from './attestation.contract.ts';
import { viewOfAttestation } from './attestation.view.ts';

/** Confirms what was told, if that is what would be told now. */
export const confirmAttestation: Operation<typeof contract> = async (context, { params, body }) => {
  const { handle } = context;
  const community = await authorize(handle, params.community);
  if (community instanceof Refused) return community;
  const found = await handle.attestation.of(params.id, community.id, body.version);
  const view =
    found === undefined ? undefined : await viewOfAttestation(context, community.id, found);
  if (found === undefined || view === undefined) return hidden();
  if (view.shown !== body.shown) {
    return refuse('conflict', 'What it means has changed since you were told: read it again');
  }
  if (view.needs_reason && (body.reason ?? '').trim() === '') return noReason();
  const done = await handle.attestation.confirm({
    community: community.id,
    id: params.id,
    labelId: found.row.labelId,
    shown: view.shown,
    ...(body.version === undefined ? {} : { version: body.version }),
    ...(body.reason === undefined ? {} : { reason: body.reason }),
  });
  return isRefusal(done) ? refusedBy(done) : undefined;
};

function noReason(): Refused {
  return refuse('invalid', 'Cannot take the request: see the errors', {
    faults: [
      {
        pointer: '/reason',
        code: 'required',
        message: 'AMBER is for those who need to know it: say in a few words why you do',
      },
    ],
  });
}
