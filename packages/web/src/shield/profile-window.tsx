import type { ReactNode } from 'react';
import { Window } from '../design/window.tsx';
import { t } from '../kernel/words.ts';
import { ProfileForm } from './profile-form.tsx';

interface ProfileWindowProps {
  readonly community: string;
  readonly onClose: () => void;
}

/** The wizard, over the share it is for. */
export function ProfileWindow({ community, onClose }: ProfileWindowProps): ReactNode {
  return (
    <Window title={t('What is your own')} isOpen onClose={onClose}>
      <ProfileForm community={community} onDone={onClose} />
    </Window>
  );
}
