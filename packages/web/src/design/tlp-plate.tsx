import { tlpText } from '@tocsin/policy';
import type { TlpLevel } from '@tocsin/policy';
import type { ReactNode } from 'react';

/** A TLP label as FIRST writes it: its ink on black, capitals, never translated. */
export function TlpPlate({ level, large }: { level: TlpLevel; large?: boolean }): ReactNode {
  return (
    <strong className={large === true ? 'tlp large' : 'tlp'} data-level={level} translate="no">
      {tlpText(level)}
    </strong>
  );
}
