import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import type { TlpLevel } from '@tocsin/policy';
import { Loading } from '../design/loading.tsx';
import { Window } from '../design/window.tsx';
import type { Community } from '../kernel/contract.ts';
import { t } from '../kernel/words.ts';

const SaveCopy = lazy(async () => ({ default: (await import('./save-copy.tsx')).SaveCopy }));

interface CopyWindowProps {
  readonly ids: readonly string[];
  readonly levels: readonly TlpLevel[];
  readonly community: Community;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The window in which a copy is taken; read when it opens. */
export function CopyWindow({ isOpen, ...props }: CopyWindowProps): ReactNode {
  return (
    <Window title={t('Save a copy')} isOpen={isOpen} onClose={props.onClose}>
      <Suspense fallback={<Loading />}>
        <SaveCopy {...props} />
      </Suspense>
    </Window>
  );
}
