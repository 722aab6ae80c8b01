import { useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { call } from '../kernel/client.ts';
import { notePrint } from '../kernel/contract.ts';
import type { Community, ObjectDetail } from '../kernel/contract.ts';
import { useMe } from '../kernel/session.ts';
import { hubText, t } from '../kernel/words.ts';
import { isRecorded } from './recorded.ts';

/**
 * Whose print it is, on paper only. A browser does not wait before it prints, so the number is made beforehand and
 * entered as soon as printing begins.
 */
export function PrintLine({
  object,
  community,
}: {
  object: ObjectDetail;
  community: Community;
}): ReactNode {
  const me = useMe();
  const [number, setNumber] = useState(() => crypto.randomUUID());
  const isTold = isRecorded(object.marking.level);
  useEffect(() => {
    if (!isTold) return;
    const enter = (): void => {
      const params = { community: community.id, id: object.id };
      void call(notePrint, { params, body: { copy: number } }).catch(() => undefined);
    };
    const renew = (): void => setNumber(crypto.randomUUID());
    window.addEventListener('beforeprint', enter);
    window.addEventListener('afterprint', renew);
    return () => {
      window.removeEventListener('beforeprint', enter);
      window.removeEventListener('afterprint', renew);
    };
  }, [isTold, community.id, object.id, number]);
  if (!isTold) return null;
  return (
    <p className="print-line" aria-hidden="true">
      {t('Print {{number}} by {{name}} for {{organization}}. Its source is told.', {
        number,
        name: me.name,
        organization: hubText(me.organization?.name ?? ''),
      })}
    </p>
  );
}
