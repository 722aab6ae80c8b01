import { Button } from '@mantine/core';
import { rankOfLevel, TLP_LEVELS, tlpText } from '@tocsin/policy';
import { checkText } from '@tocsin/shield';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { ProblemPanel } from '../design/problem-panel.tsx';
import {
  listObjects,
  listVersions,
  lowerMarking,
  showAccess,
  showHandling,
  showObject,
} from '../kernel/contract.ts';
import type { Access, Community, ObjectDetail } from '../kernel/contract.ts';
import { useAct } from '../kernel/query.ts';
import { useMe } from '../kernel/session.ts';
import { t } from '../kernel/words.ts';
import { useOwnProfile } from '../shield/own-profile.ts';
import { placesOf } from './over-marked.ts';
import { PeersMark, useWiderPart } from './wider-hint.tsx';

interface OwnWiderHintProps {
  readonly object: ObjectDetail;
  readonly community: Community;
  readonly access: Access | undefined;
}

/** For its source: that something of its own may be marked more strictly than it needs. */
export function OwnWiderHint(props: OwnWiderHintProps): ReactNode {
  const { object, access } = props;
  const isStrict = rankOfLevel(object.marking.level) >= rankOfLevel('amber');
  const mayLower = object.own && access?.may.includes('remark-object') === true;
  if (!isStrict || !mayLower || object.observables.length === 0) return null;
  return <Hint key={`${object.version} ${object.marking.level}`} {...props} />;
}

function Hint({ object, community }: OwnWiderHintProps): ReactNode {
  const { id, title, observables } = object;
  const description: unknown = object.object['description'];
  const text = typeof description === 'string' ? description : '';
  const values = observables.map(({ value }) => value);
  const profile = useOwnProfile(useMe().id, community.id);
  const written = `${title}\n${text}`;
  const part = useWiderPart(community, {
    title: '',
    text: written,
    places: placesOf(written, values),
    findings: checkText(written, profile).filter(({ start, end }) =>
      placesOf(written, values).every((place) => start < place.start || end > place.end),
    ).length,
  });
  const [isSure, setSure] = useState(false);
  const lower = useAct(lowerMarking, {
    stale: [showObject, showAccess, listObjects, listVersions, showHandling],
  });
  const next = lowerOf(object.marking.level);
  if (part !== 'all' || next === undefined) return null;
  return (
    <div className="stack tight" role="note" aria-label={t('A hint')}>
      <p>
        {t('Could this be TLP:GREEN? It holds values only, and names nobody of this community.')}
      </p>
      <PeersMark community={community} />
      <p className="row">
        <Button
          size="compact-sm"
          variant="default"
          loading={lower.isPending}
          onClick={() =>
            isSure ? lower.mutate({ params: { community: community.id, id } }) : setSure(true)
          }
        >
          {isSure
            ? t('Yes, {{level}} from now on', { level: next })
            : t('Lower to {{level}}', { level: next })}
        </Button>
      </p>
      <ProblemPanel error={lower.error} />
    </div>
  );
}

function lowerOf(level: ObjectDetail['marking']['level']): string | undefined {
  const lower = TLP_LEVELS[TLP_LEVELS.indexOf(level) - 1];
  return lower === undefined ? undefined : tlpText(lower);
}
