import type { MemberProfile } from '@tocsin/shield';
import { useEffect, useState } from 'react';
import { profileVersion } from './own-profile.ts';

/** Which profile it is, in eight digits; a moment later than the profile. */
export function useProfileVersion(profile: MemberProfile): string {
  const [version, setVersion] = useState('…');
  useEffect(() => {
    let isCurrent = true;
    const take = (found: string): void => {
      if (isCurrent) setVersion(found);
    };
    void profileVersion(profile).then(take);
    return () => {
      isCurrent = false;
    };
  }, [profile]);
  return version;
}
