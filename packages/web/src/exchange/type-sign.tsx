import {
  IconArrowsLeftRight,
  IconBug,
  IconBuilding,
  IconEye,
  IconFileText,
  IconHash,
  IconMessage,
  IconRoute,
  IconShieldCheck,
  IconShieldExclamation,
  IconSpy,
  IconTarget,
  IconWorld,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { entryOf } from '../kernel/entry-of.ts';
import { isValueType } from './words.ts';

const SIGNS: Readonly<Record<string, typeof IconBug>> = {
  'attack-pattern': IconRoute,
  campaign: IconSpy,
  'course-of-action': IconShieldCheck,
  file: IconHash,
  grouping: IconFileText,
  identity: IconBuilding,
  indicator: IconTarget,
  'intrusion-set': IconSpy,
  malware: IconBug,
  note: IconMessage,
  opinion: IconMessage,
  relationship: IconArrowsLeftRight,
  report: IconFileText,
  sighting: IconEye,
  'threat-actor': IconSpy,
  tool: IconBug,
  vulnerability: IconShieldExclamation,
};

/** A small sign for a type; the type is always written beside it. */
export function TypeSign({ type }: { type: string }): ReactNode {
  const Sign = entryOf(SIGNS, type) ?? (isValueType(type) ? IconWorld : IconFileText);
  return <Sign size={18} stroke={1.6} aria-hidden />;
}
